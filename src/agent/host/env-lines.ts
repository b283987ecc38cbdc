/**
 * @module agent/host/env-lines
 * Reads `NAME=value` lines as systemd's EnvironmentFile= and dotenv write them: credentials like to hide there.
 */

/** Blank lines, comments and anything else are left out; quotes around a value are dropped. */
export function envLines(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line);
      return match?.[1] ? [[match[1], (match[2] ?? '').trim().replace(/^(["'])(.*)\1$/, '$2')]] : [];
    }),
  );
}
