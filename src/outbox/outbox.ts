/**
 * @module outbox/outbox
 * Everything that an object says, at least once and shown once. A row is one message: the revision it shall
 * show and the one it shows. So edits that come quickly are one edit, the last is never lost, and a
 * message that had to wait tells the present. What was being sent when the bot died is looked up by its
 * key before it is sent again. After a long silence the replies that waited are one message.
 */
import type { Log } from '../log.ts';
import { backoffMs } from '../storage/backoff.ts';
import type { Store } from '../storage/objects.ts';
import { createLine, isClear, type Kinds, LONGEST_WAIT_MS, type OutboxRow, type RowState } from './line.ts';
import type { Notice, Notifier, NotifierPace, Notifiers, PublishResult } from './notifier.ts';
import { createOutages } from './outages.ts';
import { keyIn, type Place } from './place.ts';

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
  /** Since when the oldest message that could not be shown is tried (epoch ms); null when there is none. */
  behindSince(): number | null;
  /** Somebody asked again: what could not be shown may be possible now (the bot was invited, a scope granted). */
  hopeAgain(): void;
};

/** The object that speaks, as its outbox needs it. */
export type Speaker<View> = {
  places(): readonly Place[];
  /** How it stands now; null while there is nothing to tell. */
  view(): View | null;
  /** When people last asked something of it (epoch ms): who asks after a silence need not be told of it. */
  lastAsked(): number;
  /** Does anybody still need to hear of this row? */
  isCurrent(row: OutboxRow): boolean;
  /** The living message still changes by itself: the whole of it is not worth a file yet. */
  isMoving(): boolean;
  /** Remembers that a message was shown for the first time, or never can be; `also` in the same transaction. */
  said(key: string, ref: string, also: () => void): void;
  unsaid(key: string, why: string, also: () => void, code?: string): void;
};

export function createOutbox<View>(deps: {
  store: Store;
  speaker: Speaker<View>;
  kinds: Kinds;
  notifiers: Notifiers<Notice<string, View>>;
  now: () => number;
  random: () => number;
  log: Log;
}): Outbox {
  const { store, speaker, kinds, notifiers, now, random, log } = deps;
  const [living] = kinds.inOrder;
  /** Keys that this life is publishing; a row left in `sending` by anybody else is `unsure`. */
  const inFlight = new Set<string>();
  const outages = createOutages({ store, now });
  const { rowsIn, pending, gather } = createLine({ store, outages, kinds, isOutdated, now });

  const isFile = (row: OutboxRow): boolean =>
    row.file_of !== null || kinds.files?.includes(row.what) === true;
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
  function noticeOf(row: OutboxRow, index: number, place: Place): Notice<string, View> | null {
    const view = speaker.view();
    if (view === null) return null;
    const rows = rowsIn(index);
    const of = rows.find((one) => one.key === row.file_of) ?? row;
    const told = rows.filter((one) => one.within === of.key && isClear(one) && !isOutdated(one));
    const hosts = told.flatMap((one) => one.host ?? []);
    if (of.what === kinds.gathered && of.host === null && hosts.length === 0) return null;
    const isLiving = row.what === living && row.file_of === null;
    const head = rows.find((one) => one.key === keyIn(index, living))?.ref ?? null;
    // A file hangs in the thread of its message; where there is no living one, the message begins one.
    const under = isLiving ? null : (head ?? (of.key === row.key ? null : of.ref));
    const silence = isLiving ? outages.toTell(index, speaker.lastAsked()) : null;
    const file = rows.findLast((one) => one.file_of === row.key);
    return {
      key: row.key,
      what: row.what,
      ...(row.host === null ? {} : { host: row.host }),
      ...(row.order_id === null ? {} : { about: row.order_id }),
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
  async function lookUp(
    notifier: Notifier<Notice<string, View>>,
    row: OutboxRow,
    notice: Notice<string, View>,
  ): Promise<void> {
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
      if (!isFile(row)) sayAgain(row.key);
      return;
    }
    store.run("UPDATE outbox SET state = 'due' WHERE key = ?", row.key);
    if (row.within !== null) sayAgain(row.within);
  }

  /** Stores what came of it, in one transaction with the speaker's own memory of it. */
  function settle(row: OutboxRow, place: Place, revision: number, said: PublishResult): void {
    if (said.ok) {
      shown(row, place, revision, said);
      return;
    }
    if (said.outcome === 'later') {
      const next = now() + Math.min(Math.max(1, said.afterMs), LONGEST_WAIT_MS);
      store.run("UPDATE outbox SET state = 'due', not_before = ? WHERE key = ?", next, row.key);
      return;
    }
    const since = row.failing_since ?? now();
    const patience = isFile(row) ? GIVE_UP_FILE_MS : GIVE_UP_MS;
    if (said.outcome === 'never' || now() - since > patience) {
      giveUp(row, said.why, 'code' in said ? said.code : undefined);
      if (said.outcome === 'never' && !isFile(row)) outages.ended(row.place);
      return;
    }
    const limited = said.outcome === 'not-said' && said.limited === true;
    const tries = row.tries + 1;
    const wait = backoffMs(tries, random());
    const asked = said.outcome === 'not-said' ? said.retryAfterMs : 0;
    const pause = asked > 0 ? asked + Math.round(random() * 250) : wait;
    const next = now() + Math.min(pause, LONGEST_WAIT_MS);
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
      if (isFile(row)) return;
      outages.failed(row.place, limited);
      // Retry-After speaks of the place, not of the message: everything else there waits as well.
      if (asked > 0)
        store.run('UPDATE outbox SET not_before = max(not_before, ?) WHERE place = ?', next, row.place);
    });
    const fields = { key: row.key, tries, outcome: said.outcome, why: said.why.slice(0, 200) };
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
      if (isFile(row)) return;
      if (missing > 0) wantFile(row, missing);
      // What was said first after a long silence may be a reply: the living message shall tell of it all the same.
      if (outages.ended(row.place) && row.what !== living) sayAgain(keyIn(row.place, living));
    };
    if (first && row.file_of === null) speaker.said(row.key, ref, note);
    else store.tx(note);
  }

  /** Shows a message once more though nothing has changed. */
  function sayAgain(key: string): void {
    store.run('UPDATE outbox SET shown = wanted - 1 WHERE key = ?', key);
  }

  /** The whole of a message that did not fit: once, and again only when far more is missing. */
  function wantFile(row: OutboxRow, missing: number): void {
    if (row.what === living && speaker.isMoving()) return;
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

  function giveUp(row: OutboxRow, why: string, code?: string): void {
    const reason = why.slice(0, 500);
    const note = (): void =>
      store.run('UPDATE outbox SET state = ?, why = ? WHERE key = ?', 'never', reason, row.key);
    const fields = { key: row.key, why: reason.slice(0, 200) };
    if (row.file_of !== null) {
      const message = row.file_of;
      store.tx(() => {
        note();
        sayAgain(message);
      });
      log.warn(fields, 'What did not fit into a message could not be attached as a file');
      return;
    }
    speaker.unsaid(row.key, reason, note, code);
    log.error(fields, 'A message can never be shown');
  }

  function isOutdated(row: OutboxRow): boolean {
    return !speaker.isCurrent(row);
  }

  return {
    async speak() {
      await Promise.all([...speaker.places().entries()].map(([index, place]) => speakIn(index, place)));
    },
    hopeAgain() {
      store.run(
        `UPDATE outbox SET state = 'due', tries = 0, not_before = 0, failing_since = NULL, why = NULL
           WHERE state = 'never'`,
      );
    },
    behindSince() {
      const [row] = store.all<{ since: number | null }>(
        "SELECT min(failing_since) AS since FROM outbox WHERE failing_since IS NOT NULL AND state <> 'never'",
      );
      return row?.since ?? null;
    },
    dueAt() {
      const times = [...speaker.places().entries()].flatMap(([index, place]) =>
        pending(index, paceOf(place)).map(({ at }) => at),
      );
      return times.length === 0 ? null : Math.min(...times);
    },
  };
}

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
