/**
 * @module tickets/errands
 * Everything that is wanted of desks, once in effect. An errand is written down before a byte leaves; what may have been
 * done is looked up by its marker before it is sent again; a second ticket that shows up all the same is led to the
 * first. Nothing here waits by a timer: `dueAt` says when somebody must come back.
 */
import type { Log } from '../log.ts';
import { inTurn } from '../storage/in-turn.ts';
import type { Store } from '../storage/objects.ts';
import { type Desk, DeskError, type DeskName, type Ticket } from './desk.ts';
import {
  type AdoptErrand,
  type AttachErrand,
  addErrand,
  bodyOf,
  type CommentErrand,
  type Errand,
  type ErrandRow,
  errandRows,
  type OpenErrand,
  ticketOf,
} from './errand.ts';
import { errandBook } from './errand-book.ts';
import { errandLine } from './errand-line.ts';
import { newMarker } from './marker.ts';
import { noDesk } from './no-desk.ts';

export type Errands = {
  /** These only note; call them inside the transaction that decides it. One id is one errand, however often it comes. */
  open(errand: OpenErrand): void;
  adopt(errand: AdoptErrand): void;
  comment(errand: CommentErrand): void;
  attach(errand: AttachErrand): void;
  /** Does all that is due. Never throws. */
  run(): Promise<void>;
  /** When `run` is next of use (epoch ms, may be past); null when all is over. */
  dueAt(): number | null;
  /** A person says that the desk lets the bot in again: what waits for that is tried now. */
  hopeAgain(): void;
  /** A person asks once more for what was given up: what may have been done is looked up first. */
  again(id: string): void;
  /** How all of them stand, in the order in which they were wanted. */
  all(): Errand[];
};

export function createErrands(deps: {
  store: Store;
  desks: ReadonlyMap<DeskName, Desk>;
  /** The bytes of a file that is to be attached; null when it is not kept any more. */
  bytesOf: (file: AttachErrand['file']) => Promise<Uint8Array | null>;
  now: () => number;
  random: () => number;
  log: Log;
}): Errands {
  const { store, desks, bytesOf, now, log } = deps;
  const deskOf = (name: DeskName): Desk => desks.get(name) ?? noDesk(name);
  const line = errandLine(store, deskOf, now);
  const book = errandBook(deps);
  /** What this life is at; a row in `sending` that is not among them was left by another. */
  const inFlight = new Set<string>();

  const rowOf = (id: string): ErrandRow | undefined =>
    store.all<ErrandRow>('SELECT * FROM errands WHERE id = ?', id)[0];

  async function runAll(): Promise<void> {
    const due = (): ErrandRow[] => line.dueBy(now()).filter((row) => !inFlight.has(row.id));
    for (let rows = due(); rows.length > 0; rows = due()) await Promise.all(rows.map(goOn));
  }

  async function goOn(row: ErrandRow): Promise<void> {
    const desk = deskOf(row.desk);
    inFlight.add(row.id);
    try {
      if (row.look_again_at !== null) await lookAgain(row, desk);
      else if (row.state === 'wanted' || row.what === 'adopt') await send(row, desk);
      else await lookUp(row, desk);
    } catch (error) {
      // Not of the desk: a store that is full, a mistake of ours.
      log.error({ errand: row.id, error: String(error) }, 'An errand could not be gone on with');
      book.stumbled(row);
    } finally {
      inFlight.delete(row.id);
    }
  }

  async function send(row: ErrandRow, desk: Desk): Promise<void> {
    const on = ticketFor(row);
    if (typeof on === 'string') return book.over(row, on, 'gone');
    const sent = book.sending(row);
    try {
      book.done(sent, desk, await carryOut(sent, desk, on));
    } catch (error) {
      await settle(sent, desk, error, 'send');
    }
  }

  /** Gives the ticket where that is what was wanted. */
  async function carryOut(row: ErrandRow, desk: Desk, on: Ticket | null): Promise<Ticket[]> {
    const { marker } = row;
    if (row.what === 'open') {
      const { title, body, severity } = bodyOf(row, 'open');
      return [await desk.open({ marker, title, body, severity, wantedAt: row.made_at })];
    }
    if (row.what === 'adopt' || on === null) {
      const { key } = bodyOf(row, 'adopt');
      const found = await desk.read(key);
      if (found !== null) return [found];
      throw new DeskError('refused', `There is no ticket ${key} that ${desk.name} shows to the bot.`);
    }
    if (row.what === 'comment') {
      const { body, public: shown = false } = bodyOf(row, 'comment');
      await desk.comment(on, { marker, body, public: shown });
    } else await attach(row, desk, on);
    return [];
  }

  async function attach(row: ErrandRow, desk: Desk, on: Ticket): Promise<void> {
    const { file } = bodyOf(row, 'attach');
    const { attaches, largestFile } = desk.abilities;
    if (attaches !== true) throw new DeskError('refused', attaches.because);
    if (largestFile !== null && file.bytes > largestFile)
      throw new DeskError('refused', `It has ${mb(file.bytes)}, and ${desk.name} takes ${mb(largestFile)}.`);
    const bytes = await bytesOf(file);
    if (bytes === null) throw new DeskError('refused', 'It is not kept any more.');
    await desk.attach(on, { ...file, marker: row.marker, bytes });
  }

  /** The ticket that a comment or file is for; why there is none; null where a ticket is what is wanted. */
  function ticketFor(row: ErrandRow): Ticket | string | null {
    if (row.what !== 'comment' && row.what !== 'attach') return null;
    const given = row.what === 'comment' ? bodyOf(row, 'comment').on : undefined;
    if (given !== undefined) return given;
    const opening = rowOf(row.about);
    if (opening?.state === 'gone') return opening.why ?? 'The ticket is gone.';
    return ticketOf(opening) ?? `There is no ticket. ${opening?.why ?? ''}`.trim();
  }

  /** What may have been done is looked up; only what is not there is sent again. */
  async function lookUp(row: ErrandRow, desk: Desk): Promise<void> {
    const on = ticketFor(row);
    if (typeof on === 'string') return book.over(row, on, 'gone');
    try {
      if (on === null) {
        const found = await desk.find(row.marker, row.made_at);
        if (found.length > 0) return book.done(row, desk, found);
      } else if (await isThere(row, desk, on)) return book.done(row, desk, []);
    } catch (error) {
      return settle(row, desk, error, 'look-up');
    }
    await send(row, desk);
  }

  function isThere(row: ErrandRow, desk: Desk, on: Ticket): Promise<boolean> {
    if (row.what === 'comment') return desk.hasComment(on, row.marker);
    return desk.hasFile(on, { ...bodyOf(row, 'attach').file, marker: row.marker });
  }

  async function lookAgain(row: ErrandRow, desk: Desk): Promise<void> {
    try {
      book.lookedAgain(row, await desk.find(row.marker, row.made_at));
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      book.notLookedAgain(row, error);
    }
  }

  /** What an error makes of an errand. */
  async function settle(
    row: ErrandRow,
    desk: Desk,
    error: unknown,
    during: 'send' | 'look-up',
  ): Promise<void> {
    if (!(error instanceof DeskError)) throw error;
    // A read changes nothing, so nobody need be unsure of one.
    const unsure = during === 'look-up' || (error.how === 'unsure' && row.what !== 'adopt');
    const state = unsure ? 'unsure' : 'wanted';
    const opening = rowOf(row.about);
    if (error.how === 'gone' && opening !== undefined && opening.id !== row.id)
      return gone(row, opening, desk, error, state);
    if (!unsure && (error.how === 'refused' || error.how === 'gone')) return book.refused(row, error);
    book.waits(row, desk, error, state);
  }

  /** The ticket of a comment or file is not where it was: it may have moved, and then they move along. */
  async function gone(
    row: ErrandRow,
    opening: ErrandRow,
    desk: Desk,
    error: DeskError,
    state: 'wanted' | 'unsure',
  ): Promise<void> {
    const before = ticketOf(opening);
    // A word on a second ticket that somebody has deleted is not missed.
    if (before === null || (row.what === 'comment' && bodyOf(row, 'comment').on !== undefined))
      return book.over(row, error.message, 'gone');
    let found: Ticket | null;
    try {
      found = await desk.read(before.key);
    } catch (cause) {
      if (!(cause instanceof DeskError)) throw cause;
      return book.waits(row, desk, cause, state);
    }
    if (found === null)
      return book.ticketGone(
        row,
        opening,
        `${before.key} is gone: it was deleted, or moved where the bot may not look. ${error.message}`,
      );
    if (found.id !== before.id || found.key !== before.key)
      return book.ticketMoved(row, opening, found, state);
    book.refused(row, error);
  }

  /** @throws Error when nobody has wanted that ticket: its comments would wait for ever. */
  function of(about: string): { desk: string; about: string } {
    const desk = rowOf(about)?.desk;
    if (desk === undefined) throw new Error(`There is no errand ${about} for a ticket.`);
    return { desk, about };
  }

  const fresh = (): { marker: string; at: number } => ({ marker: newMarker(), at: now() });

  return {
    open({ id, desk, ...body }) {
      addErrand(store, { id, desk, what: 'open', about: id, ...fresh() }, body);
    },
    adopt({ id, desk, key }) {
      addErrand(store, { id, desk, what: 'adopt', about: id, ...fresh() }, { key });
    },
    comment({ id, about, ...body }) {
      addErrand(store, { id, ...of(about), what: 'comment', ...fresh() }, body);
    },
    attach({ id, about, ...body }) {
      addErrand(store, { id, ...of(about), what: 'attach', ...fresh() }, body);
    },
    run: inTurn(runAll),
    dueAt: () => line.nextAt(),
    hopeAgain() {
      store.run(
        `UPDATE errands SET not_before = ?, failing_since = NULL
           WHERE state IN ('wanted', 'unsure') AND coalesce(how, 'denied') = 'denied' AND desk IN
             (SELECT desk FROM errands WHERE how = 'denied' AND state IN ('wanted', 'unsure'))`,
        now(),
      );
    },
    again(id) {
      store.run(
        `UPDATE errands SET state = CASE WHEN sends > 0 THEN 'unsure' ELSE 'wanted' END, not_before = ?,
           failing_since = NULL, how = NULL, why = NULL WHERE id = ? AND state = 'failed' AND how <> 'refused'`,
        now(),
        id,
      );
    },
    all: () =>
      errandRows(store).map((row) => ({
        id: row.id,
        desk: row.desk,
        what: row.what as Errand['what'],
        about: row.about,
        state: row.state as Errand['state'],
        ticket: ticketOf(row),
        doubles: row.doubles === null ? [] : (JSON.parse(row.doubles) as Ticket[]),
        why: row.why,
        how: row.how as Errand['how'],
        nextAt: line.goesOnAt(row),
      })),
  };
}

/** `2.1 MB` */
const mb = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;
