/**
 * @module hub/host-holds
 * Who holds a gateway still, as its host's object keeps it: the arbiter between freezes. The first one wins; a change
 * of anybody else's is not sent while it lasts. A hold ends with its own time, whatever became of the freeze.
 */
import type { Row, Store } from '../storage/objects.ts';
import type { Held } from './messages.ts';

export const HOLDS_TABLE = `
  CREATE TABLE holds (
    freeze TEXT NOT NULL, gateway TEXT NOT NULL, by TEXT NOT NULL, because TEXT, begins INTEGER NOT NULL,
    until INTEGER NOT NULL, incident TEXT, link TEXT, PRIMARY KEY (freeze, gateway));`;

type HoldRow = Row & {
  freeze: string;
  /** Empty: all gateways of the host. */
  gateway: string;
  by: string;
  because: string | null;
  begins: number;
  until: number;
  incident: string | null;
  link: string | null;
};

/** All holds that have not ended at `now` (epoch ms), those to come included; the first to begin first. */
export function holdsOf(store: Store, now: number): Held[] {
  return store
    .all<HoldRow>('SELECT * FROM holds WHERE until > ? ORDER BY begins, freeze, gateway', now)
    .map(({ begins: from, gateway, ...row }) => ({ ...row, from, gateway: gateway === '' ? null : gateway }));
}

/** Takes or changes a hold; gives the one that stands in its way instead. A hold to come stands in nobody's way. */
export function takeHold(store: Store, hold: Held, now: number): Held | null {
  return store.tx(() => {
    store.run('DELETE FROM holds WHERE until <= ?', now);
    const rival = hold.from > now ? undefined : othersThan(store, hold.freeze, hold.gateway, now)[0];
    if (rival !== undefined) return rival;
    store.run(
      `INSERT OR REPLACE INTO holds (freeze, gateway, by, because, begins, until, incident, link)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      hold.freeze,
      hold.gateway ?? '',
      hold.by,
      hold.because,
      hold.from,
      hold.until,
      hold.incident,
      hold.link,
    );
    return null;
  });
}

export function letGo(store: Store, freeze: string): void {
  store.run('DELETE FROM holds WHERE freeze = ?', freeze);
}

/** The hold that keeps this change back; null where none does. `freeze`: the one that the change belongs to. */
export function heldBack(
  store: Store,
  change: { gateway: string | null; freeze: string | null; incident: string },
  now: number,
): Held | null {
  const others = othersThan(store, change.freeze, change.gateway, now);
  return others.find((hold) => hold.incident !== change.incident) ?? null;
}

/** Holds of other freezes that last at `now` and meet this gateway; one without a gateway meets all. */
function othersThan(store: Store, freeze: string | null, gateway: string | null, now: number): Held[] {
  return holdsOf(store, now).filter(
    (hold) =>
      hold.from <= now &&
      hold.freeze !== freeze &&
      (hold.gateway === null || gateway === null || hold.gateway === gateway),
  );
}

/** Who holds it, until when and where people speak of it: what whoever is refused is told. */
export function wordsOf({ by, until, link, freeze }: Held): string {
  const end = new Date(until).toISOString().replace(/\.\d+Z$/, 'Z');
  return `held by ${by} until ${end}, ${link ?? freeze}`;
}
