/** What people read is written in messages/: whoever edits or translates a sentence looks in one room. */
import { describe, expect, it } from 'vitest';
import { EN } from '../../src/messages/en/index.ts';
import { type Literal, literalsOf } from './literals.ts';
import { resolveInside, roomOf, type SourceFile, sourceFiles } from './source-files.ts';

const ROOMS = ['conversation', 'slack', 'terminal', 'incidents', 'hub'];

/** Four words or more, and begun or ended as a sentence is; what a verb takes (`HOST [LABEL]`) is none. */
function isSentence(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => /\p{L}{2}|^[AaI]$/u.test(word));
  return words.length >= 4 && (/^\s*(\p{Lu}\p{Ll}|[AI]\s)/u.test(text) || /[.!?…]["”]?\s*$/u.test(text));
}

/** SQL begins with a word in capitals that is one of its own. */
const SQL = /^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|PRAGMA|WITH)\b/;

/** Said to an operator's log or to a developer, who look for the words in the code. */
const forDevelopers = ({ inside }: Literal): boolean =>
  inside.some((name) => /(^|\.)log(\.child)*\.(debug|info|warn|error|child)$|^new \w*Error$/.test(name));

/**
 * Not sentences for people in a thread, each with its reason. hub/ and incidents/ stand below messages/: what they say
 * travels as a reason beside a code, and is to become a code with values.
 */
const EXCEPTIONS: Record<string, string> = {
  'hub/agent-routes.ts': 'answers to a host agent, which prints them on the host',
  'hub/host-join.ts': 'answers to a host agent that joins, which prints them on the host',
  'hub/host-rotate.ts': 'answers to a host agent that rotates its key, which prints them on the host',
  'hub/node-websocket.ts': 'refusals to a host agent, on the wire',
  'hub/node-signing-key.ts': 'printed by the bot when it cannot start',
  'outbox/outbox.ts': 'the reason why nothing was said, which only the log shows',
};

function sentencesIn(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => ROOMS.includes(roomOf(path) ?? '') && !(path in EXCEPTIONS))
    .flatMap(({ path, text }) =>
      literalsOf(path, text)
        .filter((it) => isSentence(it.text) && !SQL.test(it.text) && !forDevelopers(it))
        .map((it) => `${path}:${it.line} ${it.text}`),
    );
}

const files = sourceFiles();

describe('a sentence for people', () => {
  it('is written in messages/', () => {
    expect(sentencesIn(files)).toEqual([]);
  });

  it.each(Object.keys(EXCEPTIONS))('is said by %s for a reason that still holds', (path) => {
    const file = files.find((one) => one.path === path);
    expect(literalsOf(path, file?.text ?? '').some((it) => isSentence(it.text))).toBe(true);
  });

  it('is known from what is none', () => {
    const source = `
      import x from './A file of four words.ts';
      // A comment is no sentence of ours.
      type Kind = 'A type is no sentence either';
      log.warn({}, 'A line of the log may stay');
      deps.log.child({ a: 1 }).error('Whatever is written to it');
      throw new Error('A developer reads this in a stack');
      store.run('SELECT one FROM two WHERE three = four');
      const one = { headline: 'Something that people read here' };
      const two = \`\${host} is told like this.\`;
      say('lower case words without an end');
      say('Only three words');`;
    const path = 'slack/example.ts';
    expect(sentencesIn([{ path, text: source, imports: [] }])).toEqual([
      `${path}:9 Something that people read here`,
      `${path}:10 {} is told like this.`,
    ]);
  });
});

it('every sentence of the tables is said somewhere', () => {
  const callers = files.filter(({ path }) => !path.startsWith('messages/en/') && !path.startsWith('agent/'));
  const ids = new Set(callers.flatMap(({ path, text }) => literalsOf(path, text).map((it) => it.text)));
  // `host.{}` says all sentences of that beginning.
  const groups = [...ids]
    .filter((id) => /^[a-z-]+\.[a-z.{}-]*\{\}[a-z.-]*$/.test(id))
    .map((id) => new RegExp(`^${id.replaceAll('.', '\\.').replaceAll('{}', '[a-z0-9_-]+')}$`));
  expect(groups.length).toBeGreaterThan(5);
  const silent = Object.keys(EN).filter((id) => !ids.has(id) && !groups.some((group) => group.test(id)));
  expect(silent).toEqual([]);
});

it('what looks and works on a host carries no sentence of the chat: one file beside it has them', () => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const visit = (path: string): void => {
    const file = byPath.get(path);
    if (file === undefined || reached.has(path) || path === 'host-diagnosis.ts') return;
    reached.add(path);
    for (const specifier of file.imports) visit(resolveInside(path, specifier) ?? '');
  };
  visit('host.ts');
  expect([...reached].filter((path) => path.startsWith('messages/'))).toEqual([]);
  expect([...reached]).toEqual(expect.arrayContaining(['host-run.ts', 'host-collect.ts', 'host-recover.ts']));
});
