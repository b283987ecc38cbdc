/**
 * @module conversation/verbs/unfreeze
 * Ends the freezes of a host before their time. A freeze is one thing for all its hosts, so what else it covered is said.
 */
import { tellFreeze } from '../../freezes/begin.ts';
import { namesOf } from '../../messages/enumerate.ts';
import { freezesOf } from '../../messages/frozen.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { line, text } from '../../messages/sentence.ts';
import { usageError } from '../../messages/usage-error.ts';
import type { Answer, Ask } from '../conversation.ts';
import { findHosts } from '../find-hosts.ts';
import { eachOf, hostCards } from '../fleet.ts';
import { reasonIn, wordsOf } from '../parse.ts';
import type { ConversationDeps, Verb } from '../verb.ts';

export const unfreeze: Verb = {
  verb: 'unfreeze',
  usage: 'HOST[/PROFILE] | LABEL | all [because REASON]',
  help: 'verb.unfreeze',
  more: ['verb.unfreeze.whole'],
  examples: ['unfreeze node-3', 'unfreeze prod because the work is done'],
  also: ['lift', 'thaw', 'unlock', 'unhold'],
  async run({ rest }, ask, deps) {
    const permission = await deps.may(ask.person, 'act');
    if (!permission.ok) return notAllowed(permission, 'freeze', [`${deps.command} hosts`]);
    const { before, because } = reasonIn(rest);
    const found = await findHosts(wordsOf(before), 'unfreeze', deps);
    if ('answer' in found) return found.answer;
    return lift(
      found.targets.map(({ host }) => host),
      because,
      ask,
      deps,
    );
  },
};

async function lift(
  hosts: readonly string[],
  because: string | null,
  ask: Ask,
  deps: ConversationDeps,
): Promise<Answer> {
  const cards = (await hostCards(deps.objects, hosts)).flatMap(({ card }) => card ?? []);
  const freezes = freezesOf(cards, deps.now());
  if (freezes.length === 0)
    return usageError({
      problem: 'not-frozen',
      headline: text('freeze.lift.none', { hosts: namesOf(hosts) }),
      examples: [`${deps.command} hosts`],
    });
  const replies = await eachOf(freezes, ({ freeze }) =>
    tellFreeze(deps.objects, freeze, {
      id: `lift:${ask.id}`,
      type: 'lifted',
      person: ask.person,
      ...(because === null ? {} : { because }),
    }),
  );
  deps.log.info({ freezes: freezes.length, by: ask.person.id }, 'Freezes were lifted');
  const covered = replies.flatMap(({ view }) => view?.targets ?? []).map(({ host }) => host);
  const also = [...new Set(covered)].filter((host) => !hosts.includes(host));
  return {
    message: {
      headline: text('freeze.lift.done', { hosts: namesOf(freezes.flatMap((one) => one.hosts)) }),
      emoji: '🟢',
      parts: also.length === 0 ? [] : [line('freeze.lift.covers', { hosts: namesOf(also) })],
      context: freezes.map(({ freeze }) => freeze),
    },
    for: 'asker',
    data: { lifted: freezes.map(({ freeze, hosts: held }) => ({ freeze, hosts: held })) },
  };
}
