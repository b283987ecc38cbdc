/**
 * @module incidents/outbox
 * Everything an incident says, at least once and shown once. A row is one message: the revision it shall
 * show and the one it shows. So edits that come quickly are one edit, the last is never lost, and a
 * message that had to wait tells the present. What was being sent when the bot died is looked up by its
 * key before it is sent again.
 */
import type { Log } from '../log.ts';
import type { Store } from '../storage/objects.ts';
import { backoffMs } from './backoff.ts';
import type { Conductor } from './conductor.ts';
import type { Place } from './event.ts';
import type { Mouth, Said, Saying } from './mouth.ts';
import { keyIn } from './place.ts';

export type Mouths = Partial<Record<Place['via'], Mouth>>;

/** Slack takes about one message a second and channel; edits of one message are kept further apart. */
const USUAL_PACE = { postMs: 1_000, editMs: 1_500 };
/** A message that could not be shown for this long is given up, in milliseconds. */
const GIVE_UP_MS = 24 * 3_600_000;

/**
 * `due`: to be shown, or shown and up to date. `sending`: handed to the mouth, outcome not yet stored.
 * `unsure`: nobody knows whether it was shown. `never`: it cannot be shown; the reason is kept.
 */
type RowState = 'due' | 'sending' | 'unsure' | 'never';

type OutboxRow = {
  key: string;
  what: Saying['what'];
  place: number;
  host: string | null;
  order_id: string | null;
  wanted: number;
  shown: number;
  trying: number;
  state: RowState;
  ref: string | null;
  tries: number;
  not_before: number;
  posted_at: number | null;
  failing_since: number | null;
};

export type Outbox = {
  /** Says all that is due. Never throws for a mouth that fails. */
  speak(): Promise<void>;
  /**
   * When the next message is due (epoch ms, may be past); null when all is said. One that is being said is
   * still due: if the bot dies over it, somebody must wake.
   */
  dueAt(): number | null;
  /** Somebody asked again: what could not be shown may be possible now (the bot was invited, a scope granted). */
  hopeAgain(): void;
};

/** Details hang under the status message and come after its last word, unless it fails to be said. */
function isFirst(status: OutboxRow): boolean {
  if (status.state === 'never') return false;
  return status.ref === null || (status.shown < status.wanted && status.tries === 0);
}

export function createOutbox(deps: {
  store: Store;
  conductor: Conductor;
  mouths: Mouths;
  incident: string;
  now: () => number;
  random: () => number;
  log: Log;
}): Outbox {
  const { store, conductor, mouths, incident, now, random, log } = deps;
  /** Keys that this life is saying; a row left in `sending` by anybody else is `unsure`. */
  const inFlight = new Set<string>();

  const paceOf = (place: Place): { postMs: number; editMs: number } => mouths[place.via]?.pace ?? USUAL_PACE;

  /** Rows whose message is not yet known to be shown, status before details, oldest first, and when each is due. */
  function pending(index: number, place: Place): { row: OutboxRow; at: number }[] {
    const rows = store.all<OutboxRow>(
      `SELECT * FROM outbox WHERE place = ? ORDER BY what = 'details', place_in_line`,
      index,
    );
    const status = rows.find((row) => row.what === 'status');
    const lastPost = Math.max(...rows.map((row) => row.posted_at ?? Number.NEGATIVE_INFINITY));
    const out: { row: OutboxRow; at: number }[] = [];
    for (const row of rows) {
      const idle = row.state === 'never' || (row.state === 'due' && row.shown >= row.wanted);
      const waits = row.what === 'details' && status !== undefined && isFirst(status);
      if (idle || waits) continue;
      const paced = row.ref === null ? lastPost + paceOf(place).postMs : 0;
      out.push({ row, at: Math.max(row.not_before, paced) });
    }
    return out;
  }

  async function speakIn(index: number, place: Place): Promise<void> {
    for (;;) {
      const next = pending(index, place).find(({ row, at }) => at <= now() && !inFlight.has(row.key));
      if (next === undefined) return;
      await sayRow(next.row, index, place);
    }
  }

  async function sayRow(row: OutboxRow, index: number, place: Place): Promise<void> {
    const view = conductor.view();
    if (view === null || isOutdated(row)) {
      store.run('UPDATE outbox SET shown = wanted, state = ? WHERE key = ?', 'due', row.key);
      return;
    }
    const under = row.what === 'status' ? null : statusRef(index);
    const saying: Saying = {
      key: row.key,
      what: row.what,
      ...(row.host === null ? {} : { host: row.host }),
      place,
      view,
      ...(row.ref === null ? {} : { edit: row.ref }),
      ...(under === null ? {} : { under }),
    };
    const mouth = mouths[place.via];
    inFlight.add(row.key);
    try {
      if (mouth === undefined) settle(row, place, row.wanted, noMouth(place));
      else if (row.ref === null && row.state !== 'due') await lookUp(mouth, row, saying);
      else {
        store.run('UPDATE outbox SET state = ?, trying = ? WHERE key = ?', 'sending', row.wanted, row.key);
        settle(row, place, row.wanted, await attempt(() => mouth.say(saying)));
      }
    } finally {
      inFlight.delete(row.key);
    }
  }

  /** Nobody knows whether the first post was shown. Found: it shows what was being tried. Else: say it. */
  async function lookUp(mouth: Mouth, row: OutboxRow, saying: Saying): Promise<void> {
    let ref: string | null;
    try {
      ref = await mouth.find(saying);
    } catch (cause) {
      settle(row, saying.place, row.trying, { ok: false, outcome: 'unknown', why: String(cause) });
      return;
    }
    if (ref !== null) settle(row, saying.place, row.trying, { ok: true, ref });
    else store.run('UPDATE outbox SET state = ? WHERE key = ?', 'due', row.key);
  }

  /** Stores what came of it, in one transaction with the incident's own memory of it. */
  function settle(row: OutboxRow, place: Place, revision: number, said: Said): void {
    if (said.ok) {
      shown(row, place, revision, said.ref);
      return;
    }
    const since = row.failing_since ?? now();
    if (said.outcome === 'never' || now() - since > GIVE_UP_MS) {
      giveUp(row, said.why);
      return;
    }
    const tries = row.tries + 1;
    const wait = backoffMs(tries, random());
    const asked = said.outcome === 'not-said' ? said.retryAfterMs : 0;
    const next = now() + (asked > 0 ? asked + Math.round(random() * 250) : wait);
    const state: RowState = said.outcome === 'unknown' && row.ref === null ? 'unsure' : 'due';
    store.run(
      'UPDATE outbox SET state = ?, tries = ?, not_before = ?, failing_since = ?, why = ? WHERE key = ?',
      state,
      tries,
      next,
      since,
      said.why.slice(0, 500),
      row.key,
    );
    // Retry-After speaks of the place, not of the message: everything else there waits as well.
    if (asked > 0) {
      store.run('UPDATE outbox SET not_before = max(not_before, ?) WHERE place = ?', next, row.place);
    }
    const fields = { incident, key: row.key, tries, outcome: said.outcome, why: said.why.slice(0, 200) };
    log.warn(fields, 'A message was not shown; it is tried again');
  }

  function shown(row: OutboxRow, place: Place, revision: number, ref: string): void {
    const at = now();
    const first = row.ref === null;
    const note = (): void =>
      store.run(
        `UPDATE outbox SET state = 'due', ref = ?, shown = max(shown, ?), tries = 0, not_before = ?,
           failing_since = NULL, why = NULL, posted_at = CASE WHEN ? = 1 THEN ? ELSE posted_at END WHERE key = ?`,
        ref,
        revision,
        at + paceOf(place).editMs,
        first ? 1 : 0,
        at,
        row.key,
      );
    if (first) conductor.happen({ id: `said:${row.key}`, type: 'said', key: row.key, ref }, note);
    else note();
  }

  function giveUp(row: OutboxRow, why: string): void {
    const reason = why.slice(0, 500);
    // The same message can be given up again after somebody asked anew: each time is an event of its own.
    conductor.happen({ id: `unsaid:${row.key}:${now()}`, type: 'unsaid', key: row.key, why: reason }, () =>
      store.run('UPDATE outbox SET state = ?, why = ? WHERE key = ?', 'never', reason, row.key),
    );
    log.error({ incident, key: row.key, why: reason.slice(0, 200) }, 'A message can never be shown');
  }

  /** Details of a look that a later one replaced: its own details will come. */
  function isOutdated(row: OutboxRow): boolean {
    if (row.order_id === null) return false;
    return !conductor.load().runs.some((run) => run.order === row.order_id);
  }

  function statusRef(index: number): string | null {
    const sql = 'SELECT ref FROM outbox WHERE key = ?';
    return store.all<{ ref: string | null }>(sql, keyIn(index, 'status'))[0]?.ref ?? null;
  }

  return {
    async speak() {
      await Promise.all(
        [...conductor.load().places.entries()].map(([index, place]) => speakIn(index, place)),
      );
    },
    hopeAgain() {
      store.run(
        `UPDATE outbox SET state = 'due', tries = 0, not_before = 0, failing_since = NULL, why = NULL
           WHERE state = 'never'`,
      );
    },
    dueAt() {
      const times = [...conductor.load().places.entries()].flatMap(([index, place]) =>
        pending(index, place).map(({ at }) => at),
      );
      return times.length === 0 ? null : Math.min(...times);
    },
  };
}

/** A mouth that throws has told nobody what it did. */
async function attempt(work: () => Promise<Said>): Promise<Said> {
  try {
    return await work();
  } catch (cause) {
    return { ok: false, outcome: 'unknown', why: cause instanceof Error ? cause.message : String(cause) };
  }
}

function noMouth(place: Place): Said {
  return { ok: false, outcome: 'never', why: `This bot has no way to speak in ${place.via}.` };
}
