/**
 * @module incidents/dispatcher
 * Brings to the objects of its hosts what an incident wants of them, in order, host by host. A host object that cannot
 * be reached is tried again; the deadline of a run does not wait for it.
 */
import { Dispatched } from '../hub/dispatched.ts';
import { wordsOf } from '../hub/host-holds.ts';
import type { DispatchReply, HostMessage } from '../hub/messages.ts';
import type { Log } from '../log.ts';
import { readAddress } from '../storage/address.ts';
import { createMailbox, type Mailbox } from '../storage/mailbox.ts';
import type { Objects, Store } from '../storage/objects.ts';
import type { Conductor } from './conductor.ts';
import type { HostEffect } from './effect.ts';
import type { IncidentEvent } from './event.ts';
import type { Freezes } from './freezes.ts';
import { isSign } from './recovery-signs.ts';
import { threadsOf } from './threads.ts';

/** Runs are waited for: the pause between two tries is never longer, in milliseconds. */
const LONGEST_PAUSE_MS = 60_000;

/** The mailbox of an incident. `conductor` is asked only when letters are brought. */
export function createDispatcher(deps: {
  store: Store;
  objects: Objects;
  conductor: () => Conductor;
  freezes: Freezes;
  incident: string;
  now: () => number;
  random: () => number;
  log: Log;
}): Mailbox {
  const { store, objects, conductor, freezes, incident, now, random, log } = deps;

  /** Nobody waits any more: a later run replaced this one, or the job expired. */
  function isStale(effect: HostEffect): boolean {
    if (effect.kind !== 'dispatch') return false;
    const { runs, jobs } = conductor().load();
    const { id, expiresAt } = effect.job;
    const known = isSign(id) || runs.some((run) => run.order === id) || jobs.some((job) => job.id === id);
    return !known || now() >= expiresAt;
  }

  return createMailbox({
    store,
    now,
    random,
    log,
    longestMs: LONGEST_PAUSE_MS,
    isStale: ({ body }) => isStale(body as HostEffect),
    async deliver({ receiver, body }, tickOff) {
      const effect = body as HostEffect;
      if (effect.kind === 'freeze') {
        const begun = await freezes.begin({ ...effect, incident, places: threadsOf(conductor().load()) });
        conductor().happen(freezeEvent(effect, begun), tickOff);
        return;
      }
      if (effect.kind === 'ask-hold') return freezes.askAgain(effect);
      if (effect.kind === 'unfreeze') return freezes.lift({ ...effect, incident });
      const reply = await objects.send(readAddress(receiver), messageOf(effect, incident));
      if (effect.kind === 'dispatch' && !isSign(effect.job.id))
        conductor().happen(dispatchEvent(effect, Dispatched.parse(reply)), tickOff);
    },
  });
}

type Frozen = HostEffect & { kind: 'freeze' | 'ask-hold' | 'unfreeze' };

function messageOf(
  effect: Exclude<HostEffect, Frozen>,
  incident: string,
): HostMessage | { type: 'event'; event: IncidentEvent } {
  switch (effect.kind) {
    case 'stands': {
      const { id, host, standing, maintenance } = effect;
      const also = maintenance === undefined ? {} : { maintenance };
      return { type: 'event', event: { id, type: 'stands', host, standing, ...also } };
    }
    case 'dispatch':
      return { type: 'dispatch', job: effect.job };
    case 'prepare':
      return { type: 'prepare', job: effect.job };
    case 'claim':
      return { type: 'claim', incident };
    case 'report':
      return { type: 'report', incident, verdict: effect.verdict, at: effect.at };
    case 'release':
      return { type: 'release', incident, verdict: effect.verdict, at: effect.at };
  }
}

function freezeEvent(
  effect: HostEffect & { kind: 'freeze' },
  begun: Awaited<ReturnType<Freezes['begin']>>,
): IncidentEvent {
  const about = { id: `answer:${effect.id}`, recovery: effect.recovery };
  if (begun.ok) return { ...about, type: 'freeze-begun' };
  const { by, until, because, link } = begun;
  return { ...about, type: 'freeze-refused', by, until, because, ...(link === null ? {} : { link }) };
}

function dispatchEvent(effect: HostEffect & { kind: 'dispatch' }, reply: DispatchReply): IncidentEvent {
  const about = { id: `hub:${effect.job.id}`, order: effect.job.id, host: effect.host };
  const worked = 'maintenance' in reply && reply.maintenance !== undefined ? reply.maintenance : null;
  const also = worked === null ? {} : { maintenance: worked };
  if (reply.state === 'delivered')
    return {
      ...about,
      ...also,
      type: 'dispatched',
      ...(reply.road === undefined ? {} : { road: reply.road }),
    };
  const lastSeen = reply.state === 'absent' ? reply.lastSeen : null;
  const told = reply.state === 'frozen' ? { told: wordsOf(reply.held) } : {};
  return { ...about, type: 'host-absent', lastSeen, why: reply.state, ...told, ...also };
}
