/**
 * @module conversation/press
 * A button was pressed. What it means depends on how the incident stands now; a message may be hours old.
 */
import type { ViewReply } from '../incidents/messages.ts';
import { spans, text } from '../messages/sentence.ts';
import { usageError } from '../messages/usage-error.ts';
import { ACTIONS, BUNDLE_ACTIONS, FREE_ACTIONS, RECOVERY_ACTIONS } from './actions/index.ts';
import { pressBundle } from './bundle-press.ts';
import type { Answer, Form, Press } from './conversation.ts';
import { isIncidentId } from './incident-id.ts';
import { readMark } from './marked.ts';
import { pressRecovery } from './recovery-press.ts';
import type { ConversationDeps } from './verb.ts';

/** The answer is for whoever pressed; what the incident itself has to say appears in its message. */
export async function press(pressed: Press, deps: ConversationDeps): Promise<Answer | { form: Form }> {
  const free = FREE_ACTIONS.find((one) => one.action === pressed.action);
  if (free !== undefined) return free.run(pressed, deps);
  const action = ACTIONS.find((one) => one.action === pressed.action);
  const recovery = RECOVERY_ACTIONS.find((one) => one.action === pressed.action);
  const bundle = BUNDLE_ACTIONS.find((one) => one.action === pressed.action);
  const { incident, mark } = readMark(pressed.incident);
  const known = action ?? recovery ?? bundle;
  if (known === undefined || !isIncidentId(incident)) return gone(deps);
  const reply = await deps.objects.send({ kind: 'incident', name: incident }, { type: 'view' });
  const { view } = reply as ViewReply;
  if (view === null) return gone(deps);
  if (bundle !== undefined) {
    // A button of a bundle always says which.
    if (mark === undefined) return gone(deps);
    return pressBundle(bundle, { ...pressed, incident, mark }, view, deps);
  }
  if (recovery !== undefined) {
    // A button of a recovery always says which.
    if (mark === undefined) return gone(deps);
    return pressRecovery(recovery, { ...pressed, incident, mark }, view, deps);
  }
  return action === undefined ? gone(deps) : action.run(pressed, view, deps);
}

/** A button of another version, or of an incident that this bot has never had. */
function gone(deps: ConversationDeps): Answer {
  return usageError({
    problem: 'stale-button',
    headline: text('stale.button'),
    lines: [spans('stale.why')],
    examples: [`${deps.command} status`, `${deps.command} help`],
  });
}
