/**
 * @module agent/channel/journal-file
 * The journal's form on disk, one for good: a line is the RFC 8785 text of a record, with its number, the
 * hash of the record before it and its own SHA-256. Any edit, cut or swap shows. A record that holds in this and is of a
 * later day is no damage: it is kept as it is, or, where it says so, stops whoever does not know it.
 */
import { createHash } from 'node:crypto';
import { canonicalText } from '../../protocol/canonical.ts';
import {
  isKnownKind,
  JournalEntry,
  type JournalRecord,
  NEEDS,
  READS,
  SealedRecord,
} from './journal-entry.ts';

/** Makes the line for an entry that follows the record `prev`. */
export function seal(
  entry: JournalEntry,
  place: { n: number; prev: string | null; t: number },
): { text: string; record: JournalRecord } {
  const needs = NEEDS[entry.kind];
  const open = { v: 1, ...place, ...(needs === undefined ? {} : { needs }), entry };
  const hash = hashOf(open);
  return { text: canonicalText({ ...open, hash }), record: { ...place, hash, entry } };
}

export type JournalReading = {
  records: JournalRecord[];
  /** Bytes up to the end of the last good record. */
  size: number;
  /** What is wrong in the middle of it, or null. A torn last line is nothing wrong. */
  broken: string | null;
  /** The READS of the host agent that may go on with it, where this one may not; nothing after that is read. */
  needs: number | null;
};

/** Reads a journal's bytes. Never throws. Gives all records up to the first that does not fit. */
export function readJournal(bytes: Uint8Array): JournalReading {
  const records: JournalRecord[] = [];
  let size = 0;
  const reading = (broken: string | null, needs: number | null = null): JournalReading => ({
    ...{ records, size, broken, needs },
  });
  while (size < bytes.length) {
    const end = bytes.indexOf(0x0a, size);
    // A line without its end was being written when the power went: it was never answered for.
    if (end < 0) return reading(null);
    const sealed = readLine(bytes.subarray(size, end));
    if (!sealed) return reading(`record ${records.length + 1} cannot be read`);
    const before = records.at(-1);
    if (before && (sealed.prev !== before.hash || sealed.n !== before.n + 1))
      return reading(`record ${sealed.n} does not follow the one before it`);
    const needs = sealed.v > 1 ? Math.max(sealed.needs ?? 0, READS + 1) : (sealed.needs ?? READS);
    if (needs > READS) return reading(null, needs);
    const record = understood(sealed);
    if (!record) return reading(`record ${records.length + 1} cannot be read`);
    if (!before && !isBeginning(record))
      return reading(`record ${record.n} is not the beginning of a journal`);
    records.push(record);
    size = end + 1;
  }
  return reading(null);
}

/** A journal begins with record 1, a later file of it with what was carried on from the file before. */
function isBeginning({ n, prev, entry }: JournalRecord): boolean {
  return n === 1 ? prev === null : entry?.kind === 'carried';
}

/** Null where a kind that this host agent knows has another shape: nobody writes that without saying what it needs. */
function understood({ n, prev, t, hash, entry }: SealedRecord): JournalRecord | null {
  if (!isKnownKind(entry.kind)) return { n, prev, t, hash, entry: null };
  const parsed = JournalEntry.safeParse(entry);
  return parsed.success ? { n, prev, t, hash, entry: parsed.data } : null;
}

function readLine(line: Uint8Array): SealedRecord | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
    const value = JSON.parse(text) as unknown;
    const parsed = SealedRecord.safeParse(value);
    if (!parsed.success || canonicalText(value) !== text) return null;
    const { hash, ...open } = parsed.data;
    return hashOf(open) === hash ? parsed.data : null;
  } catch {
    return null;
  }
}

function hashOf(open: Omit<SealedRecord, 'hash'>): string {
  return createHash('sha256').update(canonicalText(open)).digest('base64url');
}
