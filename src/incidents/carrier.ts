/**
 * @module incidents/carrier
 * Carries an incident's orders to the objects of its hosts, in the order they were given, host by host. A
 * hub that cannot be reached is tried again; the deadline of the look does not wait for it.
 */
import * as z from 'zod';
import type { DispatchReply, HostMessage } from '../hub/messages.ts';
import type { Log } from '../log.ts';
import type { Objects, Store } from '../storage/objects.ts';
import { backoffMs } from './backoff.ts';
import type { Conductor } from './conductor.ts';
import type { IncidentEvent } from './event.ts';
import { JOB_LIFE_MS } from './incident.ts';
import type { HostOrder } from './order.ts';

/** A word to a host object that could not be brought for this long is dropped, in milliseconds. */
const GIVE_UP_MS = 24 * 3_600_000;

/** The hub's answer to a dispatch; `DispatchReply` in hub/messages.ts. */
const Dispatched: z.ZodType<DispatchReply> = z.discriminatedUnion('state', [
  z.object({ state: z.literal('delivered') }),
  z.object({ state: z.literal('absent'), lastSeen: z.number().nullable() }),
  z.object({ state: z.literal('not-enrolled') }),
  z.object({ state: z.literal('quarantined'), why: z.string() }),
]);

type OrderRow = {
  id: string;
  host: string;
  body: string;
  tries: number;
  not_before: number;
  made_at: number;
};

export type Carrier = {
  /** Carries out all that is due. Never throws for a host that cannot be reached. */
  carry(): Promise<void>;
  /** When the next order is due (epoch ms, may be past); null when there is none. */
  dueAt(): number | null;
};

export function createCarrier(deps: {
  store: Store;
  objects: Objects;
  conductor: Conductor;
  incident: string;
  now: () => number;
  random: () => number;
  log: Log;
}): Carrier {
  const { store, objects, conductor, incident, now, random, log } = deps;

  /** The first order in line of each host; one that waits for its next try holds up those behind it. */
  function heads(): OrderRow[] {
    return store.all<OrderRow>(
      `SELECT id, host, body, tries, not_before, made_at FROM host_orders WHERE place_in_line IN
         (SELECT min(place_in_line) FROM host_orders GROUP BY host) ORDER BY place_in_line`,
    );
  }

  const tickOff = (id: string): void => store.run('DELETE FROM host_orders WHERE id = ?', id);

  async function carryOne(row: OrderRow): Promise<void> {
    const order = JSON.parse(row.body) as HostOrder;
    if (isStale(order, row)) {
      tickOff(order.id);
      return;
    }
    try {
      const reply = await objects.send({ kind: 'host', name: order.host }, messageOf(order, incident));
      if (order.kind !== 'dispatch') tickOff(order.id);
      else conductor.happen(dispatchEvent(order, Dispatched.parse(reply)), () => tickOff(order.id));
    } catch (cause) {
      const tries = row.tries + 1;
      const next = now() + backoffMs(tries, random());
      store.run('UPDATE host_orders SET tries = ?, not_before = ? WHERE id = ?', tries, next, order.id);
      const fields = { order: order.id, host: order.host, tries, cause: String(cause) };
      log.warn(fields, 'An order could not be brought to the host object; it is tried again');
    }
  }

  /** Nobody waits any more: a later look replaced this one, the job expired, or the hub was away for a day. */
  function isStale(order: HostOrder, row: OrderRow): boolean {
    if (order.kind === 'dispatch') {
      const wanted = conductor.load().runs.some((run) => run.order === order.job.id);
      return !wanted || now() >= row.made_at + JOB_LIFE_MS;
    }
    if (now() < row.made_at + GIVE_UP_MS) return false;
    log.error({ order: order.id, host: order.host }, 'An order was given up after a day');
    return true;
  }

  return {
    async carry() {
      for (;;) {
        const due = heads().filter((row) => row.not_before <= now());
        if (due.length === 0) return;
        await Promise.all(due.slice(0, 16).map(carryOne));
      }
    },
    dueAt() {
      const times = heads().map((row) => row.not_before);
      return times.length === 0 ? null : Math.min(...times);
    },
  };
}

function messageOf(order: HostOrder, incident: string): HostMessage {
  switch (order.kind) {
    case 'dispatch':
      return { type: 'dispatch', job: order.job };
    case 'hold':
      return { type: 'claim', incident };
    case 'report':
      return { type: 'report', incident, verdict: order.verdict, at: order.at };
    case 'release':
      return { type: 'release', incident, verdict: order.verdict, at: order.at };
  }
}

function dispatchEvent(order: HostOrder & { kind: 'dispatch' }, reply: DispatchReply): IncidentEvent {
  const about = { id: `hub:${order.job.id}`, order: order.job.id, host: order.host };
  if (reply.state === 'delivered') return { ...about, type: 'dispatched' };
  const lastSeen = reply.state === 'absent' ? reply.lastSeen : null;
  return { ...about, type: 'host-absent', lastSeen, why: reply.state };
}
