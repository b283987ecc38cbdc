/**
 * @module hub/audit-log
 * Who asked the bot for what, and what it made of it: rows that are added, chained and never changed, in an object of
 * their own (the fleet object by the name of `audit`). What an incident did stands in the incident's own chain.
 */
import { type Chained, type Checked, checkChain, GENESIS, hashOf } from '../protocol/chain.ts';
import type { Address, Row, Store } from '../storage/objects.ts';

export const AUDIT: Address = { kind: 'fleet', name: 'audit' };

export const AUDIT_TABLE = `
  CREATE TABLE audit (
    n INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, type TEXT NOT NULL, host TEXT, person TEXT NOT NULL,
    body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
  );
  CREATE INDEX audit_at ON audit (at);`;

/** Rows of one answer. */
const PAGE = 2_000;

export type AuditNote = { at: number; type: string; host: string | null; person: unknown; body: unknown };
export type AuditReply = {
  rows: Chained[];
  /** Hash of the row before the first of `rows`: with it these rows alone can be checked. */
  before: string;
  /** The whole log, not only these rows. */
  chain: Checked;
  /** Number of the last row here, where more follow. */
  next: number | null;
};

export function noteAudit(store: Store, { at, type, host, person, body }: AuditNote): void {
  store.tx(() => {
    const [last] = store.all<Row & { hash: string }>('SELECT hash FROM audit ORDER BY n DESC LIMIT 1');
    const prev = last?.hash ?? GENESIS;
    // As it will be read again: what JSON has no word for is left out of the hash, too.
    const texts = [JSON.stringify(person), JSON.stringify(body)] as const;
    const kept = { person: JSON.parse(texts[0]), body: JSON.parse(texts[1]) };
    const hash = hashOf(prev, { at, receivedAt: at, type, host, ...kept });
    store.run(
      'INSERT INTO audit (at, type, host, person, body, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[at, type, host, ...texts, prev, hash],
    );
  });
}

type AuditRow = Row & { n: number; at: number; type: string; host: string | null } & {
  person: string;
  body: string;
  prev: string;
  hash: string;
};

const chained = ({ at, type, host, person, body, prev, hash }: AuditRow): Chained => ({
  ...{ at, receivedAt: at, type, host, prev, hash },
  person: JSON.parse(person) as unknown,
  body: JSON.parse(body) as unknown,
});

/** Rows since a time (epoch ms), those after row number `after`. */
export function readAudit(store: Store, since: number, after: number): AuditReply {
  const rows = store.all<AuditRow>(
    'SELECT * FROM audit WHERE at >= ? AND n > ? ORDER BY n LIMIT ?',
    ...[since, after, PAGE + 1],
  );
  const page = rows.slice(0, PAGE);
  return {
    rows: page.map(chained),
    before: page[0]?.prev ?? GENESIS,
    chain: checkChain(store.all<AuditRow>('SELECT * FROM audit ORDER BY n').map(chained)),
    next: rows.length > PAGE ? (page.at(-1)?.n ?? null) : null,
  };
}
