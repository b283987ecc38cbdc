/**
 * @module messages/permission-denied
 * What somebody is told who may not do what they asked for: always who may, never only "no".
 */
import { code, type Span, say } from './message.ts';
import { type UsageErrorAnswer, usageError } from './usage-error.ts';

/** `who`: ids of users and groups that may; `setting`: where the operator names them. */
type Denied = { who: readonly string[]; setting: string; why?: string };

/** The refusal, for the asker alone. `what` completes "Only operators may …". */
export function notAllowed(
  { who, setting, why }: Denied,
  what: string,
  examples: string[],
  otherwise?: string,
): UsageErrorAnswer {
  const named = who.flatMap((id, at): Span[] => [say(at === 0 ? '' : ', '), code(id)]);
  const lines: Span[][] = [
    who.length === 0
      ? [say('Current settings allow no one.')]
      : [say('Those who may: '), ...named, say('. Ask one of them.')],
    [say('The operator names them in the setting '), code(setting), say('.')],
  ];
  if (otherwise !== undefined) lines.push([say(otherwise)]);
  if (why !== undefined) lines.unshift([say(why)]);
  return usageError({ problem: 'not-allowed', headline: `Permission denied: ${what}`, lines, examples });
}
