/**
 * @module conversation/begin-bundle
 * Asks hosts for bundles: one host joins the incident that is open for it, several share one incident and get one file
 * besides. Nothing on a host is changed by it, and nothing leaves one before somebody shares it.
 */

import type { HostCard } from '../hub/messages.ts';
import { MOST_JOINED } from '../incidents/bundle-wish.ts';
import type { IncidentEvent } from '../incidents/event.ts';
import type { BundleReply } from '../incidents/messages.ts';
import { openOrJoin } from '../incidents/open-or-join.ts';
import { namesOf } from '../messages/enumerate.ts';
import type { Part } from '../messages/message.ts';
import { line, spans, text } from '../messages/sentence.ts';
import { lastCheckIn } from '../messages/status.ts';
import { usageError } from '../messages/usage-error.ts';
import type { Answer, Ask } from './conversation.ts';
import type { Target } from './find-hosts.ts';
import { hostCards } from './fleet.ts';
import { incidentId } from './incident-id.ts';
import type { ConversationDeps } from './verb.ts';

const LONGEST_NAME = 60;

/** `name`: what people call them. */
export type BundleWish = { name: string; targets: readonly Target[]; sinceMin?: number };

export async function beginBundle(wish: BundleWish, ask: Ask, deps: ConversationDeps): Promise<Answer> {
  const { objects, log, now } = deps;
  const cards = await hostCards(
    objects,
    wish.targets.map(({ host }) => host),
  );
  const never = cards.filter(({ card }) => card === null || !card.enrolled).map(({ name }) => name);
  const targets = wish.targets.filter(({ host }) => !never.includes(host));
  const [only] = targets;
  if (only === undefined) return notJoined(never[0] ?? 'node-1', deps);
  if (targets.length > MOST_JOINED) return tooMany(targets.length, deps);
  const own = ask.incident ?? (await incidentId(ask.id));
  const event = {
    id: `bundle:${ask.id}`,
    at: now(),
    type: 'bundle' as const,
    name: targets.length === 1 ? only.host : inShort(wish.name, targets.length),
    targets: [...targets],
    ...(wish.sinceMin === undefined ? {} : { sinceMin: wish.sinceMin }),
    person: ask.person,
    place: ask.place,
    text: `bundle ${wish.name}`,
  };
  const { incident, reply } =
    targets.length === 1
      ? await openOrJoin(objects, only.host, own, event)
      : { incident: own, reply: await tell(own, event, deps) };
  const bundle = reply.view.bundles?.find(({ id }) => id === reply.bundle);
  if (bundle === undefined) throw new Error('The incident lost a bundle that was asked for.');
  const joined = bundle.wish !== event.id;
  log.info({ incident, bundle: bundle.id, joined, via: ask.place.via }, 'A bundle was asked for');
  const card = cards.find(({ name }) => name === only.host)?.card;
  return {
    message: {
      headline: text(joined ? 'bundle.joined' : 'bundle.begun', { name: bundle.name }),
      emoji: '🧰',
      parts: [
        line('bundle.begun-thread'),
        line('bundle.begun-read-only'),
        ...(never.length === 0 ? [] : [line('bundle.left-out', { hosts: namesOf(never) })]),
        ...(targets.length === 1 ? awayWords(card ?? null, now()) : []),
      ],
      context: [incident],
    },
    for: 'asker',
    incident,
    follow: incident,
    data: { incident, bundle: bundle.id, state: bundle.state, joined, leftOut: never },
  };
}

/** It stands in headlines. */
const inShort = (name: string, n: number): string =>
  name.length <= LONGEST_NAME ? name : text('bundle.n-hosts', { n });

async function tell(
  incident: string,
  event: Extract<IncidentEvent, { type: 'bundle' }>,
  { objects }: ConversationDeps,
): Promise<BundleReply> {
  const message = { type: 'event', event };
  return (await objects.send({ kind: 'incident', name: incident }, message)) as BundleReply;
}

const awayWords = (card: HostCard | null, now: number): Part[] =>
  card === null || card.connected
    ? []
    : [lastCheckIn(card.lastSeen, now), line('triage.job-waits', { host: card.name })];

const notJoined = (host: string, { command }: ConversationDeps): Answer =>
  usageError({
    problem: 'not-enrolled',
    headline: text('triage.pending', { host }),
    lines: [spans('triage.pending-why')],
    examples: [`${command} enroll ${host}`],
  });

const tooMany = (n: number, { command }: ConversationDeps): Answer =>
  usageError({
    problem: 'too-many',
    headline: text('bundle.too-many'),
    lines: [spans('bundle.too-many-why', { n, most: MOST_JOINED })],
    examples: [`${command} bundle node-1 node-2`],
  });
