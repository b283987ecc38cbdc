/**
 * @module freezes/dispatcher
 * Brings to the objects of its hosts what a freeze wants of them, in order, host by host, and tells it the answers.
 */
import { Dispatched, HoldAnswered } from '../hub/dispatched.ts';
import { wordsOf } from '../hub/host-holds.ts';
import type { HostMessage } from '../hub/messages.ts';
import type { Log } from '../log.ts';
import { createMailbox, type Mailbox } from '../storage/mailbox.ts';
import type { Objects, Reply, Store } from '../storage/objects.ts';
import type { Conductor } from './conductor.ts';
import type { HostEffect } from './effect.ts';
import type { FreezeEvent } from './event.ts';

/** People wait: the pause between two tries is never longer, in milliseconds. */
const LONGEST_PAUSE_MS = 10_000;

/** The mailbox of a freeze. `conductor` is asked only when letters are brought. */
export function createDispatcher(deps: {
  store: Store;
  objects: Objects;
  conductor: () => Conductor;
  freeze: string;
  now: () => number;
  random: () => number;
  log: Log;
}): Mailbox {
  const { store, objects, conductor, freeze, now, random, log } = deps;
  return createMailbox({
    store,
    now,
    random,
    log,
    longestMs: LONGEST_PAUSE_MS,
    isStale({ body }) {
      const effect = body as HostEffect;
      if (effect.kind === 'dispatch') return now() >= effect.job.expiresAt;
      return effect.kind === 'hold' && now() >= effect.hold.until;
    },
    async deliver({ body }, tickOff) {
      const effect = body as HostEffect;
      const reply = await objects.send({ kind: 'host', name: effect.host }, messageOf(effect, freeze));
      const answer = answerOf(effect, reply);
      if (answer !== null) conductor().happen(answer, tickOff);
    },
  });
}

function messageOf(effect: HostEffect, freeze: string): HostMessage {
  if (effect.kind === 'dispatch') return { type: 'dispatch', job: effect.job };
  return effect.kind === 'hold' ? { type: 'hold', hold: effect.hold } : { type: 'let-go', freeze };
}

function answerOf(effect: HostEffect, reply: Reply): FreezeEvent | null {
  const { host } = effect;
  const id = `hub:${effect.id}`;
  if (effect.kind === 'let-go') return null;
  if (effect.kind === 'hold') {
    const { gateway } = effect.hold;
    const answer = HoldAnswered.parse(reply);
    return answer.held
      ? { id, type: 'held', host, gateway }
      : { id, type: 'hold-refused', host, gateway, rival: answer.rival };
  }
  const order = effect.job.id;
  const answer = Dispatched.parse(reply);
  if (answer.state === 'delivered') return { id, type: 'dispatched', order, host };
  const lastSeen = answer.state === 'absent' ? answer.lastSeen : null;
  const why = answer.state === 'frozen' ? wordsOf(answer.held) : answer.state;
  return { id, type: 'host-absent', order, host, lastSeen, why };
}
