/**
 * @module conversation/verbs/maintenance
 * Says that hosts are worked on: what is found there meanwhile is said where it was asked, and pages nobody. It holds
 * nobody's hands off, which is a freeze's work, and it ends by itself.
 */
import type { Maintenance } from '../../hub/messages.ts';
import { namesOf } from '../../messages/enumerate.ts';
import { maintenanceSpans } from '../../messages/maintenance.ts';
import type { Part } from '../../messages/message.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { line, spans, text } from '../../messages/sentence.ts';
import { nameOf } from '../../messages/small-print.ts';
import { usageError } from '../../messages/usage-error.ts';
import { alreadyDone } from '../act-once.ts';
import type { Answer, Ask } from '../conversation.ts';
import { findHosts } from '../find-hosts.ts';
import { keepMaintenance } from '../fleet.ts';
import { type FreezeTrouble, type FreezeWords, readFreeze } from '../freeze-words.ts';
import { reasonIn, wordsOf } from '../parse.ts';
import type { ConversationDeps, Verb } from '../verb.ts';

const EXAMPLES = [
  'maintenance node-3 until 23:30 because the disks are swapped',
  'maintenance prod for 3d because the rack moves',
  'maintenance node-3 end',
];
/** A rack may take its time; what is forgotten must not stay silent for a quarter. */
const LONGEST_MS = 14 * 86_400_000;
const END = new Set(['end', 'over', 'off', 'done']);

export const maintenance: Verb = {
  verb: 'maintenance',
  usage: 'HOST | LABEL | all [at TIME] [until TIME | for 2h] because REASON | end',
  help: 'verb.maintenance',
  more: ['verb.maintenance.times', 'verb.maintenance.end'],
  examples: EXAMPLES,
  also: ['maintain', 'mute', 'silence', 'downtime'],
  async run({ rest }, ask, deps) {
    const permission = await deps.may(ask.person, 'act');
    if (!permission.ok) return notAllowed(permission, 'maintenance', [`${deps.command} hosts`]);
    const words = wordsOf(reasonIn(rest).before);
    if (END.has(words.at(-1)?.toLowerCase() ?? '')) return end(words.slice(0, -1), ask, deps);
    const zone = (await deps.zoneOf?.(ask.person)) ?? 'UTC';
    const read = readFreeze(rest, deps.now(), zone, LONGEST_MS);
    if ('trouble' in read) return wrongTime(read, deps);
    const found = await findHosts(read.hosts, 'maintenance', deps);
    if ('answer' in found) return found.answer;
    if (read.because === null) return noReason(deps);
    const seen = await seenBefore(ask, deps);
    return seen ?? begin(hostsOf(found.targets), { ...read, because: read.because }, ask, deps);
  },
};

const hostsOf = (targets: readonly { host: string }[]): string[] => [
  ...new Set(targets.map(({ host }) => host)),
];

const seenBefore = (ask: Ask, deps: ConversationDeps): Promise<Answer | null> => {
  const again = `${deps.command} hosts maintenance`;
  return alreadyDone(ask, { verb: 'maintenance', headline: text('again.maintenance'), again }, deps);
};

async function begin(
  hosts: string[],
  { from, until, because }: FreezeWords & { because: string },
  ask: Ask,
  deps: ConversationDeps,
): Promise<Answer> {
  const { command, now, redact = (words: string) => words } = deps;
  const one: Maintenance = { by: nameOf(ask.person), because: redact(because), from, until };
  const { reached, missed } = await keepMaintenance(deps.objects, hosts, one);
  deps.log.info(
    { hosts: reached.length, by: ask.person.id, via: ask.person.via, until },
    'Hosts are in maintenance',
  );
  const parts: Part[] = [
    ...(reached.length === 0
      ? []
      : [
          { kind: 'line' as const, spans: maintenanceSpans(one, reached, now()) },
          line('maintenance.silent'),
        ]),
    ...(missed.length === 0 ? [] : [line('maintenance.failed', { hosts: namesOf(missed) })]),
    line('maintenance.not-held', { command: `${command} freeze ${hosts[0]}` }),
    line('maintenance.end', { command: `${command} maintenance ${hosts[0]} end` }),
  ];
  return {
    message: {
      headline: text('maintenance.started', { n: reached.length }),
      emoji: '🔧',
      parts,
      context: [],
    },
    for: 'all',
    data: {
      hosts: reached,
      notReached: missed,
      from: new Date(from).toISOString(),
      until: new Date(until).toISOString(),
      by: one.by,
      because: one.because,
    },
  };
}

async function end(words: string[], ask: Ask, deps: ConversationDeps): Promise<Answer> {
  const found = await findHosts(words, 'maintenance', deps);
  if ('answer' in found) return found.answer;
  const seen = await seenBefore(ask, deps);
  if (seen !== null) return seen;
  const hosts = hostsOf(found.targets);
  const { reached, missed, before } = await keepMaintenance(deps.objects, hosts, null);
  deps.log.info({ hosts: before.length, by: ask.person.id, via: ask.person.via }, 'Maintenance was ended');
  const none = before.length === 0;
  return {
    message: {
      headline: text(none ? 'maintenance.not-in' : 'maintenance.ended', {
        n: none ? reached.length : before.length,
      }),
      emoji: '🔧',
      parts: [
        ...(none ? [] : [line('maintenance.paged')]),
        ...(missed.length === 0 ? [] : [line('maintenance.failed', { hosts: namesOf(missed) })]),
      ],
      context: [],
    },
    for: none ? 'asker' : 'all',
    data: { ended: before, notReached: missed },
  };
}

const examplesOf = ({ command }: ConversationDeps): string[] => EXAMPLES.map((one) => `${command} ${one}`);

function noReason(deps: ConversationDeps): Answer {
  return usageError({
    problem: 'no-reason',
    headline: text('maintenance.why'),
    lines: [spans('maintenance.why-rule')],
    examples: examplesOf(deps),
  });
}

function wrongTime(read: FreezeTrouble, deps: ConversationDeps): Answer {
  const headline =
    read.trouble === 'bad'
      ? text('freeze.time.bad', { word: read.word.slice(0, 40) })
      : text(read.trouble === 'long' ? 'maintenance.long' : 'freeze.time.past');
  const lines = [spans('maintenance.rule')];
  return usageError({ problem: 'bad-time', headline, lines, examples: examplesOf(deps) });
}
