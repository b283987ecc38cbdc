/**
 * @module conversation/begin-recovery
 * Asks for a gateway to be brought back: joins the incident that is open for its host, else opens one. The plan comes
 * first, and whoever asks second sees the first one's.
 */
import { openOrJoin } from '../incidents/open-or-join.ts';
import { frozenParts } from '../messages/frozen.ts';
import type { Part } from '../messages/message.ts';
import { notAllowed } from '../messages/permission-denied.ts';
import { recoveryStands } from '../messages/recovery-answers.ts';
import { line, spans, text } from '../messages/sentence.ts';
import { nameOf } from '../messages/small-print.ts';
import { lastCheckIn } from '../messages/status.ts';
import { usageError } from '../messages/usage-error.ts';
import type { Way } from '../protocol/recovery.ts';
import type { Answer, Ask } from './conversation.ts';
import { findHosts } from './find-hosts.ts';
import { hostCard } from './fleet.ts';
import { incidentId } from './incident-id.ts';
import { reasonIn, wordsOf } from './parse.ts';
import type { ConversationDeps } from './verb.ts';

export async function beginRecovery(
  verb: 'recover' | 'rollback',
  rest: string,
  ask: Ask,
  deps: ConversationDeps,
): Promise<Answer> {
  const { command, may, objects, log } = deps;
  const permission = await may(ask.person, 'act');
  if (!permission.ok) return notAllowed(permission, 'act', [`${command} hosts`]);
  const { words, because, acceptance, choice } = heard(rest);
  const found = await findHosts(words, verb, deps);
  if ('answer' in found) return found.answer;
  const [target] = found.targets;
  if (!found.one || target === undefined) return oneHost(verb, target?.host, deps);
  const { host, gateway } = target;
  const card = await hostCard(objects, host);
  if (!card.enrolled) return notJoined(host, deps);
  const own = ask.incident ?? (await incidentId(ask.id));
  const event = {
    id: `${verb}:${ask.id}:${host}`,
    at: deps.now(),
    type: 'recover' as const,
    host,
    ...(gateway === undefined ? {} : { gateway }),
    ...(verb === 'rollback' ? { way: 'rollback' as Way } : {}),
    person: ask.person,
    place: ask.place,
    text: `${verb} ${host}`,
    ...(acceptance === undefined ? {} : { acceptance }),
    ...(choice === undefined ? {} : { choice }),
    ...(because === null ? {} : { because }),
  };
  const { incident, reply } = await openOrJoin(objects, host, own, event);
  const recovery = reply.view.recoveries?.find(({ id }) => id === reply.recovery);
  if (recovery === undefined) throw new Error('The incident lost a recovery that was asked for.');
  const joined = recovery.wish !== event.id;
  log.info({ incident, host, recovery: recovery.id, joined, via: ask.place.via }, 'A recovery was asked for');
  const parts: Part[] = joined
    ? [
        line('recover.joined', { person: nameOf(recovery.by) }),
        { kind: 'line', spans: recoveryStands(recovery) },
      ]
    : [line('recover.plan-follows')];
  // Looking and planning go on; what changes something will meet it.
  const others = (card.held ?? []).filter(({ freeze }) => freeze !== recovery.freeze?.id);
  parts.push(...frozenParts([{ ...card, held: others }], deps.now()));
  if (!card.confirmed)
    parts.push(line('recover.unconfirmed', { host, command: `${command} host ${host} confirm KEY` }));
  if (!card.connected) parts.push(lastCheckIn(card.lastSeen, deps.now()), line('plan.waiting-for-host'));
  return {
    message: {
      headline: text(joined ? 'recover.running' : 'recover.begun', { host }),
      emoji: '🛠️',
      parts,
      context: [incident],
    },
    for: 'asker',
    incident,
    data: { incident, host, recovery: recovery.id, state: recovery.state, joined },
  };
}

type Heard = {
  words: string[];
  because: string | null;
  acceptance: 'full' | undefined;
  choice: number | undefined;
};

/**
 * The host, and the reason behind `because`. `plan` is what comes first in any case, `full` asks for more proof, and
 * `choose 2` takes the second of the choices that a plan has shown.
 */
function heard(rest: string): Heard {
  const { before, because } = reasonIn(rest);
  const { words, choice } = choiceIn(wordsOf(before));
  let acceptance: Heard['acceptance'];
  // The first word is the host, whatever it is called.
  while (words.length > 1 && /^(?:plan|full)$/iu.test(words.at(-1) ?? ''))
    if (words.pop()?.toLowerCase() === 'full') acceptance = 'full';
  return { words, because, acceptance, choice };
}

/** People count from 1, hosts from 0; more than 64 choices are never shown. */
function choiceIn(words: string[]): Pick<Heard, 'words' | 'choice'> {
  const at = words.findIndex((word, n) => n > 0 && /^choose$/iu.test(word));
  const number = Number(words[at + 1]);
  if (at < 0 || !Number.isInteger(number) || number < 1 || number > 64) return { words, choice: undefined };
  return { words: words.toSpliced(at, 2), choice: number - 1 };
}

const oneHost = (verb: string, host: string | undefined, { command }: ConversationDeps): Answer =>
  usageError({
    problem: 'one-host',
    headline: text('recover.one-host'),
    lines: [spans('recover.one-host-why')],
    examples: [`${command} ${verb} ${host ?? 'node-1'}`],
  });

const notJoined = (host: string, { command }: ConversationDeps): Answer =>
  usageError({
    problem: 'not-enrolled',
    headline: text('triage.pending', { host }),
    lines: [spans('triage.pending-why')],
    examples: [`${command} enroll ${host}`],
  });
