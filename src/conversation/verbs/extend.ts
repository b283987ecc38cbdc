/**
 * @module conversation/verbs/extend
 * Lets the freezes of a host last longer: by a length, or until a time of day. What the button's window asks comes here,
 * too, with the freeze and how often it had been extended when the button was pressed.
 */

import { isFreezeId } from '../../freezes/begin.ts';
import type { FreezeView } from '../../freezes/notifier.ts';
import { namesOf } from '../../messages/enumerate.ts';
import { freezesOf } from '../../messages/frozen.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { spans, text } from '../../messages/sentence.ts';
import { usageError } from '../../messages/usage-error.ts';
import type { Answer, Ask } from '../conversation.ts';
import { extendFreezes, movedAlready } from '../extend-freeze.ts';
import { findHosts } from '../find-hosts.ts';
import { eachOf, hostCards } from '../fleet.ts';
import { type ExtendWords, type FreezeTrouble, readExtend } from '../freeze-words.ts';
import { readMark } from '../marked.ts';
import { openFreeze } from '../open-freeze.ts';
import type { ConversationDeps, Verb } from '../verb.ts';

const EXAMPLES = ['extend node-3 by 2h', 'extend prod until 23:00 because the disks are not in yet'];

export const extendFreeze: Verb = {
  verb: 'extend',
  usage: 'HOST[/PROFILE] | LABEL | all [by 30m | until TIME] [because REASON]',
  help: 'verb.extend',
  more: ['verb.extend.times'],
  examples: EXAMPLES,
  also: ['prolong', 'longer'],
  async run({ rest }, ask, deps) {
    const permission = await deps.may(ask.person, 'act');
    if (!permission.ok) return notAllowed(permission, 'freeze', [`${deps.command} hosts`]);
    const zone = (await deps.zoneOf?.(ask.person)) ?? null;
    const read = readExtend(rest, deps.now(), zone ?? 'UTC');
    if ('trouble' in read) return wrongTime(read, deps);
    const { incident: freeze, mark } = readMark(read.hosts[0] ?? '');
    if (isFreezeId(freeze)) return extendOne(freeze, mark, read, ask, deps);
    return extendThose(read, ask, deps);
  },
};

async function extendOne(
  freeze: string,
  mark: string | undefined,
  { longer, because }: ExtendWords,
  { id, person }: Ask,
  deps: ConversationDeps,
): Promise<Answer> {
  const found = await openFreeze(freeze, deps);
  if ('answer' in found) return found.answer;
  const { view } = found;
  if (mark !== undefined && Number(mark) < view.extended.length) return movedAlready(view);
  // What two people ask from the same message is one event, whoever's window is sent first.
  const event = mark === undefined ? `extend:${id}` : `extend:${mark}`;
  return extendFreezes({ views: [view], longer, because, id: event, person }, deps);
}

async function extendThose(
  { hosts: words, longer, because }: ExtendWords,
  { id, person }: Ask,
  deps: ConversationDeps,
): Promise<Answer> {
  const found = await findHosts(words, 'extend', deps);
  if ('answer' in found) return found.answer;
  const hosts = found.targets.map(({ host }) => host);
  const cards = (await hostCards(deps.objects, hosts)).flatMap(({ card }) => card ?? []);
  const looked = await eachOf(freezesOf(cards, deps.now()), ({ freeze }) => openFreeze(freeze, deps));
  const views = looked.flatMap((one): FreezeView[] => ('view' in one ? [one.view] : []));
  if (views.length === 0)
    return usageError({
      problem: 'not-frozen',
      headline: text('freeze.lift.none', { hosts: namesOf(hosts) }),
      examples: [`${deps.command} hosts`],
    });
  return extendFreezes({ views, longer, because, id: `extend:${id}`, person }, deps);
}

function wrongTime(read: FreezeTrouble, { command }: ConversationDeps): Answer {
  const headline =
    read.trouble === 'bad'
      ? text('freeze.time.bad', { word: read.word.slice(0, 40) })
      : text(`freeze.time.${read.trouble}`);
  const examples = EXAMPLES.map((example) => `${command} ${example}`);
  return usageError({ problem: 'bad-time', headline, lines: [spans('dialog.extend.hint')], examples });
}
