/**
 * @module conversation/find-host
 * The host somebody means. A name that nobody enrolled gets the closest known one and a line that works; no
 * object is touched for it.
 */

import { spans, text } from '../messages/sentence.ts';
import { usageError } from '../messages/usage-error.ts';
import { closest } from './closest.ts';
import type { Answer } from './conversation.ts';
import { hostNames, isKnownHost } from './fleet.ts';
import type { ConversationDeps } from './verb.ts';

const SHOWN = 12;

export type FoundHost = { host: string } | { answer: Answer };

/** `verb` is what the person wanted with the host; the example repeats it. */
export async function findHost(typed: string, verb: string, deps: ConversationDeps): Promise<FoundHost> {
  const { objects, command } = deps;
  const name = typed.toLowerCase();
  if (name !== '' && (await isKnownHost(objects, name))) return { host: name };
  const names = await hostNames(objects);
  if (names.length === 0) {
    return {
      answer: usageError({
        problem: 'no-hosts',
        headline: text('refusal.no-host-yet'),
        lines: [spans('refusal.enroll-first')],
        examples: [`${command} enroll ${/^[a-z0-9._-]+$/.test(name) ? name : 'node-1'}`],
      }),
    };
  }
  const near = closest(name, names);
  const hosts = names.slice(0, SHOWN).join(', ');
  const n = names.length - SHOWN;
  const known =
    n > 0
      ? spans('refusal.known-hosts-more', { hosts, n, command: `${command} hosts` })
      : spans('refusal.known-hosts', { hosts });
  const examples = [`${command} ${verb} ${near ?? names[0]}`];
  const named = { problem: 'no-host-named', headline: text('refusal.which-host'), lines: [known], examples };
  if (typed === '') return { answer: usageError(named) };
  return {
    answer: usageError({
      problem: 'unknown-host',
      headline: text('refusal.host-not-found'),
      lines: [spans('refusal.not-enrolled', { host: typed.slice(0, 80) }), known],
      examples,
    }),
  };
}
