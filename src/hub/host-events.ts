/**
 * @module hub/host-events
 * What a session's events mean for the host's record, its orders and the incidents that gave them. All of
 * one frame is written in one transaction; only then is anything acknowledged to the host.
 */
import type { Log } from '../log.ts';
import type { Evidence } from '../protocol/evidence.ts';
import type { BotFrame } from '../protocol/frames.ts';
import { LAST_COUNTER } from '../protocol/limits.ts';
import { addressText } from '../storage/address.ts';
import type { Mailbox } from '../storage/mailbox.ts';
import type { Store } from '../storage/objects.ts';
import type { Brought } from './host-evidence.ts';
import { heldBack, wordsOf } from './host-holds.ts';
import { lastingMaintenance } from './host-maintenance.ts';
import {
  endingOf,
  findOrder,
  noteFrame,
  type OrderRow,
  setState,
  undelivered,
  underWay,
} from './host-orders.ts';
import { changeHost, noteJournal, readHost } from './host-record.ts';
import type { JobEvent } from './messages.ts';
import type { SessionEvent } from './session.ts';

export type HostEvents = {
  /** Writes down everything that one frame brought (`brought`: its evidence); gives what the host must be told. */
  take(events: SessionEvent[], brought: Brought | null): BotFrame[];
  /** The session ended: whoever gave orders that may be under way is told. */
  lost(session: string): void;
  /** Ends orders that were never sent and that a freeze of somebody else's keeps back now. */
  dropFrozen(): void;
  /** Ends all orders that have not ended; their incidents are told why. */
  dropAll(code: string, why: string): void;
};

/** An order has ended; `code`: why it was not carried out, null where it was. */
export type Ended = {
  op: string;
  code: string | null;
  host: string;
  trace: string | null;
  /** When it was signed, where that is known, and when it ended; epoch ms. */
  begun: number | null;
  at: number;
  /** As the host measured it; null where it did not end there. */
  tookMs: number | null;
};

/**
 * How often one incident is told that a connection was lost: a host that dials again and again has no more to say by
 * it, and each is an event, a line in the log and an edit in the chat.
 */
const MOST_LOSSES = 8;
/** Processes that a host agent had before; one of them coming back means that two are alive. */
const PAST_RUNS_KEPT = 16;

export function hostEvents(parts: {
  name: string;
  store: Store;
  mailbox: Mailbox;
  log: Log;
  now: () => number;
  ended?: (how: Ended) => void;
}): HostEvents {
  const { name, store, mailbox, log, now } = parts;

  /** By whom they are told; forgotten with this life of the object. */
  const losses = new Map<string, number>();

  /** Who is told how an order goes. */
  const receiverOf = ({ tell, incident }: OrderRow): string =>
    tell ?? addressText({ kind: 'incident', name: incident });

  function tell(receiver: string, id: string, event: JobEvent): void {
    mailbox.post({
      receiver,
      body: { type: 'event', event: { id, at: now(), ...event } },
    });
  }

  function end(row: OrderRow, event: JobEvent): void {
    setState(store, row.id, 'ended', now());
    losses.delete(receiverOf(row));
    const code = event.type === 'refused' ? event.code : null;
    const { op, trace, begun } = row;
    const tookMs = event.type === 'done' ? event.tookMs : null;
    parts.ended?.({ op: op ?? 'other', code, host: name, trace, begun, at: now(), tookMs });
    tell(receiverOf(row), `${row.id}:end`, event);
  }

  function arrived(event: Extract<SessionEvent, { type: 'live' }>, marks: string[]): void {
    const row = readHost(store);
    const past = (JSON.parse(row.past_runs) as string[]).filter((run) => run !== event.run);
    if (row.run !== null && row.run !== event.run) past.push(row.run);
    changeHost(store, {
      run: event.run,
      past_runs: JSON.stringify(past.slice(-PAST_RUNS_KEPT)),
      marked: marks.length > 0 ? marks.join('; ') : null,
      last_seen: now(),
      speaks: event.speaks,
      clock_ahead_ms: event.clock,
      journal_length: event.journal.length,
      journal_head: event.journal.head,
      agent_version: event.facts.agentVersion,
      platform: event.facts.platform,
      openclaw_version: event.facts.openclawVersion ?? row.openclaw_version,
    });
    log.info({ session: event.session, agent: event.facts.agentVersion }, 'A host agent is connected.');
  }

  function suspect(event: Extract<SessionEvent, { type: 'suspect' }>): void {
    const { level, why } = event.suspicion;
    log.error({ level, why }, 'Something is wrong with a host’s identity.');
    if (level === 'mark') return;
    changeHost(store, { quarantined: why, quarantined_by: null });
    dropAll('quarantined', why);
  }

  function accepted(event: Extract<SessionEvent, { type: 'accepted' }>): void {
    const row = findOrder(store, event.id);
    if (!row || row.digest !== event.order || row.state === 'accepted' || row.state === 'ended') return;
    setState(store, row.id, 'accepted', now());
    // A host whose disk is full may forget this order; then its counter must not be held against it.
    if (event.journaled) changeHost(store, { taken: Math.max(readHost(store).taken, row.counter) });
    tell(receiverOf(row), `${row.id}:accepted`, { type: 'accepted', order: row.id, host: name });
    log.info({ order: row.id }, 'The host has accepted an order.');
  }

  function evidence(event: Extract<SessionEvent, { type: 'evidence' }>, brought: Brought | null): BotFrame {
    const { id, seq, sha256 } = event;
    const row = findOrder(store, id);
    if (row && row.state !== 'ended' && brought) {
      const { over, altered, pieces, weight, redactMs } = brought;
      if (over !== null) {
        log.warn({ order: id, seq, over }, 'A look was ended: it brings more evidence than is taken.');
        const why = `the host sent ${over} for one look; the rest was not taken`;
        end(row, { type: 'refused', order: id, host: name, code: 'too-much-evidence', why });
      } else if (altered) {
        log.error({ order: id, seq }, 'A plan came with the digest of another one.');
        const why = 'the plan that came is not the one that its digest names';
        end(row, { type: 'refused', order: id, host: name, code: 'plan-digest', why });
      } else if (noteFrame(store, row, { seq, sha256, weight, redactMs })) {
        noteVersion(pieces);
        const told: JobEvent = { type: 'evidence', order: id, host: name, seq, evidence: pieces };
        tell(receiverOf(row), `${id}:evidence:${seq}`, told);
      }
    }
    return { type: 'ack', id, next: seq + 1, done: false };
  }

  function noteVersion(pieces: Evidence[]): void {
    for (const { facts } of pieces)
      for (const { fact, value } of facts)
        if (fact === 'gateway.version.running' && typeof value === 'string')
          changeHost(store, { openclaw_version: value.slice(0, 64) });
  }

  function done(event: Extract<SessionEvent, { type: 'done' }>): BotFrame {
    const { id, order, frames, journal } = event.done;
    noteJournal(store, journal);
    const row = findOrder(store, id);
    if (!row || row.digest !== order)
      log.debug({ order: id }, 'A host has ended an order that is not known here.');
    else if (row.state !== 'ended') {
      const ending = endingOf(store, row, event.done, name);
      const maintenance = lastingMaintenance(store, now());
      end(row, ending.type === 'done' && maintenance !== null ? { ...ending, maintenance } : ending);
      log.info({ order: id, how: ending.type, tookMs: event.done.tookMs }, 'An order has ended.');
    }
    return { type: 'ack', id, next: frames.length, done: true };
  }

  function refused(event: Extract<SessionEvent, { type: 'refused' }>): void {
    const row = findOrder(store, event.id);
    if (!row || row.state === 'ended') return;
    log.warn({ order: event.id, code: event.code }, 'The host has refused an order.');
    end(row, { type: 'refused', order: row.id, host: name, code: event.code, why: event.why });
  }

  function dropAll(code: string, why: string): void {
    const rows = new Map(
      [...underWay(store, now()), ...undelivered(store, now())].map((row) => [row.id, row]),
    );
    for (const row of rows.values()) end(row, { type: 'refused', order: row.id, host: name, code, why });
  }

  return {
    dropAll,
    dropFrozen() {
      for (const row of undelivered(store, now())) {
        if (row.changes === 0 || row.state !== 'waiting') continue;
        const held = heldBack(store, row, now());
        if (held === null) continue;
        end(row, { type: 'refused', order: row.id, host: name, code: 'frozen', why: wordsOf(held) });
      }
    },
    take(events, brought) {
      if (events.length === 0) return [];
      // What a probe saw may be lost in a power cut: the look is then concluded without it.
      const how = events.every((one) => one.type === 'evidence') ? 'lightly' : 'firmly';
      return store.tx(() => {
        const acks: BotFrame[] = [];
        const marks = events.flatMap((one) =>
          one.type === 'suspect' && one.suspicion.level === 'mark' ? [one.suspicion.why] : [],
        );
        for (const event of events) {
          if (event.type === 'live') arrived(event, marks);
          else if (event.type === 'suspect') suspect(event);
          else if (event.type === 'counter-ahead')
            changeHost(store, {
              counter: Math.min(LAST_COUNTER, Math.max(readHost(store).counter, event.counter)),
            });
          else if (event.type === 'accepted') accepted(event);
          else if (event.type === 'evidence') acks.push(evidence(event, brought));
          else if (event.type === 'done') acks.push(done(event));
          else refused(event);
        }
        return acks;
      }, how);
    },
    lost(session) {
      const receivers = new Set(underWay(store, now()).map(receiverOf));
      for (const receiver of receivers) {
        const told = (losses.get(receiver) ?? 0) + 1;
        if (told > MOST_LOSSES) continue;
        losses.set(receiver, told);
        tell(receiver, `${name}:lost:${session}`, { type: 'host-lost', host: name });
      }
    },
  };
}
