/**
 * @module agent/host/env-lines
 * Reads `NAME=value` lines, as systemd's EnvironmentFile= and as dotenv write them: credentials like to hide there.
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

/** dotenv 17: a value without quotes ends at a `#`, and there may be blanks around the `=`. */
const DOTENV =
  /^\s*(?:export\s+)?([\w.-]+)(?:\s*=|:\s)[^\S\n]*(?:(['"`])((?:\\\2|(?!\2)[^\n])*)\2|([^#\n]*))/gm;

/** A `.env` of OpenClaw; values of several lines are left out. */
export const dotenvLines = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.replace(/\r\n?/g, '\n').matchAll(DOTENV)].map(([, name, , quoted, bare = '']) => [
      name,
      quoted ?? bare.trim(),
    ]),
  );
