/**
 * @module agent/channel/journal-file
 * The journal's form on disk, one for good: a line is the RFC 8785 text of a record, with its number, the
 * hash of the record before it and its own SHA-256. Any edit, cut or swap shows.
 */
import { createHash } from 'node:crypto';
import { canonicalText } from '../../protocol/canonical.ts';
import { type JournalEntry, JournalRecord } from './journal-entry.ts';

/** Makes the line for an entry that follows the record `prev`. */
export function seal(
  entry: JournalEntry,
  place: { n: number; prev: string | null; t: number },
): { text: string; record: JournalRecord } {
  const open = { v: 1 as const, ...place, entry };
  const hash = hashOf(open);
  return { text: canonicalText({ ...open, hash }), record: { ...open, hash } };
}

export type JournalReading = {
  records: JournalRecord[];
  /** Bytes up to the end of the last good record. */
  size: number;
  /** What is wrong in the middle of it, or null. A torn last line is nothing wrong. */
  broken: string | null;
};

/** Reads a journal's bytes. Never throws. Gives all records up to the first that does not fit. */
export function readJournal(bytes: Uint8Array): JournalReading {
  const records: JournalRecord[] = [];
  let size = 0;
  while (size < bytes.length) {
    const end = bytes.indexOf(0x0a, size);
    // A line without its end was being written when the power went: it was never answered for.
    if (end < 0) return { records, size, broken: null };
    const record = readLine(bytes.subarray(size, end));
    if (!record) return { records, size, broken: `record ${records.length + 1} cannot be read` };
    const before = records.at(-1);
    if (!before && !isBeginning(record))
      return { records, size, broken: `record ${record.n} is not the beginning of a journal` };
    if (before && (record.prev !== before.hash || record.n !== before.n + 1))
      return { records, size, broken: `record ${record.n} does not follow the one before it` };
    records.push(record);
    size = end + 1;
  }
  return { records, size, broken: null };
}

/** A journal begins with record 1, a later file of it with what was carried on from the file before. */
function isBeginning({ n, prev, entry }: JournalRecord): boolean {
  return n === 1 ? prev === null : entry.kind === 'carried';
}

function readLine(line: Uint8Array): JournalRecord | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
    const value = JSON.parse(text) as unknown;
    const parsed = JournalRecord.safeParse(value);
    if (!parsed.success || canonicalText(value) !== text) return null;
    const { hash, ...open } = parsed.data;
    return hashOf(open) === hash ? parsed.data : null;
  } catch {
    return null;
  }
}

function hashOf(open: Omit<JournalRecord, 'hash'>): string {
  return createHash('sha256').update(canonicalText(open)).digest('base64url');
}
