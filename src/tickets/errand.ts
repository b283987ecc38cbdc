/**
 * @module tickets/errand
 * Something that is wanted of a desk, as a row: a ticket, a comment, a file. What is sent stands in the row before a byte
 * of it leaves, marker and all, so that a second try sends the same and can be recognised.
 */
import { Document } from '../protocol/document.ts';
import type { Row, Store } from '../storage/objects.ts';
import type { DeskError, DeskName, Ticket } from './desk.ts';

/** The migration that an object with errands needs. */
export const ERRANDS_TABLE = `
  CREATE TABLE errands (
    n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, desk TEXT NOT NULL, what TEXT NOT NULL,
    about TEXT NOT NULL, marker TEXT NOT NULL, body TEXT NOT NULL, made_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'wanted', sends INTEGER NOT NULL DEFAULT 0, sent_at INTEGER,
    tries INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL, failing_since INTEGER, how TEXT, why TEXT,
    ticket TEXT, look_again_at INTEGER, doubles TEXT
  );
  CREATE INDEX errands_by_ticket ON errands (about, n);`;

/** To errands that wake up in their own future: what was wanted may have been done since, and is looked up. */
export const ERRANDS_AFTER_RESTORE = `
  UPDATE errands SET state = 'unsure', sends = max(sends, 1), sent_at = coalesce(sent_at, made_at)
    WHERE state IN ('wanted', 'sending') AND what <> 'adopt'`;

/** A new ticket. `id` is the caller's: handed in twice, it is one errand. */
export type OpenErrand = {
  id: string;
  desk: DeskName;
  title: string;
  body: Document;
  severity: 1 | 2 | 3 | 4;
};
/** A ticket that exists, by the key that people use. */
export type AdoptErrand = { id: string; desk: DeskName; key: string };
/** `about` is the id of the errand that opens or adopts the ticket. */
export type CommentErrand = { id: string; about: string; body: Document; public?: boolean };
export type AttachErrand = {
  id: string;
  about: string;
  file: { name: string; sha256: string; bytes: number; contentType: string };
  /** Written as a comment where the file cannot be attached: the report and an expiring link. */
  otherwise: Document;
};

/**
 * `wanted`: nothing was done yet. `sending`: it is being sent, or was when the bot died. `unsure`: it may have been done
 * and is looked up. `done`, `failed`, and `gone` for a ticket that was there and is not any more.
 */
export type ErrandState = 'wanted' | 'sending' | 'unsure' | 'done' | 'failed' | 'gone';

/** How an errand stands, for people. */
export type Errand = {
  id: string;
  desk: DeskName;
  what: 'open' | 'adopt' | 'comment' | 'attach';
  /** The errand of its ticket; its own id where it is that. */
  about: string;
  state: ErrandState;
  /** Of `open` and `adopt` once they are done. */
  ticket: Ticket | null;
  /** Second tickets that a lost answer made; each has a comment that leads to the first. */
  doubles: Ticket[];
  /** Why it waits or failed, in words without a credential; null when nothing went wrong. */
  why: string | null;
  /** How the desk said no last; `denied` waits for a person. */
  how: DeskError['how'] | null;
  /** When it goes on (epoch ms); null when it is over. */
  nextAt: number | null;
};

export type ErrandRow = Row & {
  n: number;
  id: string;
  desk: string;
  what: string;
  about: string;
  marker: string;
  body: string;
  made_at: number;
  state: string;
  sends: number;
  sent_at: number | null;
  tries: number;
  not_before: number;
  failing_since: number | null;
  how: string | null;
  why: string | null;
  ticket: string | null;
  look_again_at: number | null;
  doubles: string | null;
};

/** What an errand's row holds of what is sent, by its kind. */
export type Bodies = {
  open: Pick<OpenErrand, 'title' | 'body' | 'severity'>;
  adopt: Pick<AdoptErrand, 'key'>;
  comment: Pick<CommentErrand, 'body' | 'public'> & { on?: Ticket };
  attach: Pick<AttachErrand, 'file' | 'otherwise'>;
};

/** Notes an errand once. A Document that is none is refused here, before it is promised. */
export function addErrand<What extends keyof Bodies>(
  store: Store,
  row: { id: string; desk: string; what: What; about: string; marker: string; at: number },
  body: Bodies[What],
): void {
  if ('body' in body) Document.parse(body.body);
  store.run(
    `INSERT OR IGNORE INTO errands (id, desk, what, about, marker, body, made_at, not_before)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    row.id,
    row.desk,
    row.what,
    row.about,
    row.marker,
    JSON.stringify(body),
    row.at,
    row.at,
  );
}

export const bodyOf = <What extends keyof Bodies>(row: ErrandRow, _what: What): Bodies[What] =>
  JSON.parse(row.body) as Bodies[What];

export const ticketOf = (row: ErrandRow | undefined): Ticket | null =>
  row?.ticket == null ? null : (JSON.parse(row.ticket) as Ticket);

/** Over, whatever came of it. */
export const isOver = ({ state }: ErrandRow): boolean => /^(?:done|failed|gone)$/.test(state);

export const errandRows = (store: Store): ErrandRow[] =>
  store.all<ErrandRow>('SELECT * FROM errands ORDER BY n');
