/**
 * @module conversation/verbs/rollback
 * Back to an earlier configuration: a plan of its own, or the previous files at once where a recovery runs.
 */
import type { ViewReply } from '../../incidents/messages.ts';
import { rollBack } from '../actions/roll-back.ts';
import { beginRecovery } from '../begin-recovery.ts';
import type { Ask } from '../conversation.ts';
import { hostCard, isKnownHost } from '../fleet.ts';
import { isIncidentId } from '../incident-id.ts';
import { readMark } from '../marked.ts';
import { runTyped } from '../typed-recovery.ts';
import type { ConversationDeps, Verb } from '../verb.ts';

export const rollback: Verb = {
  verb: 'rollback',
  usage: 'HOST[/PROFILE] [choose N] [because TEXT]',
  help: 'verb.rollback',
  more: ['verb.rollback.running', 'verb.recover.choose', 'verb.recover.consent'],
  examples: ['rollback node-3', 'rollback node-3 because the edit of 02:41 broke it'],
  also: ['revert', 'undo', 'restore'],
  async run(args, ask, deps) {
    const steers = await isUnderWay(args.words[0] ?? '', ask, deps);
    if (steers) return runTyped(rollBack, 'rollback', args, ask, deps);
    return beginRecovery('rollback', args.rest, ask, deps);
  },
};

/** Does a recovery run where this is about? A window of the button says itself what it is about. */
async function isUnderWay(word: string, ask: Ask, { objects }: ConversationDeps): Promise<boolean> {
  if (isIncidentId(readMark(word).incident)) return true;
  const host = (word.split('/')[0] ?? '').toLowerCase();
  const known = host !== '' && (await isKnownHost(objects, host));
  const incident = known ? (await hostCard(objects, host)).openIncident : host === '' ? ask.incident : null;
  if (incident == null) return false;
  const reply = await objects.send({ kind: 'incident', name: incident }, { type: 'view' });
  const { view } = reply as ViewReply;
  return view?.recoveries?.some((one) => one.state === 'running' && (!known || one.host === host)) ?? false;
}
