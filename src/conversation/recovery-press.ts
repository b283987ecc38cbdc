/**
 * @module conversation/recovery-press
 * Somebody pressed a button of a recovery, or typed the same. The message may be hours old: what counts is the plan that
 * it showed, how the recovery stands now, and who presses. Every refusal says why.
 */
import type { IncidentMessage, ViewReply } from '../incidents/messages.ts';
import type { IncidentView, RecoveryView } from '../incidents/notifier.ts';
import { markOf } from '../incidents/recovery.ts';
import { notAllowed } from '../messages/permission-denied.ts';
import { composeActed, recoveryStands } from '../messages/recovery-answers.ts';
import { spans, text } from '../messages/sentence.ts';
import { usageError } from '../messages/usage-error.ts';
import type { Answer, Form, Press } from './conversation.ts';
import { withMark } from './marked.ts';
import type { RecoveryAction } from './recovery-action.ts';
import type { ConversationDeps } from './verb.ts';

/**
 * `mark` in the press: what the message showed; without it, the latest recovery of the incident is meant. A button asks
 * for its reason in a window, which is then typed with the mark.
 */
export async function pressRecovery(
  action: RecoveryAction,
  press: Press,
  view: IncidentView,
  deps: ConversationDeps,
  from: 'button' | 'typed' = 'button',
): Promise<Answer | { form: Form }> {
  const { command, may } = deps;
  const recovery = meant(view, press.mark);
  if (recovery === null) return noRecovery(view, deps);
  const again = `${command} status`;
  const permission = await may(press.person, action.right);
  if (!permission.ok) return notAllowed(permission, action.right, [again]);
  const latest = view.recoveries?.findLast(({ host }) => host === recovery.host);
  const changed = press.mark !== undefined && press.mark !== markOf(recovery);
  if (latest?.id !== recovery.id || changed) return outOfDate(recovery, latest, deps);
  if (!action.fits(recovery)) return notNow(action, recovery, deps);
  const no = action.refuses?.(press, recovery, deps) ?? null;
  if (no !== null) return no;
  const { reasoned, mayBeSilent = false } = action;
  if (reasoned !== undefined && press.because === undefined) {
    if (from === 'button') return { form: askReason(action, reasoned, view, recovery) };
    if (!mayBeSilent) return reasonNeeded(reasoned, recovery, deps);
  }
  const done = (await action.instead?.(press, recovery, deps)) ?? null;
  return done ?? carryOut(action, press, recovery, view, deps);
}

function meant(view: IncidentView, mark: string | undefined): RecoveryView | null {
  const all = view.recoveries ?? [];
  if (mark === undefined) return all.at(-1) ?? null;
  // By host and number: another plan of the same recovery is still this recovery, and out of date.
  const name = mark.slice(0, mark.lastIndexOf('.'));
  return all.find(({ host, n }) => `${host}.${n}` === name) ?? null;
}

async function carryOut(
  action: RecoveryAction,
  press: Press,
  recovery: RecoveryView,
  view: IncidentView,
  deps: ConversationDeps,
): Promise<Answer> {
  const wish = action.wish(press, recovery);
  const to = { kind: 'incident', name: view.incident } as const;
  // The same press again is the same event, which changes nothing.
  const event = { id: `${action.action}:${press.id}`, at: deps.now(), ...wish };
  const told: IncidentMessage = { type: 'event', event };
  await deps.objects.send(to, told);
  const { view: after } = (await deps.objects.send(to, { type: 'view' })) as ViewReply;
  const now = after?.recoveries?.findLast(({ host }) => host === recovery.host) ?? recovery;
  const { person, place } = press;
  const fields = { incident: view.incident, recovery: now.id, action: action.action, by: person.id };
  deps.log.info({ ...fields, via: place.via, state: now.state }, 'A recovery was acted upon');
  return {
    message: composeActed(text(action.label), now, view.incident),
    for: 'asker',
    incident: view.incident,
    data: { incident: view.incident, recovery: now.id, state: now.state, end: now.end?.as ?? null },
  };
}

function noRecovery({ hosts, incident }: IncidentView, { command }: ConversationDeps): Answer {
  return usageError({
    problem: 'no-recovery',
    headline: text('recover.none'),
    lines: [spans('recover.none-why', { incident })],
    examples: [`${command} recover ${hosts[0]?.host ?? 'HOST'}`],
  });
}

/** The message shows another plan than the one that is spoken of now. */
function outOfDate(
  recovery: RecoveryView,
  latest: RecoveryView | undefined,
  { command }: ConversationDeps,
): Answer {
  const { host } = recovery;
  return usageError({
    problem: 'stale-plan',
    headline: text('recover.stale', { host }),
    lines: [spans('recover.stale-why'), recoveryStands(latest ?? recovery)],
    examples: [`${command} recover ${host}`],
  });
}

function notNow(action: RecoveryAction, recovery: RecoveryView, { command }: ConversationDeps): Answer {
  const { host } = recovery;
  return usageError({
    problem: 'not-now',
    headline: text('recover.not-now', { host, action: text(action.label) }),
    lines: [recoveryStands(recovery)],
    examples: [`${command} status`],
  });
}

function askReason(
  action: RecoveryAction,
  verb: NonNullable<RecoveryAction['reasoned']>,
  view: IncidentView,
  recovery: RecoveryView,
): Form {
  return {
    verb,
    title: text(action.label),
    label: text('dialog.reason.label'),
    hint: text('dialog.reason.hint'),
    submit: text(action.label),
    ...(action.mayBeSilent ? { optional: true as const } : {}),
    about: withMark(view.incident, markOf(recovery)),
  };
}

function reasonNeeded(verb: string, { host }: RecoveryView, { command }: ConversationDeps): Answer {
  return usageError({
    problem: 'no-reason',
    headline: text('recover.reason'),
    lines: [spans('dialog.reason-hint-typed')],
    examples: [`${command} ${verb} ${host} because it is wrong`],
  });
}
