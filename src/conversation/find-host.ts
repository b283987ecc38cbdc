/**
 * @module conversation/find-host
 * The host somebody means. A name that nobody enrolled gets the closest known one and a line that works; no
 * object is touched for it.
 */

import { code, say } from '../messages/message.ts';
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
        headline: 'No host is enrolled yet',
        lines: [[say('An admin enrols the first one:')]],
        examples: [`${command} enroll ${/^[a-z0-9._-]+$/.test(name) ? name : 'node-1'}`],
      }),
    };
  }
  const near = closest(name, names);
  const list = names.slice(0, SHOWN).join(', ');
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more (${command} hosts)` : '';
  const known = [say(`Known: ${list}${more}.`)];
  const headline = typed === '' ? 'Which host?' : 'Host not found';
  const mistyped = typed === '' ? [] : [[say('Not enrolled: '), code(typed.slice(0, 80)), say('.')]];
  return {
    answer: usageError({
      problem: typed === '' ? 'no-host-named' : 'unknown-host',
      headline,
      lines: [...mistyped, known],
      examples: [`${command} ${verb} ${near ?? names[0]}`],
    }),
  };
}
