/**
 * @module messages/permission-denied
 * What somebody is told who may not do what they asked for: always who may, never only "no".
 */
import { between } from './enumerate.ts';
import { code, type Span, say } from './message.ts';
import { spans, text } from './sentence.ts';
import { type UsageErrorAnswer, usageError } from './usage-error.ts';

/** `who`: ids of users and groups that may; `setting`: where a bot admin names them. */
type Denied = { who: readonly string[]; setting: string; why?: string };

/** What somebody wanted to do, as a refusal names it. */
type Deed =
  | 'triage'
  | 'enroll'
  | 'labels'
  | 'confirm'
  | 'quarantine'
  | 'act'
  | 'approve'
  | 'freeze'
  | 'maintenance'
  | 'audit'
  | 'acknowledge'
  | 'preview'
  | 'bundle'
  | 'attach-anyway'
  | 'note'
  | 'ticket';

/** The refusal, for the asker alone; `otherwise` says what else they can do, before the examples. */
export function notAllowed(
  { who, setting, why }: Denied,
  what: Deed,
  examples: string[],
  otherwise?: string,
): UsageErrorAnswer {
  const people = between(
    who.map((id) => [code(id)]),
    ', ',
  );
  const lines: Span[][] = [
    ...(why === undefined ? [] : [[say(why)]]),
    who.length === 0 ? spans('denied.no-one') : spans('denied.allowed', { people }),
    spans('denied.setting', { setting }),
    ...(otherwise === undefined ? [] : [[say(otherwise)]]),
  ];
  const headline = text('denied.headline', { what: text(`denied.${what}`) });
  return usageError({ problem: 'not-allowed', headline, lines, examples });
}
