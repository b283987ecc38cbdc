/**
 * @module messages/sentence
 * Says a sentence by its id, in a language: as spans, as a line of a message, or as plain text for a headline. The
 * compiler knows the ids and what each wants to be told. A sentence that a language lacks is said in English.
 */
import type { Arguments } from '../sentences/arguments.ts';
import { fill } from '../sentences/icu.ts';
import { EN } from './en/index.ts';
import type { Part, Span } from './message.ts';

type English = typeof EN;
export type SentenceId = keyof English;
/** A language's own table; what is not in it is said in English. */
export type Table = { readonly [Id in SentenceId]?: string };

/** A further language is one more table here, with its BCP 47 name. */
export const LANGUAGES = { en: EN } as const satisfies Record<string, Table>;
export type Language = keyof typeof LANGUAGES;

/** Ids of sentences that want to be told nothing: what a list of fixed words may name. */
export type PlainId = {
  [Id in SentenceId]: keyof Arguments<English[Id]> extends never ? Id : never;
}[SentenceId];

type Told<Id extends SentenceId> = keyof Arguments<English[Id]> extends never
  ? [values?: Record<never, never>, language?: Language]
  : [values: Arguments<English[Id]>, language?: Language];

/** The text of a sentence and the language that it is in. */
export function textIn(
  id: SentenceId,
  language: string,
  tables: Readonly<Record<string, Table>> = LANGUAGES,
): { text: string; language: string } {
  const own = tables[language]?.[id];
  return own === undefined ? { text: EN[id], language: 'en' } : { text: own, language };
}

export function spans<Id extends SentenceId>(id: Id, ...[values = {}, wanted = 'en']: Told<Id>): Span[] {
  const { text, language } = textIn(id, wanted);
  return fill(text, language, values);
}

export function line<Id extends SentenceId>(id: Id, ...told: Told<Id>): Part {
  return { kind: 'line', spans: spans(id, ...told) };
}

/** Without styles, for headlines and labels. */
export function text<Id extends SentenceId>(id: Id, ...told: Told<Id>): string {
  return spans(id, ...told)
    .map((span) => span.text)
    .join('');
}
