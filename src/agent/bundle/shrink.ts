/**
 * @module agent/bundle/shrink
 * Makes a bundle small enough to be attached anywhere: the largest logs give up lines in their middle first, and say how
 * many. What happened at the beginning and what happened last stay.
 */
import type { CleanFile } from './clean.ts';

/** Lines of a log that stay in any case. */
const LEAST_LINES = 200;

/** The text without lines in its middle, about as many bytes shorter as asked for; null where nothing can go. */
export function withoutMiddle(text: string, bytes: number): { text: string; left: number } | null {
  const lines = text.split('\n');
  if (lines.length <= LEAST_LINES) return null;
  const keep = LEAST_LINES / 2;
  let [from, gone] = [Math.max(keep, Math.floor(lines.length / 3)), 0];
  let to = from;
  while (gone < bytes && (to < lines.length - keep || from > keep)) {
    // Towards the end first: what began it stays, and the last lines stay.
    const index = to < lines.length - keep ? to++ : --from;
    gone += Buffer.byteLength(lines[index] ?? '') + 1;
  }
  if (to <= from) return null;
  const left = to - from;
  return {
    text: [
      ...lines.slice(0, from),
      `··· ${left} lines left out to keep the bundle small ···`,
      ...lines.slice(to),
    ].join('\n'),
    left,
  };
}

/** The files with the largest logs shortened, by about `bytes` altogether. */
export function shrink(files: readonly CleanFile[], bytes: number): CleanFile[] {
  const sizes = new Map(files.map((file) => [file.name, Buffer.byteLength(file.text)]));
  const largest = files
    .filter(({ canShrink }) => canShrink)
    .sort((a, b) => (sizes.get(b.name) ?? 0) - (sizes.get(a.name) ?? 0) || (a.name < b.name ? -1 : 1));
  const shorter = new Map<string, CleanFile>();
  let left = bytes;
  for (const file of largest) {
    // What is missing then is less than a line more or less.
    if (left <= bytes / 50) break;
    const made = withoutMiddle(file.text, Math.min(left, Math.floor((sizes.get(file.name) ?? 0) * 0.7)));
    if (made === null) continue;
    left -= (sizes.get(file.name) ?? 0) - Buffer.byteLength(made.text);
    const said = `${made.left} lines left out to keep the bundle small`;
    const cut = file.cut === null ? said : `${file.cut}; ${said}`;
    shorter.set(file.name, { ...file, text: made.text, cut: cut.slice(0, 500) });
  }
  return files.map((file) => shorter.get(file.name) ?? file);
}
