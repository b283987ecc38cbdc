/** Sentences are texts in ICU MessageFormat: what is filled in stays data, and a missing language falls back. */
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { EN } from '../../src/messages/en/index.ts';
import { code } from '../../src/messages/message.ts';
import { LANGUAGES, spans, text, textIn } from '../../src/messages/sentence.ts';
import { fill } from '../../src/sentences/icu.ts';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];
/** ICU's kinds of elements: 8 is a tag; an element with a value that is no text and no tag is an argument. */
const [LITERAL, POUND, TAG] = [0, 7, 8];

function elementsOf(elements: readonly Element[]): Element[] {
  return elements.flatMap((element) => [
    element,
    ...('options' in element ? Object.values(element.options).flatMap(({ value }) => elementsOf(value)) : []),
    ...('children' in element ? elementsOf(element.children) : []),
  ]);
}

function namesIn(sentence: string): { told: string[]; tags: string[] } {
  const all = elementsOf(new IntlMessageFormat(sentence, 'en').getAst());
  const values = (wanted: (element: Element) => boolean) => [
    ...new Set(all.filter(wanted).flatMap((element) => ('value' in element ? [element.value] : []))),
  ];
  return {
    told: values(({ type }) => type !== LITERAL && type !== POUND && type !== TAG).sort(),
    tags: values(({ type }) => type === TAG).sort(),
  };
}

describe('a sentence', () => {
  it('counts', () => {
    expect(text('list.headline', { n: 1, connected: 0 })).toBe('1 host, 0 connected');
    expect(text('list.headline', { n: 2, connected: 2 })).toBe('2 hosts, 2 connected');
    expect(text('details.headline', { host: 'node-3', n: 0 })).toBe('node-3: details · no findings');
  });

  it('keeps the style of its parts and of what is filled in', () => {
    expect(spans('status.next', { fix: [code('ss -ltnp'), { text: ' – read-only' }] })).toEqual([
      { text: 'Next, on the host:', style: 'bold' },
      { text: ' ' },
      { text: 'ss -ltnp', style: 'code' },
      { text: ' – read-only' },
    ]);
    expect(spans('refusal.not-a-command', { typed: 'traige' })[0]).toEqual(code('traige'));
  });

  it.each(['{host}', '<b>{n, plural, other {#}}</b>', "'{'", '<code>x</code>', '</b>', '#', ''])(
    'takes %j for what was typed and no more',
    (typed) => {
      expect(spans('refusal.not-enrolled', { host: typed })).toContainEqual(code(typed));
      expect(text('refusal.did-you-mean', { command: typed })).toBe(`Did you mean "${typed}"?`);
    },
  );

  it('is said in English where a language has no text for it', () => {
    const tables = { en: EN, de: { 'headline.partial': 'unvollständig' } };
    expect(textIn('headline.partial', 'de', tables)).toEqual({ text: 'unvollständig', language: 'de' });
    expect(textIn('status.healthy', 'de', tables)).toEqual({ text: EN['status.healthy'], language: 'en' });
    expect(textIn('status.healthy', 'xx', tables).language).toBe('en');
  });

  it('follows the numbers and the word order of its language', () => {
    const values = { n: 1.5, host: code('node-3') };
    expect(fill('Auf {host} nach {n, number} s', 'de', values)).toEqual([
      { text: 'Auf ' },
      code('node-3'),
      { text: ' nach 1,5 s' },
    ]);
  });
});

describe.each(Object.entries(LANGUAGES))('the table of %s', (_language, table) => {
  const rows = Object.entries(table);

  it('is read as ICU MessageFormat, with the styles that there are', () => {
    const strange = rows.filter(([, sentence]) =>
      namesIn(sentence).tags.some((tag) => !'b code'.includes(tag)),
    );
    expect(strange).toEqual([]);
  });

  it('names nothing as a style is named', () => {
    expect(rows.filter(([, it]) => namesIn(it).told.some((name) => name === 'b' || name === 'code'))).toEqual(
      [],
    );
  });

  it('wants to be told what English does', () => {
    const english: Readonly<Record<string, string>> = EN;
    const other = rows.filter(
      ([id, it]) => namesIn(it).told.join() !== namesIn(english[id] ?? '').told.join(),
    );
    expect(other).toEqual([]);
  });

  it('has sentences that a telephone shows in a few lines', () => {
    const long = rows.filter(([, sentence]) => sentence.replace(/\{[^}]*\}|<[^>]*>/g, '').length > 160);
    expect(long).toEqual([]);
  });
});
