/**
 * @module conversation/enroll-by-ssm
 * A host that is reached through AWS SSM: one that has joined gets a second road, another is invited by it. Its key then
 * comes by way of AWS, so an admin compares it before anything is changed there.
 */
import { fleetShard } from '../hub/fleet-object.ts';
import type { BySsmReply } from '../hub/messages.ts';
import { line, spans, text } from '../messages/sentence.ts';
import { duration, utc } from '../messages/time.ts';
import { usageError } from '../messages/usage-error.ts';
import { INSTANCE } from '../protocol/errand.ts';
import type { Objects } from '../storage/objects.ts';
import { changeLabels } from './fleet.ts';
import type { Verb } from './verb.ts';

type Run = Verb['run'];

/** The host's own object registers it a moment later; labels need the name to be there now. */
export async function giveLabels(objects: Objects, name: string, labels: readonly string[]): Promise<void> {
  if (labels.length === 0) return;
  const registration = { type: 'register', name };
  await objects.send({ kind: 'fleet', name: fleetShard(name) }, registration);
  await changeLabels(objects, name, { add: [...labels], remove: [] });
}

/** Whoever asks may enroll. */
export async function enrollBySsm(
  { name, instance, labels }: { name: string; instance: string; labels: readonly string[] },
  ask: Parameters<Run>[1],
  deps: Parameters<Run>[2],
): ReturnType<Run> {
  const { command, objects, publicUrl } = deps;
  const now = deps.now();
  if (!INSTANCE.test(instance))
    return usageError({
      problem: 'bad-instance',
      headline: text('enroll.ssm-which'),
      lines: [spans('enroll.ssm-rule')],
      examples: [`${command} enroll ${name} ssm i-0abc1234def567890`],
    });
  const by = `${ask.person.via}:${ask.person.id}`;
  const message = { type: 'by-ssm', instance, by, url: publicUrl };
  const reply = (await objects.send({ kind: 'host', name }, message)) as BySsmReply;
  if (!reply.ok)
    return usageError({
      problem: 'no-ssm',
      headline: text('enroll.ssm-not-set'),
      lines: [spans('enroll.ssm-set')],
      examples: [`${command} enroll ${name}`],
    });
  await objects.send({ kind: 'fleet', name: fleetShard(name) }, { type: 'register', name } as {
    type: string;
  });
  await giveLabels(objects, name, labels);
  deps.log.info({ host: name, instance, by: ask.person.id }, 'A host is to be reached through SSM');
  const data = { host: name, instance, labels: [...labels], invited: reply.invited, botKey: reply.bot };
  const context = [text('enroll.private')];
  if (!reply.invited) {
    const parts = [line('enroll.ssm-added-means', { instance })];
    const headline = text('enroll.ssm-added', { host: name });
    return { message: { headline, emoji: '🔗', parts, context }, for: 'asker', data };
  }
  const parts = [
    line('enroll.ssm-allow', { instance }),
    { kind: 'quote' as const, text: `node host.mjs ssm-allow --bot ${reply.bot}` },
    line('enroll.ssm-valid', { at: utc(reply.until, now), duration: duration(reply.until - now) }),
    line('enroll.ssm-confirm', { command: `${command} host ${name}` }),
  ];
  const headline = text('enroll.ssm-invited', { host: name });
  return { message: { headline, emoji: '🔗', parts, context }, for: 'asker', data };
}
