/**
 * @module evidence/version
 * OpenClaw's calendar versions in order: `2026.3.13`, `2026.2.19-2` (a second release of that day), and
 * `2026.8.1-beta.2`, which comes before it.
 */

const VERSION = /(\d{4})\.(\d{1,2})\.(\d{1,3})(?:-(?:(\d{1,3})\b|([a-z]{2,8})\.?(\d{0,3})))?/;

/** The first version in a text as numbers, most significant first; null when it has none. */
export function versionIn(text: string): readonly number[] | null {
  const found = VERSION.exec(text);
  if (found === null) return null;
  const [, year, month, day, again, before, round] = found;
  const stage = before === undefined ? [1, Number(again ?? 0)] : [0, Number(round || 0)];
  return [Number(year), Number(month), Number(day), ...stage];
}

/** Below 0 when `a` is older than `b`, above 0 when it is newer. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let n = 0; n < Math.max(a.length, b.length); n++) {
    const differs = (a[n] ?? 0) - (b[n] ?? 0);
    if (differs !== 0) return differs;
  }
  return 0;
}
