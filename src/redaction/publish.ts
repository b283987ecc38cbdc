/**
 * @module redaction/publish
 * The redactor of what leaves the team: everything that Slack gets goes through the same layers, and here the last net
 * is finer, the admins' own rules hold, and what was masked is told by rule.
 */
import type { OwnRules } from './own-rules.ts';
import { createRedactor, type Redactor, type RedactorOptions } from './redact.ts';

export type PublishOptions = RedactorOptions & {
  rules?: OwnRules | null;
  /** Mail, phone and public addresses, the users in home paths. `mask` when absent. */
  personal?: 'mask' | 'keep';
};

/** One redactor for all files of a bundle, so that equal values look equal in all of them. */
export function publishRedactor({ known = [], rules, ...options }: PublishOptions = {}): Redactor {
  return createRedactor({ ...options, known: [...known, ...(rules?.knownIn(undefined) ?? [])] });
}
