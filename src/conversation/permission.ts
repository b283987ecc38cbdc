/**
 * @module conversation/permission
 * Who may do what, and what somebody is told who may not: always who may, never only "no".
 */

import { code, type Span, say } from '../messages/message.ts';
import type { Answer } from './conversation.ts';
import { wrongUse } from './wrong-use.ts';

/** `look`: have a host looked at. `enroll`: make join tokens. */
export type Right = 'look' | 'enroll';

export type Permission =
  | { ok: true }
  /** `who`: ids of users and groups that may; `setting`: where the operator names them. */
  | { ok: false; who: readonly string[]; setting: string; why?: string };

/** The refusal, for the asker alone. `what` completes "Only operators may …". */
export function notAllowed(
  { who, setting, why }: Extract<Permission, { ok: false }>,
  what: string,
  examples: string[],
  otherwise?: string,
): Answer {
  const named = who.flatMap((id, at): Span[] => [say(at === 0 ? '' : ', '), code(id)]);
  const lines: Span[][] = [
    who.length === 0
      ? [say('Current settings allow no one.')]
      : [say('Those who may: '), ...named, say('. Ask one of them.')],
    [say('The operator names them in the setting '), code(setting), say('.')],
  ];
  if (otherwise !== undefined) lines.push([say(otherwise)]);
  if (why !== undefined) lines.unshift([say(why)]);
  return wrongUse({ problem: 'not-allowed', headline: `Permission denied: ${what}`, lines, examples });
}
