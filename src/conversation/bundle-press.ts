/**
 * @module conversation/bundle-press
 * Somebody pressed a button of a bundle, or typed the same: who may is asked now, and every refusal says why.
 */
import { bundleName } from '../incidents/bundle.ts';
import type { IncidentEvent } from '../incidents/event.ts';
import type { IncidentMessage, ViewReply } from '../incidents/messages.ts';
import type { BundleView, IncidentView } from '../incidents/notifier.ts';
import { bundleStands, composeBundleActed } from '../messages/bundle-answers.ts';
import type { Part } from '../messages/message.ts';
import { notAllowed } from '../messages/permission-denied.ts';
import { spans, text } from '../messages/sentence.ts';
import { usageError } from '../messages/usage-error.ts';
import type { BundleAction } from './bundle-action.ts';
import type { Answer, Form, Press } from './conversation.ts';
import type { ConversationDeps } from './verb.ts';

const DEED = { look: 'preview', act: 'bundle', enroll: 'attach-anyway' } as const;

/** `mark` in the press: which bundle; without it, the latest one of the incident is meant. */
export async function pressBundle(
  action: BundleAction,
  press: Press,
  view: IncidentView,
  deps: ConversationDeps,
): Promise<Answer | { form: Form }> {
  const { command, may } = deps;
  const all = view.bundles ?? [];
  const bundle = press.mark === undefined ? all.at(-1) : all.find((one) => bundleName(one) === press.mark);
  if (bundle === undefined) return noBundle(view, deps);
  const permission = await may(press.person, action.right);
  if (!permission.ok) {
    return notAllowed(permission, DEED[action.right], [`${command} status`]);
  }
  if (!action.fits(bundle, view)) return notNow(action, bundle, deps);
  return action.run(press, { bundle, view }, deps);
}

/** What a button that is an event does: it is told to the incident, and how the bundle stands then is the answer. */
export async function tellBundle(
  action: BundleAction,
  press: Press,
  at: { bundle: BundleView; view: IncidentView },
  deps: ConversationDeps,
  wish: Wish,
  more: Part[] = [],
): Promise<Answer> {
  const { incident } = at.view;
  const after = await tellIncident(incident, `${action.action}:${press.id}`, wish, deps);
  const now = after?.bundles?.find(({ id }) => id === at.bundle.id) ?? at.bundle;
  const { person, place } = press;
  deps.log.info(
    { incident, bundle: now.id, action: action.action, by: person.id, via: place.via, state: now.state },
    'A bundle was acted upon',
  );
  return {
    message: composeBundleActed(text(action.label), now, incident, more),
    for: 'asker',
    incident,
    data: { incident, bundle: now.id, state: now.state },
  };
}

/** An event of a bundle without its id and time. */
export type Wish = IncidentEvent extends infer Event
  ? Event extends { id: string; at?: number; bundle: string }
    ? Omit<Event, 'id' | 'at'>
    : never
  : never;

/** The same press again is the same event, which changes nothing. Gives how the incident stands afterwards. */
export async function tellIncident(
  incident: string,
  id: string,
  wish: Wish,
  { objects, now }: Pick<ConversationDeps, 'objects' | 'now'>,
): Promise<IncidentView | null> {
  const to = { kind: 'incident', name: incident } as const;
  const told: IncidentMessage = { type: 'event', event: { id, at: now(), ...wish } };
  await objects.send(to, told);
  return ((await objects.send(to, { type: 'view' })) as ViewReply).view;
}

export const noBundle = ({ hosts, incident }: IncidentView, { command }: ConversationDeps): Answer =>
  usageError({
    problem: 'no-bundle',
    headline: text('bundle.none'),
    lines: [spans('bundle.none-why', { incident })],
    examples: [`${command} bundle ${hosts[0]?.host ?? 'node-1'}`],
  });

function notNow(action: BundleAction, bundle: BundleView, { command }: ConversationDeps): Answer {
  const { name } = bundle;
  return usageError({
    problem: 'not-now',
    headline: text('bundle.not-now', { name, action: text(action.label) }),
    lines: [bundleStands(bundle)],
    examples: [`${command} bundle ${name}`],
  });
}
