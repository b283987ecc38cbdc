/**
 * @module incidents/outbox
 * Everything an incident says, at least once and shown once. A row is one message: the revision it shall
 * show and the one it shows. So edits that come quickly are one edit, the last is never lost, and a
 * message that had to wait tells the present. What was being sent when the bot died is looked up by its
 * key before it is sent again. After a long silence the details that waited are one message.
 */
import type { Log } from '../log.ts';
import { backoffMs } from '../storage/backoff.ts';
import type { Store } from '../storage/objects.ts';
import type { Conductor } from './conductor.ts';
import type { Place } from './event.ts';
import type { Notice, Notifier, NotifierPace, PublishResult } from './notifier.ts';
import { createOutages } from './outages.ts';
import { createLine, isClear, type OutboxRow, type RowState } from './outbox-line.ts';
import { keyIn } from './place.ts';
import { isActive } from './record.ts';
import { lastAsked } from './view.ts';

export type Notifiers = Partial<Record<Place['via'], Notifier>>;

/** Slack takes about one message a second and channel; edits of one message are kept further apart. */
const USUAL_PACE = { postMs: 1_000, editMs: 1_500 };
/** A message that could not be shown for this long is given up, in milliseconds. */
const GIVE_UP_MS = 24 * 3_600_000;
/** A file is only the rest of a message, and stays away sooner. */
const GIVE_UP_FILE_MS = 3_600_000;
/** A second file is worth its noise when so many more characters are missing, and twice as many. */
const MUCH_MORE = 2_000;

export type Outbox = {
  /** Says all that is due. Never throws for a notifier that fails. */
  speak(): Promise<void>;
  /**
   * When the next message is due (epoch ms, may be past); null when all is said. One that is being said is
   * still due: if the bot dies over it, somebody must wake.
   */
  dueAt(): number | null;
  /** Somebody asked again: what could not be shown may be possible now (the bot was invited, a scope granted). */
  hopeAgain(): void;
};

export function createOutbox(deps: {
  store: Store;
  conductor: Conductor;
  notifiers: Notifiers;
  incident: string;
  now: () => number;
  random: () => number;
  log: Log;
}): Outbox {
  const { store, conductor, notifiers, incident, now, random, log } = deps;
  /** Keys that this life is publishing; a row left in `sending` by anybody else is `unsure`. */
  const inFlight = new Set<string>();
  const outages = createOutages({ store, now });
  const { rowsIn, pending, gather } = createLine({ store, outages, isOutdated, now });

  const paceOf = (place: Place): NotifierPace => notifiers[place.via]?.pace ?? USUAL_PACE;

  async function speakIn(index: number, place: Place): Promise<void> {
    for (;;) {
      gather(index);
      const next = pending(index, paceOf(place)).find(({ row, at }) => at <= now() && !inFlight.has(row.key));
      if (next === undefined) return;
      await sayRow(next.row, index, place);
    }
  }

  async function sayRow(row: OutboxRow, index: number, place: Place): Promise<void> {
    const notice = isOutdated(row) ? null : noticeOf(row, index, place);
    if (notice === null) {
      store.run(
        'UPDATE outbox SET shown = max(shown, ?), state = ? WHERE key = ?',
        row.wanted,
        'due',
        row.key,
      );
      return;
    }
    const notifier = notifiers[place.via];
    inFlight.add(row.key);
    try {
      if (notifier === undefined) settle(row, place, row.wanted, noNotifier(place));
      else if (row.ref === null && row.state !== 'due') await lookUp(notifier, row, notice);
      else {
        store.run('UPDATE outbox SET state = ?, trying = ? WHERE key = ?', 'sending', row.wanted, row.key);
        settle(row, place, row.wanted, await attempt(() => notifier.publish(notice)));
      }
    } finally {
      inFlight.delete(row.key);
    }
  }

  /** What the notifier is given; null when there is nothing left to tell. */
  function noticeOf(row: OutboxRow, index: number, place: Place): Notice | null {
    const view = conductor.view();
    if (view === null) return null;
    const rows = rowsIn(index);
    const of = rows.find((one) => one.key === row.file_of) ?? row;
    const told = rows.filter((one) => one.within === of.key && isClear(one) && !isOutdated(one));
    const hosts = told.flatMap((one) => one.host ?? []);
    if (of.what === 'details' && of.host === null && hosts.length === 0) return null;
    const isStatus = row.what === 'status' && row.file_of === null;
    const status = rows.find((one) => one.key === keyIn(index, 'status'))?.ref ?? null;
    // A file hangs in the thread of its message; where there is no status, the message begins one.
    const under = isStatus ? null : (status ?? (of.key === row.key ? null : of.ref));
    const asked = lastAsked(conductor.load());
    const silence = isStatus ? outages.toTell(index, asked) : null;
    const file = rows.findLast((one) => one.file_of === row.key);
    return {
      key: row.key,
      what: row.what,
      ...(row.host === null ? {} : { host: row.host }),
      ...(isDetails(row) || row.order_id === null ? {} : { about: row.order_id }),
      ...(hosts.length === 0 ? {} : { hosts }),
      place,
      view,
      ...(row.ref === null ? {} : { edit: row.ref }),
      ...(under === null ? {} : { under }),
      ...(silence === null ? {} : { silence }),
      ...(row.file_of === null ? {} : { asFile: true }),
      ...(file?.state === 'never' ? { noFile: file.why ?? 'it was refused' } : {}),
    };
  }

  /** Nobody knows whether the first post was shown. Found: it shows what was being tried. Else: say it. */
  async function lookUp(notifier: Notifier, row: OutboxRow, notice: Notice): Promise<void> {
    let ref: string | null;
    try {
      ref = await notifier.find(notice);
    } catch (cause) {
      settle(row, notice.place, row.trying, { ok: false, outcome: 'unknown', why: String(cause) });
      return;
    }
    if (ref !== null) {
      settle(row, notice.place, row.trying, { ok: true, ref });
      // Whether all of it fitted was lost with the answer; an edit tells.
      if (row.file_of === null) sayAgain(row.key);
      return;
    }
    store.run("UPDATE outbox SET state = 'due' WHERE key = ?", row.key);
    if (row.within !== null) sayAgain(row.within);
  }

  /** Stores what came of it, in one transaction with the incident's own memory of it. */
  function settle(row: OutboxRow, place: Place, revision: number, said: PublishResult): void {
    if (said.ok) {
      shown(row, place, revision, said);
      return;
    }
    if (said.outcome === 'later') {
      const next = now() + Math.max(1, said.afterMs);
      store.run("UPDATE outbox SET state = 'due', not_before = ? WHERE key = ?", next, row.key);
      return;
    }
    const since = row.failing_since ?? now();
    const patience = row.file_of === null ? GIVE_UP_MS : GIVE_UP_FILE_MS;
    if (said.outcome === 'never' || now() - since > patience) {
      giveUp(row, said.why);
      if (said.outcome === 'never' && row.file_of === null) outages.ended(row.place);
      return;
    }
    const limited = said.outcome === 'not-said' && said.limited === true;
    const tries = row.tries + 1;
    const wait = backoffMs(tries, random());
    const asked = said.outcome === 'not-said' ? said.retryAfterMs : 0;
    const next = now() + (asked > 0 ? asked + Math.round(random() * 250) : wait);
    const state: RowState = said.outcome === 'unknown' && row.ref === null ? 'unsure' : 'due';
    store.tx(() => {
      store.run(
        'UPDATE outbox SET state = ?, tries = ?, not_before = ?, failing_since = ?, why = ? WHERE key = ?',
        state,
        tries,
        next,
        since,
        said.why.slice(0, 500),
        row.key,
      );
      // Files go another way: what happens to one says nothing of the messages.
      if (row.file_of !== null) return;
      outages.failed(row.place, limited);
      // Retry-After speaks of the place, not of the message: everything else there waits as well.
      if (asked > 0)
        store.run('UPDATE outbox SET not_before = max(not_before, ?) WHERE place = ?', next, row.place);
    });
    const fields = { incident, key: row.key, tries, outcome: said.outcome, why: said.why.slice(0, 200) };
    log.warn(fields, 'A message was not shown; it is tried again');
  }

  function shown(row: OutboxRow, place: Place, revision: number, said: PublishResult & { ok: true }): void {
    const at = now();
    const first = row.ref === null;
    const { editMs, firstEditMs = editMs } = paceOf(place);
    const { ref, missing = 0 } = said;
    const note = (): void => {
      store.run(
        `UPDATE outbox SET state = 'due', ref = ?, shown = max(shown, ?), tries = 0, not_before = ?,
           failing_since = NULL, why = NULL, within = NULL,
           posted_at = CASE WHEN ? = 1 THEN ? ELSE posted_at END WHERE key = ?`,
        ref,
        revision,
        at + (first ? firstEditMs : editMs),
        first ? 1 : 0,
        at,
        row.key,
      );
      if (row.file_of !== null) return;
      if (missing > 0) wantFile(row, missing);
      // What was said first after a long silence may be a detail: the status shall tell of it all the same.
      if (outages.ended(row.place) && row.what !== 'status') sayAgain(keyIn(row.place, 'status'));
    };
    if (first && row.file_of === null)
      conductor.happen({ id: `said:${row.key}`, type: 'said', key: row.key, ref }, note);
    else store.tx(note);
  }

  /** Shows a message once more though the incident has not changed. */
  function sayAgain(key: string): void {
    store.run('UPDATE outbox SET shown = wanted - 1 WHERE key = ?', key);
  }

  /** The whole of a message that did not fit: once, and again only when far more is missing. */
  function wantFile(row: OutboxRow, missing: number): void {
    // A status that still changes is not worth a file.
    if (row.what === 'status' && conductor.load().runs.some(isActive)) return;
    const files = store.all<OutboxRow>(
      'SELECT * FROM outbox WHERE file_of = ? ORDER BY place_in_line',
      row.key,
    );
    const last = files.at(-1);
    const muchMore = last === undefined || missing >= Math.max(2 * last.missing, last.missing + MUCH_MORE);
    // One that was refused would be refused again, and one that waits tells the present anyway.
    if (!muchMore || last?.state === 'never' || (last !== undefined && last.ref === null)) return;
    store.run(
      `INSERT OR IGNORE INTO outbox
         (key, what, place, host, order_id, wanted, shown, trying, state, tries, not_before, file_of, missing)
       VALUES (?, ?, ?, ?, ?, 1, 0, 0, 'due', 0, ?, ?, ?)`,
      `${row.key}+file${files.length === 0 ? '' : files.length + 1}`,
      row.what,
      row.place,
      row.host,
      row.order_id,
      now(),
      row.key,
      missing,
    );
  }

  function giveUp(row: OutboxRow, why: string): void {
    const reason = why.slice(0, 500);
    const note = (): void =>
      store.run('UPDATE outbox SET state = ?, why = ? WHERE key = ?', 'never', reason, row.key);
    const fields = { incident, key: row.key, why: reason.slice(0, 200) };
    if (row.file_of !== null) {
      const message = row.file_of;
      store.tx(() => {
        note();
        sayAgain(message);
      });
      log.warn(fields, 'What did not fit into a message could not be attached as a file');
      return;
    }
    // The same message can be given up again after somebody asked anew: each time is an event of its own.
    conductor.happen({ id: `unsaid:${row.key}:${now()}`, type: 'unsaid', key: row.key, why: reason }, note);
    log.error(fields, 'A message can never be shown');
  }

  /** Details of a look that a later one replaced: its own details will come. */
  function isOutdated(row: OutboxRow): boolean {
    if (row.order_id === null || !isDetails(row)) return false;
    return !conductor.load().runs.some((run) => run.order === row.order_id);
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
        pending(index, paceOf(place)).map(({ at }) => at),
      );
      return times.length === 0 ? null : Math.min(...times);
    },
  };
}

const isDetails = ({ what }: OutboxRow): boolean => what === 'details';

/** A notifier that throws has told nobody what it did. */
async function attempt(work: () => Promise<PublishResult>): Promise<PublishResult> {
  try {
    return await work();
  } catch (cause) {
    return { ok: false, outcome: 'unknown', why: cause instanceof Error ? cause.message : String(cause) };
  }
}

function noNotifier(place: Place): PublishResult {
  return { ok: false, outcome: 'never', why: `This bot has no way to speak in ${place.via}.` };
}
