/**
 * @module incidents/round-rows
 * The hosts of a round, a row each, in the incident that was asked for. What hosts tell comes thousands of times, so it
 * changes one row and never the record of all of them.
 */
import type { Row, Store } from '../storage/objects.ts';
import { ROUND_PART, type RoundView, Standing } from './round.ts';

/** `ended`: how it stands is known, in `standing`. `tries`: so often its object could not be asked. */
export const ROUND_TABLE = `
  CREATE TABLE round_hosts (
    n INTEGER PRIMARY KEY, host TEXT NOT NULL UNIQUE, gateway TEXT, asked_at INTEGER,
    tries INTEGER NOT NULL DEFAULT 0, ended INTEGER NOT NULL DEFAULT 0, standing TEXT);
  CREATE INDEX round_hosts_open ON round_hosts (ended, asked_at);`;

export type Target = { host: string; gateway?: string };
/** A host that is to be asked next, and the number of the incident that is to look at it. */
export type Waiting = Target & { part: number };

/** An object that could not be asked so often is not asked again. */
const MOST_TRIES = 3;
/** A host of which nothing is heard for so long is not waited for any longer, in milliseconds. */
export const LAPSE_MS = 600_000;

const LOST: Standing = { state: 'partial', verdict: null, failing: null, finding: null, why: 'not-known' };
const UNASKED: Standing = { ...LOST, state: 'absent', why: 'not-asked' };

export function keepTargets(store: Store, targets: readonly Target[]): void {
  for (const { host, gateway } of targets)
    store.run('INSERT OR IGNORE INTO round_hosts (host, gateway) VALUES (?, ?)', host, gateway ?? null);
}

/** These were asked, and the objects of those did not answer. */
export function keepWave(
  store: Store,
  { asked, missed, at }: { asked: readonly string[]; missed: readonly string[]; at: number },
): void {
  for (const host of asked) store.run('UPDATE round_hosts SET asked_at = ? WHERE host = ?', at, host);
  for (const host of missed) {
    store.run('UPDATE round_hosts SET tries = tries + 1 WHERE host = ?', host);
    store.run(
      'UPDATE round_hosts SET ended = 1, asked_at = ?, standing = ? WHERE host = ? AND tries >= ?',
      at,
      JSON.stringify(UNASKED),
      host,
      MOST_TRIES,
    );
  }
  store.run(
    'UPDATE round_hosts SET ended = 1, standing = ? WHERE ended = 0 AND asked_at <= ?',
    JSON.stringify(LOST),
    at - LAPSE_MS,
  );
}

/** What is told later is newer: a host that was away and is back stands as it stands now. */
export function keepStanding(store: Store, host: string, standing: Standing): void {
  store.run(
    'UPDATE round_hosts SET ended = 1, asked_at = coalesce(asked_at, 0), standing = ? WHERE host = ?',
    JSON.stringify(Standing.parse(standing)),
    host,
  );
}

const count = (store: Store, where: string, ...values: number[]): number =>
  Number(store.all(`SELECT count(*) AS n FROM round_hosts WHERE ${where}`, ...values)[0]?.n ?? 0);

/** Hosts of which nobody knows yet how they stand. */
export const stillOpen = (store: Store): number => count(store, 'ended = 0');

/** Looks that go on and were begun after `since` (epoch ms). */
export const underWay = (store: Store, since: number): number =>
  count(store, 'ended = 0 AND asked_at > ?', since);

export const areWaiting = (store: Store): boolean =>
  store.all('SELECT 1 FROM round_hosts WHERE ended = 0 AND asked_at IS NULL LIMIT 1').length > 0;

/** When the host that was asked first of those that go on was asked (epoch ms); null for none. */
export const askedFirst = (store: Store): number | null =>
  store.all<Row & { at: number | null }>(
    'SELECT min(asked_at) AS at FROM round_hosts WHERE ended = 0 AND asked_at IS NOT NULL',
  )[0]?.at ?? null;

export function nextToAsk(store: Store, most: number): Waiting[] {
  return store
    .all<Row & { n: number; host: string; gateway: string | null }>(
      'SELECT n, host, gateway FROM round_hosts WHERE ended = 0 AND asked_at IS NULL ORDER BY tries, n LIMIT ?',
      most,
    )
    .map(({ n, host, gateway }) => ({
      host,
      part: Math.ceil(n / ROUND_PART),
      ...(gateway === null ? {} : { gateway }),
    }));
}

export function roundView(store: Store): RoundView {
  const rows = store.all<Row & { host: string; standing: string }>(
    'SELECT host, standing FROM round_hosts WHERE ended = 1 ORDER BY n',
  );
  const groups = new Map<string, string[]>();
  for (const { host, standing } of rows) {
    const group = groups.get(standing);
    if (group === undefined) groups.set(standing, [host]);
    else group.push(host);
  }
  const waiting = count(store, 'ended = 0 AND asked_at IS NULL');
  const running = count(store, 'ended = 0 AND asked_at IS NOT NULL');
  return {
    ...{ total: rows.length + waiting + running, waiting, running },
    groups: [...groups].map(([text, hosts]) => ({ standing: JSON.parse(text) as Standing, hosts })),
  };
}
