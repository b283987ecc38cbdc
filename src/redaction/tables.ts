/**
 * @module redaction/tables
 * Tables whose head names a secret: CSV, `psql` output, box drawings. The value stands lines below its name, in the
 * same column.
 */
import { isHarmless, isPasswordLike, isTokenLike } from './harmless-values.ts';
import { judgeName } from './key-names.ts';
import { type Find, RANK, type Span } from './span.ts';

/** A secret's name as a cell of a line that can be a head: a separator or the line's end behind it. */
const CELL = /(?:token|secret|passw(?:or)?d|key|code)["']?[ \t]{0,40}(?:[,|│;\t]|\r?\n)/gi;
const SEPARATORS = [',', '\t', '|', '│', ';'] as const;
const TITLE = /^\s*["']?[\p{L}_][\p{L}\p{N}_. -]{0,40}["']?\s*$/u;

/** How far below its head a table is read, in lines, and how wide a line may be. */
const MOST_ROWS = 200;
const WIDEST = 1_024;
const WIDEST_HEAD = 400;

/** Finds secrets by the heads of their columns. */
export const findInTables: Find = (text, found) => {
  if (/insert into/i.test(text)) findInInserts(text, found);
  let done = 0;
  for (const hit of text.matchAll(CELL)) {
    if (hit.index < done) continue;
    const start = text.lastIndexOf('\n', hit.index) + 1;
    const end = text.indexOf('\n', hit.index);
    done = end < 0 ? text.length : end;
    if (end < 0 || end - start > WIDEST_HEAD) continue;
    const head = text.slice(start, end);
    const separator = SEPARATORS.find((mark) => head.includes(mark));
    if (separator === undefined) continue;
    const titles = head.split(separator);
    if (titles.filter((title) => title.trim() !== '').length < 2) continue;
    if (titles.some((title) => title.trim() !== '' && !TITLE.test(title))) continue;
    const kinds = titles.map((title) => {
      const { strength, kind } = judgeName(title.trim().replace(/["']/g, ''));
      return strength === 'secret' ? kind : undefined;
    });
    if (kinds.some(Boolean)) readRows(text, end + 1, separator, kinds, found);
  }
};

/** `INSERT INTO t (a, b) VALUES ('…', '…')`: a table of one row. */
const INSERT =
  /\bINSERT\s+INTO\s+\S{1,80}\s{0,4}\(([^()\n]{1,400})\)\s{0,8}VALUES\s{0,8}\(([^()]{1,4000})\)/gi;
const SQL_VALUE = /\s*('(?:[^'\n]|''){0,2000}'|"[^"\n]{0,2000}"|[^,]{0,200})\s*(?:,|$)/y;

function findInInserts(text: string, found: Span[]): void {
  for (const hit of text.matchAll(INSERT)) {
    const values = hit[2] as string;
    const from = hit.index + hit[0].length - 1 - values.length;
    SQL_VALUE.lastIndex = 0;
    for (const column of (hit[1] as string).split(',')) {
      const cell = SQL_VALUE.exec(values);
      if (!cell) break;
      const { strength, kind } = judgeName(column.trim().replace(/["'`[\]]/g, ''));
      const value = (cell[1] as string).replace(/^(["'])(.*)\1$/, '$2');
      if (strength !== 'secret' || value === cell[1] || isHarmless(value, kind)) continue;
      const start = from + cell.index + cell[0].indexOf(cell[1] as string) + 1;
      found.push({ start, end: start + value.length, kind, rank: RANK.assignment });
    }
  }
}

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
