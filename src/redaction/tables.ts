/**
 * @module redaction/tables
 * Tables whose head names a secret: CSV, `psql` output, box drawings. The value stands lines below its name, in the
 * same column.
 */
import { isHarmless, isPasswordLike, isTokenLike } from './harmless-values.ts';
import { judgeName } from './key-names.ts';
import { type Find, RANK, type Span } from './span.ts';

/** A line that can be a head: words between the same separator, one of them a secret's name. */
const HEAD = /^[^\n]{0,200}(?:token|secret|passw|key|code)[^\n]{0,200}$/gim;
const SEPARATORS = [',', '\t', '|', '│', ';'] as const;
const TITLE = /^\s*["']?[\p{L}_][\p{L}\p{N}_. -]{0,40}["']?\s*$/u;

/** How far below its head a table is read, in lines, and how wide a line may be. */
const MOST_ROWS = 200;
const WIDEST = 1_024;

/** Finds secrets by the heads of their columns. */
export const findInTables: Find = (text, found) => {
  for (const hit of text.matchAll(HEAD)) {
    const separator = SEPARATORS.find((mark) => hit[0].includes(mark));
    if (separator === undefined) continue;
    const titles = hit[0].split(separator);
    if (
      titles.filter((title) => title.trim() !== '').length < 2 ||
      titles.some((title) => title.trim() !== '' && !TITLE.test(title))
    )
      continue;
    const kinds = titles.map((title) => {
      const { strength, kind } = judgeName(title.trim().replace(/["']/g, ''));
      return strength === 'secret' ? kind : undefined;
    });
    if (kinds.some(Boolean)) readRows(text, hit.index + hit[0].length + 1, separator, kinds, found);
  }
};

function readRows(
  text: string,
  from: number,
  separator: string,
  kinds: (Span['kind'] | undefined)[],
  found: Span[],
): void {
  let at = from;
  for (let row = 0; row < MOST_ROWS && at < text.length; row++) {
    const line = text.slice(at, at + WIDEST).split('\n', 1)[0] as string;
    const cells = line.split(separator);
    // a rule below the head has no cells of its own
    if (cells.length !== kinds.length && !/^[\s|│┼├┤─+=-]+$/.test(line)) return;
    let start = at;
    cells.forEach((cell, i) => {
      const value = cell.trim().replace(/^(["'])(.*)\1$/, '$2');
      const kind = kinds[i];
      if (
        kind &&
        !/\s/.test(value) &&
        !isHarmless(value, kind) &&
        (isTokenLike(value) || isPasswordLike(value))
      ) {
        const begin = start + cell.indexOf(value);
        found.push({ start: begin, end: begin + value.length, kind, rank: RANK.assignment });
      }
      start += cell.length + 1;
    });
    at += line.length + 1;
  }
}
