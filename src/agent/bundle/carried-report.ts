/**
 * @module agent/bundle/carried-report
 * The report as far as a preview and a ticket carry it: its beginning, whole blocks, within what the line to the bot takes.
 * The whole one is in the file.
 */
import type { Document } from '../../protocol/document.ts';

/** Beside it the list of files must fit into one frame of evidence. Characters of JSON. */
const MOST_CHARS = 90_000;
const LONGEST_TABLE = 40;

export function carriedReport(document: Document): Document {
  const carried: Document = [];
  let chars = 0;
  for (const block of document) {
    const one = block.kind === 'table' ? { ...block, rows: block.rows.slice(0, LONGEST_TABLE) } : block;
    chars += JSON.stringify(one).length;
    if (chars > MOST_CHARS) break;
    carried.push(one);
  }
  return carried;
}
