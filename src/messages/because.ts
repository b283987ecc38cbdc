/**
 * @module messages/because
 * A reason that a host or the bot gives by its code, as people read it. A code of a newer host is shown as it is, with
 * its values: less readable, and nothing of it is lost.
 */
import type { Because } from '../protocol/recovery.ts';
import { REASONS } from './en/recovery-codes.ts';
import { fill } from './icu.ts';
import { code, type Span, say } from './message.ts';
import { spans, text } from './sentence.ts';

/** Names that stand in a reason's text. */
const namesIn = (sentence: string): string[] =>
  [...sentence.matchAll(/\{([A-Za-z][A-Za-z0-9]*)\}/g)].map(([, name]) => name ?? '');

const isKnown = (word: string): word is keyof typeof REASONS => Object.hasOwn(REASONS, word);

/** `doing.lease-take` says which act is under way; what the act is stands in its own row, `lease.take`. */
function underWay(word: string): Span[] | null {
  const [, doing, act] = /^(doing|undoing|looking)\.([a-z-]+)$/.exec(word) ?? [];
  const what = Object.entries(REASONS).find(([id]) => id.replaceAll('.', '-') === act)?.[1];
  if (what === undefined || doing === undefined) return null;
  return spans(`because.${doing as 'doing' | 'undoing' | 'looking'}`, { what });
}

/** Values that the text has no place for stand behind it, so that what another version tells is told. */
export function because({ code: word, params }: Because): Span[] {
  const told = Object.entries(params).filter(([, value]) => value !== '');
  if (!isKnown(word)) return [...(underWay(word) ?? [code(word)]), ...beside(told)];
  const sentence: string = REASONS[word];
  const names = namesIn(sentence);
  const values = Object.fromEntries(names.map((name) => [name, valueIn(name, params[name])]));
  return [...fill(sentence, 'en', values), ...beside(told.filter(([name]) => !names.includes(name)))];
}

/** What a run would do next is a word of the host's; every other value is shown as it came. */
function valueIn(name: string, value: string | undefined): string {
  if (name === 'next' && (value === 'put-back' || value === 'escalate')) return text(`next.${value}`);
  return value || text('because.unknown');
}

function beside(params: readonly (readonly [string, string])[]): Span[] {
  if (params.length === 0) return [];
  return [say(` (${params.map(([name, value]) => `${name}: ${value}`).join(', ')})`)];
}

export const becauseText = (reason: Because): string =>
  because(reason)
    .map((span) => span.text)
    .join('');
