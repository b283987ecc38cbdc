/**
 * @module bundles/say
 * Says a sentence of a report by its id, as words of a document or as plain text. The compiler knows the ids and what
 * each wants to be told.
 */
import type { Words } from '../protocol/document.ts';
import type { Arguments } from '../sentences/arguments.ts';
import { fill } from '../sentences/icu.ts';
import { EN } from './en.ts';

export type SentenceId = keyof typeof EN;

type Told<Id extends SentenceId> = keyof Arguments<(typeof EN)[Id]> extends never
  ? [values?: Record<never, never>]
  : [values: Arguments<(typeof EN)[Id]>];

export function words<Id extends SentenceId>(id: Id, ...[values = {}]: Told<Id>): Words[] {
  return fill(EN[id], 'en', values).map(({ text, style }) =>
    style === 'bold' || style === 'code' ? { text, style } : { text },
  );
}

/** Without styles, for headings and heads of tables. */
export const text = <Id extends SentenceId>(id: Id, ...told: Told<Id>): string =>
  words(id, ...told)
    .map((one) => one.text)
    .join('');
