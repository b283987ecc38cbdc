/**
 * @module conversation/act-once
 * A signed request can be sent again by whoever saw it, within the minutes that its signature is good for. What
 * hands out a secret or changes something asks here first, so that the second one does nothing.
 */
import { fleetShard } from '../hub/fleet-object.ts';
import type { TakeReply } from '../hub/messages.ts';
import { spans } from '../messages/sentence.ts';
import { usageError } from '../messages/usage-error.ts';
import type { Answer, Ask } from './conversation.ts';
import type { ConversationDeps } from './verb.ts';

/** Remembers an id for a day; false when it was known. Throws when it cannot be remembered. */
export async function take(id: string, { objects, now }: Pick<ConversationDeps, 'objects' | 'now'>) {
  const message = { type: 'take', id, at: now() };
  return ((await objects.send({ kind: 'fleet', name: fleetShard(id) }, message)) as TakeReply).first;
}

/**
 * Null the first time that this request comes; else the answer to give in place of acting. `headline` says what the
 * request did already, `again` is what to type for another one. Throws, before anything was done, when it
 * cannot be remembered: to act twice would be worse than not at all.
 */
export async function alreadyDone(
  ask: Pick<Ask, 'id'>,
  told: { verb: string; headline: string; again: string },
  deps: ConversationDeps,
): Promise<Answer | null> {
  if (await take(`${told.verb}:${ask.id}`, deps)) return null;
  deps.log.warn({ verb: told.verb, request: ask.id }, 'A request came a second time and was not obeyed');
  return usageError({
    problem: 'seen-before',
    headline: told.headline,
    lines: [spans('again.why')],
    examples: [told.again],
  });
}
