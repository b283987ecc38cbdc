/** The table of sentences: each can be said, each is said somewhere, and words shared with the chat are the same there. */
import { describe, expect, it } from 'vitest';
import { EN } from '../../src/bundles/en.ts';
import { knownWords, severityWords, sureness } from '../../src/bundles/finding-words.ts';
import { duration } from '../../src/bundles/moments.ts';
import {
  howWords,
  severityWords as severityInChat,
  sureness as surenessInChat,
} from '../../src/messages/finding-words.ts';
import { duration as durationInChat } from '../../src/messages/time.ts';
import { How } from '../../src/protocol/evidence.ts';
import { fill } from '../../src/sentences/icu.ts';
import { literalsOf } from '../house/literals.ts';
import { sourceFiles } from '../house/source-files.ts';

const values = (text: string): Record<string, string | number> =>
  Object.fromEntries(
    [...text.matchAll(/\{([a-z][A-Za-z]*)(, (?:plural|number))?/g)].map(([, name = '', number]) => [
      name,
      number === undefined ? name : 2,
    ]),
  );

describe('a sentence of a report', () => {
  it.each(Object.entries(EN))('%s can be said', (_, sentence) => {
    const said = fill(sentence, 'en', values(sentence))
      .map(({ text }) => text)
      .join('');
    expect(said).not.toBe('');
    expect(said).not.toMatch(/[{}]/);
  });

  it('is said somewhere', () => {
    const own = sourceFiles().filter(
      ({ path }) => path.startsWith('bundles/') && !/\/en(?:-[a-z]+)?\.ts$/.test(path),
    );
    const words = new Set(own.flatMap(({ path, text }) => literalsOf(path, text).map((it) => it.text)));
    const groups = [...words].filter((word) => word.endsWith('{}')).map((word) => word.slice(0, -2));
    // A group is said with words that stand in the code: `findings.${id}` of ['sign', 'seen'].
    const silent = Object.keys(EN).filter(
      (id) =>
        !words.has(id) &&
        !groups.some(
          (group) =>
            group !== '' && id.startsWith(group) && (isOfProtocol(id) || words.has(id.slice(group.length))),
        ),
    );
    expect(silent).toEqual([]);
  });

  it('says certainty, severity, source and duration as the chat does', () => {
    for (let percent = 0; percent <= 100; percent++)
      expect(sureness(percent / 100).replace(', not confirmed', '')).toBe(surenessInChat(percent / 100));
    for (const severity of [1, 2, 3, 4] as const)
      expect(severityWords(severity)).toBe(severityInChat(severity));
    for (const how of How.options) expect(knownWords(how)).toBe(howWords(how));
    for (const ms of [60, 900, 9_990, 31_000, 125_000, 3_600_000, 8_000_000, 90_000_000, 200_000_000])
      expect(duration(ms)).toBe(durationInChat(ms));
  });
});

/** Words that the protocol and the diagnosis bring. */
const isOfProtocol = (id: string): boolean =>
  /^(?:verdict|layer|severity|known|event|way|outcome|step|missing|signals|value|duration|unreadable|certainty)\./.test(
    id,
  );
