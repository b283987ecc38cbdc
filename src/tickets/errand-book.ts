/**
 * @module tickets/errand-book
 * What an answer makes of an errand, written into its row in one transaction: done, to be tried again and when, or never.
 * Nothing here speaks to a desk.
 */
import type { Log } from '../log.ts';
import { backoffMs } from '../storage/backoff.ts';
import type { Store } from '../storage/objects.ts';
import { type Desk, DeskError, type Ticket } from './desk.ts';
import { addErrand, bodyOf, type ErrandRow, ticketOf } from './errand.ts';
import { lookAt } from './errand-line.ts';
import { newMarker } from './marker.ts';

/** What waits for a person is tried again by itself this often, and for this long. */
const DENIED_MS = 600_000;
const PATIENCE_DENIED_MS = 7 * 86_400_000;
/** A desk that is away, or too busy, for longer than this is not waited for. */
const PATIENCE_MS = 86_400_000;
const LONGEST_PAUSE_MS = 300_000;
const LONGEST_WHY = 1_000;

export type ErrandBook = ReturnType<typeof errandBook>;

export function errandBook(deps: { store: Store; now: () => number; random: () => number; log: Log }) {
  const { store, now, random, log } = deps;

  /** From now on it may have been done. Gives the row as it stands. */
  function sending(row: ErrandRow): ErrandRow {
    const at = now();
    store.run(
      "UPDATE errands SET state = 'sending', sends = sends + 1, sent_at = ?, not_before = ? WHERE id = ?",
      at,
      at,
      row.id,
    );
    return { ...row, state: 'sending', sends: row.sends + 1, sent_at: at, not_before: at };
  }

  /** It is there. A ticket that may have been made twice is looked at once more: the first may show up late. */
  function done(row: ErrandRow, desk: Desk, tickets: readonly Ticket[]): void {
    const again = row.what === 'open' && row.sends > 1 && !desk.abilities.atomic;
    store.tx(() => {
      store.run(
        `UPDATE errands SET state = 'done', how = NULL, why = NULL, failing_since = NULL, ticket = ?,
           look_again_at = ? WHERE id = ?`,
        tickets[0] === undefined ? null : JSON.stringify(tickets[0]),
        again ? Math.max(now(), lookAt(row, desk.abilities)) : null,
        row.id,
      );
      leadToFirst(row, tickets);
    });
  }

  /** The last look at a ticket that may have been made twice. */
  function lookedAgain(row: ErrandRow, tickets: readonly Ticket[]): void {
    store.tx(() => {
      store.run(
        'UPDATE errands SET look_again_at = NULL, ticket = ? WHERE id = ?',
        JSON.stringify(tickets[0] ?? ticketOf(row)),
        row.id,
      );
      leadToFirst(row, tickets);
    });
  }

  /** A ticket there is; whether there are two is worth a day's trying and no more. */
  function notLookedAgain(row: ErrandRow, error: DeskError): void {
    const tries = row.tries + 1;
    const pause = error.retryAfterMs ?? backoffMs(tries, random(), LONGEST_PAUSE_MS);
    const next = now() - row.made_at > PATIENCE_MS ? null : now() + pause;
    store.run('UPDATE errands SET tries = ?, look_again_at = ? WHERE id = ?', tries, next, row.id);
  }

  /** Second tickets are remembered, and a comment on each leads to the first. */
  function leadToFirst(row: ErrandRow, [first, ...later]: readonly Ticket[]): void {
    if (first === undefined || later.length === 0) return;
    store.run('UPDATE errands SET doubles = ? WHERE id = ?', JSON.stringify(later), row.id);
    for (const on of later) {
      const words = [
        { text: 'This ticket was opened twice, because an answer was lost. It goes on in ' },
        { text: first.key, link: first.url },
        { text: '; close this one.' },
      ];
      const errand = { id: `${row.id}.double.${on.id}`, desk: row.desk, about: row.id };
      addErrand(
        store,
        { ...errand, what: 'comment', marker: newMarker(), at: now() },
        { on, body: [{ kind: 'paragraph', words }] },
      );
    }
    log.warn({ errand: row.id, doubles: later.length }, 'A lost answer was a ticket after all');
  }

  /** It waits and is tried again, `unsure` after a look; after long enough it is given up. */
  function waits(row: ErrandRow, desk: Desk, error: DeskError, state: 'wanted' | 'unsure'): void {
    const since = row.failing_since ?? now();
    const denied = error.how === 'denied';
    if (now() - since > (denied ? PATIENCE_DENIED_MS : PATIENCE_MS)) {
      const doubt = state === 'unsure' ? ` It may have been done: search for ${row.marker} there.` : '';
      refused(row, new DeskError(error.how, `${error.message} It was given up.${doubt}`));
      return;
    }
    const tries = row.tries + 1;
    const asked = error.retryAfterMs;
    const usual = denied ? DENIED_MS : backoffMs(tries, random(), LONGEST_PAUSE_MS);
    // Whoever waits exactly as long as asked comes back in step with everybody else who was turned away.
    const wait = asked === null ? usual : asked + Math.ceil(random() * Math.max(1_000, asked / 10));
    const next = now() + Math.max(1, wait);
    const afterSend = row.state === 'sending';
    const until = state === 'unsure' && afterSend ? Math.max(next, lookAt(row, desk.abilities)) : next;
    store.tx(() => {
      store.run(
        `UPDATE errands SET state = ?, sends = ?, tries = ?, not_before = ?, failing_since = ?, how = ?, why = ?
           WHERE id = ?`,
        state,
        // What the desk refused was surely not done.
        state === 'wanted' && afterSend ? row.sends - 1 : row.sends,
        tries,
        until,
        since,
        error.how,
        toldOf(row, error).slice(0, LONGEST_WHY),
        row.id,
      );
      // The desk speaks to the bot, not of this errand: whatever else is wanted of it waits as well.
      if (asked !== null || denied)
        store.run(
          "UPDATE errands SET not_before = max(not_before, ?) WHERE desk = ? AND state IN ('wanted', 'unsure')",
          next,
          row.desk,
        );
    });
    log.warn(
      { errand: row.id, tries, how: error.how, why: error.message },
      'An errand waits to be tried again',
    );
  }

  /** It will not be done. A file that the desk does not take is told of in a comment instead. */
  function refused(row: ErrandRow, error: DeskError): void {
    store.tx(() => {
      over(row, error.message, error.how);
      if (row.what !== 'attach') return;
      const why = `The bundle is not attached: ${error.message}`.slice(0, 2_000);
      addErrand(
        store,
        {
          id: `${row.id}.otherwise`,
          desk: row.desk,
          what: 'comment',
          about: row.about,
          marker: newMarker(),
          at: now(),
        },
        { body: [{ kind: 'paragraph', words: [{ text: why }] }, ...bodyOf(row, 'attach').otherwise] },
      );
    });
  }

  function over(row: ErrandRow, why: string, how: DeskError['how']): void {
    store.run(
      "UPDATE errands SET state = 'failed', how = ?, why = ? WHERE id = ?",
      how,
      why.slice(0, LONGEST_WHY),
      row.id,
    );
    log.warn({ errand: row.id, how, why }, 'An errand failed');
  }

  /** The ticket is not there any more, so nothing that is wanted of it can be done. */
  function ticketGone(row: ErrandRow, opening: ErrandRow, why: string): void {
    store.tx(() => {
      store.run("UPDATE errands SET state = 'gone', how = 'gone', why = ? WHERE id = ?", why, opening.id);
      over(row, why, 'gone');
    });
  }

  /** The ticket is elsewhere now; what was wanted of it is tried there. */
  function ticketMoved(row: ErrandRow, opening: ErrandRow, to: Ticket, state: 'wanted' | 'unsure'): void {
    store.tx(() => {
      store.run('UPDATE errands SET ticket = ? WHERE id = ?', JSON.stringify(to), opening.id);
      store.run('UPDATE errands SET state = ?, not_before = ? WHERE id = ?', state, now(), row.id);
    });
  }

  /** Something of ours went wrong: later, and not in a tight circle. */
  function stumbled(row: ErrandRow): void {
    const later = now() + LONGEST_PAUSE_MS;
    store.run(
      `UPDATE errands SET not_before = ?,
         look_again_at = CASE WHEN look_again_at IS NULL THEN NULL ELSE ? END WHERE id = ?`,
      later,
      later,
      row.id,
    );
  }

  return {
    sending,
    done,
    lookedAgain,
    notLookedAgain,
    waits,
    refused,
    over,
    ticketGone,
    ticketMoved,
    stumbled,
  };
}

const toldOf = (row: ErrandRow, { how, message }: DeskError): string =>
  how === 'denied'
    ? `${message} It goes on by itself once the desk lets the bot in; \`bot.mjs desk check ${row.desk}\` says what is missing.`
    : message;
