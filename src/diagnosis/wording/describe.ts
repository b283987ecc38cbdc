/**
 * @module diagnosis/wording/describe
 * Turns a finding (id and parameters) into sentences at the edge, in the language of the reader. Values come
 * from strangers: they are put in as plain text, shortened, never parsed.
 */
import type { Finding } from '../finding.ts';
import { EN } from './en.ts';
import { topicWords } from './en-complaint.ts';
import type { Words } from './words.ts';

const LANGUAGES: Readonly<Record<string, Readonly<Record<string, Words>>>> = { en: EN };
const LONGEST = 200;

/** `{name}`, `{name|otherwise}`, `{name? with % in it|otherwise}`. */
const PLACE = /\{([a-z]+)(?:\?([^{}|]*))?(?:\|([^{}]*))?\}/g;

/**
 * Puts values in the places of a template; an unknown name without otherwise is left out. A value that is a whole
 * sentence does not bring its full stop where the template has its own.
 */
export function putIn(template: string, params: Readonly<Record<string, string>>): string {
  return template.replace(PLACE, (place: string, name: string, around = '%', otherwise = '', at: number) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (value === undefined || value === '') return otherwise;
    const text = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
    const follows = around.split('%', 2)[1] || template.slice(at + place.length);
    return around.replace('%', () => (follows.startsWith('.') ? text.replace(/\.$/, '') : text));
  });
}

/** The same as one sentence: what was left out leaves no gap. */
export function fill(template: string, params: Readonly<Record<string, string>>): string {
  return putIn(template, params)
    .replace(/ {2,}/g, ' ')
    .replace(/ ([.,])/g, '$1')
    .trim();
}

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** Title, sentence and the way it can be wrong. `language` is a BCP 47 tag; English where it is not known. */
export function describe(finding: Pick<Finding, 'id' | 'params'>, language = 'en'): Words {
  const book: Readonly<Record<string, Words>> = LANGUAGES[language.split('-', 1)[0] ?? 'en'] ?? EN;
  const words = Object.hasOwn(book, finding.id) ? book[finding.id] : undefined;
  // A bot older than the host's rules may meet an id that it has no words for: the id itself still helps.
  if (words === undefined) return { title: finding.id, says: '', mistakenWhen: '' };
  const { agent, setting, stops } = finding.params;
  const whose = agent === undefined || words.title.includes('{agent') ? '' : ` (agent ${agent.slice(0, 64)})`;
  // What is kept back on purpose is said with its setting; where nobody misses it, as what would be stopped.
  const says =
    stops === undefined
      ? [fill(words.says, finding.params), ...(setting ? [`Set so: ${shortened(setting)}.`] : [])].join(' ')
      : `${/messages/.test(stops) ? 'Would be dropped' : 'Would fail'}: ${topicWords([stops]).join('')}, ${shortened(setting ?? '')}.`;
  return {
    title: `${fill(words.title, finding.params)}${whose}`,
    says,
    mistakenWhen: words.mistakenWhen,
  };
}
