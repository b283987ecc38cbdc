/**
 * @module messages/recovery-answers
 * What somebody is told at once who asked for a recovery or did something to it; the rest is in its thread.
 */
import type { RecoveryView } from '../incidents/notifier.ts';
import { because } from './because.ts';
import { threadSpans } from './frozen.ts';
import type { Message, Span } from './message.ts';
import { say } from './message.ts';
import { line, spans, text } from './sentence.ts';

/** How it stands, in a few words. */
export function recoveryWord({ end, state }: RecoveryView): string {
  const word = end !== null ? end.as : state === 'over' ? 'unknown' : state;
  return text(`recovery-state.${word}`);
}

/** How it stands, in one sentence. */
export function recoveryStands(recovery: RecoveryView): Span[] {
  const { end, state, run, n } = recovery;
  if (state === 'consenting' && run !== null && run.approvals.length > 0)
    return spans('recover.stands-approved', { given: run.approvals.length, needs: run.needs });
  const stands = spans('recover.stands', { n, state: recoveryWord(recovery) });
  const reason = end?.because ?? null;
  if (reason === null) return stands;
  return [...stands, say(' '), ...because(reason), say('.'), ...threadSpans(end?.link ?? null)];
}

/** After a press: what was asked for, and how it stands now. */
export function composeActed(action: string, recovery: RecoveryView, incident: string): Message {
  return {
    headline: text('recover.acted', { host: recovery.host, action }),
    emoji: '🛠️',
    parts: [{ kind: 'line', spans: recoveryStands(recovery) }, line('recover.in-thread')],
    context: [incident],
  };
}
