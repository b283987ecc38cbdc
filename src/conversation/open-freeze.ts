/**
 * @module conversation/open-freeze
 * The freeze that a button belongs to, as it is now: a message may be hours old.
 */
import { isFreezeId, lookAtFreeze } from '../freezes/begin.ts';
import type { FreezeView } from '../freezes/notifier.ts';
import { spans, text } from '../messages/sentence.ts';
import { usageError } from '../messages/usage-error.ts';
import type { Answer } from './conversation.ts';
import type { ConversationDeps } from './verb.ts';

/** `answer`: there is none any more, and what whoever pressed is told. */
export async function openFreeze(
  id: string,
  { objects, command }: ConversationDeps,
): Promise<{ view: FreezeView } | { answer: Answer }> {
  const view = isFreezeId(id) ? await lookAtFreeze(objects, id) : null;
  if (view !== null && view.ended === null) return { view };
  const told =
    view === null
      ? { headline: text('stale.button'), lines: [spans('stale.why')] }
      : { headline: text('freeze.over'), lines: [spans('freeze.over.why')] };
  return { answer: usageError({ problem: 'stale', ...told, examples: [`${command} status`] }) };
}
