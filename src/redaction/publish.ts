/**
 * @module redaction/publish
 * The redactor of what leaves the team: everything that Slack gets goes through the same layers, and here the last net
 * is finer, the admins' own rules hold, and common words are masked where their names stand.
 */
import { namedWordFinder } from './named-words.ts';
import type { OwnRules } from './own-rules.ts';
import { createRedactor, type Redactor, type RedactorOptions } from './redact.ts';
import { finerSweep } from './sweep.ts';

export type PublishOptions = Omit<RedactorOptions, 'more'> & {
  /** The admins' own, if they have any. Values at hidden paths of a configuration are told by `add(rules.knownIn(…))`. */
  rules?: OwnRules | null;
};

/** One redactor for all files of a bundle, so that equal values look equal in all of them. */
export function publishRedactor({ known = [], rules = null, ...options }: PublishOptions = {}): Redactor {
  return createRedactor({
    personal: rules?.personal ?? 'mask',
    ...options,
    known: [...known, ...(rules?.knownIn(undefined) ?? [])],
    net: finerSweep,
    more: (all) => [namedWordFinder(all), ...(rules ? [rules.find] : [])],
  });
}
