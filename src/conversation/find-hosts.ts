/**
 * @module conversation/find-hosts
 * Whom somebody means by `node-3`, `node-3/work`, `prod`, `all` or several of these. A word that fits nothing
 * stops the whole command: to look at half of what was meant would be taken for the whole.
 */

import { spans, text } from '../messages/sentence.ts';
import { usageError } from '../messages/usage-error.ts';
import { closest } from './closest.ts';
import type { Answer } from './conversation.ts';
import { findHost } from './find-host.ts';
import { hostsAndLabels } from './fleet.ts';
import type { ConversationDeps } from './verb.ts';

/** `gateway`: the profile to look at; all of the host's when left out. */
export type Target = { host: string; gateway?: string };
/** `one`: a single host was named, not a label that happens to hold one. */
export type FoundHosts = { targets: Target[]; one: boolean } | { answer: Answer };

const PROFILE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Reads the words after a verb; `verb` is repeated in examples. Touches the fleet's shards and nothing else. */
export async function findHosts(
  words: readonly string[],
  verb: string,
  deps: ConversationDeps,
): Promise<FoundHosts> {
  const { names, labels } = await hostsAndLabels(deps.objects);
  const asked = words.flatMap((word) => word.split(',')).filter((word) => word !== '');
  const [first] = asked;
  if (names.length === 0 || first === undefined) {
    const none = await findHost(first?.toLowerCase() ?? '', verb, deps);
    // Nobody is enrolled, or nobody was named: either way it is no known host.
    return 'answer' in none ? none : { targets: [], one: false };
  }
  const known = new Set(names);
  const targets = new Map<string, Target>();
  for (const word of asked) {
    const [name = '', gateway, ...rest] = word.split('/');
    const host = name.toLowerCase();
    if (known.has(host)) {
      if (rest.length > 0 || (gateway !== undefined && !PROFILE.test(gateway)))
        return { answer: badProfile(host, verb, deps) };
      targets.set(host, gateway === undefined || targets.has(host) ? { host } : { host, gateway });
      continue;
    }
    const meant = host === 'all' ? names : names.filter((one) => labels[one]?.includes(host));
    if (meant.length === 0 || gateway !== undefined) {
      const allLabels = [...new Set(Object.values(labels).flat())].sort();
      const near = closest(host, [...allLabels, ...names]);
      if (near !== null && allLabels.includes(near)) return { answer: unknownLabel(word, near, verb, deps) };
      const none = await findHost(host, verb, deps);
      if ('answer' in none) return none;
    }
    for (const one of meant) if (!targets.has(one)) targets.set(one, { host: one });
  }
  const one = asked.length === 1 && known.has((first.split('/')[0] ?? '').toLowerCase());
  return { targets: [...targets.values()], one };
}

function badProfile(host: string, verb: string, { command }: ConversationDeps): Answer {
  return usageError({
    problem: 'bad-profile',
    headline: text('refusal.profile'),
    lines: [spans('refusal.profile-rule')],
    examples: [`${command} ${verb} ${host}`],
  });
}

function unknownLabel(word: string, near: string, verb: string, { command }: ConversationDeps): Answer {
  return usageError({
    problem: 'unknown-host',
    headline: text('refusal.host-or-label'),
    lines: [spans('refusal.not-found', { name: word.slice(0, 80) })],
    examples: [`${command} ${verb} ${near}`, `${command} hosts`],
  });
}
