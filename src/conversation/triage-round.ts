/**
 * @module conversation/triage-round
 * Triage of more hosts than one incident holds. What is asked here is bounded whatever the size of the fleet: the shards
 * say who has joined, and one incident is told whom to ask; it does so by itself, a few at a time.
 */
import { complaintEvidence } from '../evidence/complaint/complaint-evidence.ts';
import { FLEET_SHARD_NAMES } from '../hub/fleet-object.ts';
import type { CardsReply } from '../hub/messages.ts';
import { namesOf } from '../messages/enumerate.ts';
import type { Part } from '../messages/message.ts';
import { line, spans, text } from '../messages/sentence.ts';
import { usageError } from '../messages/usage-error.ts';
import type { Objects } from '../storage/objects.ts';
import type { Answer, Ask } from './conversation.ts';
import type { Target } from './find-hosts.ts';
import { incidentId } from './incident-id.ts';
import type { ConversationDeps } from './verb.ts';

/** Looks at all of these, however many; those that never joined are said to be left out. */
export async function triageRound(
  targets: readonly Target[],
  ask: Ask,
  deps: ConversationDeps,
): Promise<Answer> {
  const pending = await neverJoined(deps.objects);
  const never = targets.filter(({ host }) => pending.has(host)).map(({ host }) => host);
  const joined = targets.filter(({ host }) => !pending.has(host));
  if (joined.length === 0) return nobodyThere(never[0] ?? 'node-1', deps);
  const incident = await incidentId(ask.id);
  const { person, place, id } = ask;
  const at = deps.now();
  const complaint = ask.complaint === undefined ? [] : complaintEvidence(ask.complaint, at);
  const event = {
    ...{ id, at, type: 'round' as const, targets: joined, person, place },
    // A complaint is kept without its secrets or not at all.
    text: ask.complaint === undefined ? ask.text : 'triage',
    ...(complaint.length === 0 ? {} : { complaint }),
  };
  await deps.objects.send({ kind: 'incident', name: incident }, { type: 'event', event } as never);
  deps.log.info({ incident, hosts: joined.length, via: place.via }, 'A triage of many hosts was asked for');
  const parts: Part[] = [
    line('triage.round'),
    ...(never.length > 0 ? [line('triage.many-pending', { hosts: namesOf(never) })] : []),
  ];
  return {
    message: {
      headline: text('triage.many', { n: joined.length }),
      emoji: '🔎',
      parts,
      context: [incident],
    },
    for: 'asker',
    incident,
    data: { incident, round: true, hosts: joined.length, leftOut: never },
  };
}

/** By what the shards were last told; one of which they know nothing may have joined, and is asked. */
async function neverJoined(objects: Objects): Promise<Set<string>> {
  const shards = await Promise.all(
    FLEET_SHARD_NAMES.map(
      async (name) => (await objects.send({ kind: 'fleet', name }, { type: 'cards' })) as CardsReply,
    ),
  );
  const all = shards.flatMap(({ hosts }) => hosts);
  return new Set(all.filter(({ card }) => card?.enrolled === false).map(({ name }) => name));
}

/** None of those who are meant has ever connected. */
export function nobodyThere(host: string, { command }: ConversationDeps): Answer {
  return usageError({
    problem: 'not-enrolled',
    headline: text('triage.none-enrolled'),
    lines: [spans('triage.none-why', { host })],
    examples: [`${command} enroll ${host}`],
  });
}
