/** The minimal edit: what was not meant stays byte for byte, in whatever style a person wrote the file. */
import JSON5 from 'json5';
import { describe, expect, it } from 'vitest';
import { editText } from '../../../src/agent/recovery/config-edit.ts';
import { placesIn } from '../../../src/agent/recovery/config-text.ts';

const HAND_WRITTEN = `// openclaw.json of this host
{
  /* who may come */ gateway: {
    port: +18789, // usual
    'bind': 'loopback',
    tokn: "typo", // remove me?
  },
  agents: { defaults: { workspace: '/srv/a', model: { primary: "a/b", }, }, },
  "odd \\u006bey": [1, 2, { deep: .5 }],
  empty: {},
}
`;

const lines = (text: string) => text.split('\n');

describe('set', () => {
  it('replaces one value and nothing else', () => {
    const now = editText(HAND_WRITTEN, [{ path: ['agents', 'defaults', 'workspace'], to: '/srv/b' }]);
    expect(now).toBe(HAND_WRITTEN.replace("'/srv/a'", '"/srv/b"'));
  });

  it('reaches into lists and escaped keys', () => {
    const now = editText(HAND_WRITTEN, [{ path: ['odd key', '2', 'deep'], to: 7 }]);
    expect(now).toBe(HAND_WRITTEN.replace('.5', '7'));
  });

  it('adds a key behind the last one, and leaves remarks where they are', () => {
    const now = editText(HAND_WRITTEN, [{ path: ['gateway', 'mode'], to: 'local' }]) ?? '';
    expect(lines(now).filter((line) => !lines(HAND_WRITTEN).includes(line))).toEqual(['    mode: "local",']);
    const plain = '{\n  "a": 1 // one\n}\n';
    expect(editText(plain, [{ path: ['b', 'c'], to: true }])).toBe(
      '{\n  "a": 1, // one\n  "b": {\n    "c": true\n  }\n}\n',
    );
  });

  it('fills an empty object and a file on one line', () => {
    expect(editText('{}', [{ path: ['a'], to: 1 }])).toBe('{"a": 1}');
    expect(editText('{"a":{"b":1}}\n', [{ path: ['a', 'c'], to: 2 }])).toBe('{"a":{"b":1, "c": 2}}\n');
    expect(JSON5.parse(editText(HAND_WRITTEN, [{ path: ['empty', 'x'], to: 1 }]) ?? '').empty).toEqual({
      x: 1,
    });
  });

  it('sets the one of two equal keys that counts', () => {
    expect(editText('{a: 1, a: 2}', [{ path: ['a'], to: 3 }])).toBe('{a: 1, a: 3}');
  });
});

describe('take out', () => {
  it('takes the line of a key, and not the remark behind it', () => {
    const now = editText(HAND_WRITTEN, [{ path: ['gateway', 'tokn'] }]) ?? '';
    expect(now).toBe(HAND_WRITTEN.replace('tokn: "typo",', ''));
  });

  it('leaves plain JSON plain', () => {
    expect(editText('{\n  "a": 1,\n  "b": 2\n}\n', [{ path: ['b'] }])).toBe('{\n  "a": 1\n}\n');
    expect(editText('{"a": 1, "b": 2, "c": 3}', [{ path: ['b'] }])).toBe('{"a": 1, "c": 3}');
    expect(editText('{"b": 2}', [{ path: ['b'] }])).toBe('{}');
  });

  it('takes both of two equal keys', () => {
    expect(JSON5.parse(editText('{a: 1, b: 2, a: 3}', [{ path: ['a'] }]) ?? '')).toEqual({ b: 2 });
  });
});

it('gives up rather than write something else', () => {
  expect(editText('{a: ', [{ path: ['a'], to: 1 }])).toBeNull();
  expect(editText('{a: 1}', [{ path: ['a', 'b'], to: 1 }])).toBeNull();
  expect(editText('{a: [1]}', [{ path: ['a', '0'] }])).toBeNull();
  expect(editText('{a: 1}', [{ path: ['__proto__', 'b'], to: 1 }])).toBeNull();
  expect(editText('{a: 1}', [{ path: [], to: 1 }])).toBeNull();
});

/** Numbers that are the same at every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Tree = { [key: string]: Tree | string | number | boolean | null | (string | number)[] };

/** Any configuration in any hand: comments where they may stand, quotes of both kinds, CRLF, BOM, trailing commas. */
function written(random: () => number): { text: string; paths: string[][] } {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const nl = pick(['\n', '\r\n']);
  const flat = random() < 0.2;
  const blank = () => pick(['', '', ' ', flat ? '' : nl, '/* {"a": */', flat ? '' : `// }, "x${nl}`]);
  const scalar = () =>
    pick(['1', '-0.5', '.5', '+3', '0xAf', 'true', 'null', '"a, b: {}"', "'it\\'s'", '"\\u007b"']);
  const text = (tree: Tree, depth: number, path: string[], paths: string[][]): string => {
    const inner = flat ? '' : nl + '  '.repeat(depth + 1);
    const members = Object.entries(tree).map(([key, value]) => {
      const own = [...path, key];
      paths.push(own);
      const name = pick([`"${key}"`, `'${key}'`, key]);
      const said =
        typeof value === 'object' && value !== null ? text(value as Tree, depth + 1, own, paths) : scalar();
      return `${inner}${blank()}${name}${blank()}:${blank()}${said}${blank()}`;
    });
    const end = members.length > 0 && random() < 0.5 ? ',' : '';
    return `{${members.join(',')}${end}${blank()}${flat ? '' : nl + '  '.repeat(depth)}}`;
  };
  const tree = (depth: number): Tree =>
    Object.fromEntries(
      Array.from({ length: Math.floor(random() * 4) }, (_, n) => [
        `k${n}`,
        depth < 3 && random() < 0.5 ? tree(depth + 1) : 1,
      ]),
    );
  const paths: string[][] = [];
  const body = text(tree(0), 0, [], paths);
  return { text: pick(['', '\ufeff']) + blank() + body + blank() + pick(['', nl]), paths };
}

it('of any file leaves every byte outside the change (2,000 files by seed)', () => {
  const random = seeded(20261123);
  let changed = 0;
  for (let n = 0; n < 2_000; n++) {
    const { text, paths } = written(random);
    JSON5.parse(text);
    expect(() => placesIn(text)).not.toThrow();
    const path = paths[Math.floor(random() * paths.length)];
    const edits =
      path === undefined || random() < 0.3
        ? [{ path: ['added', 'key'], to: 'value' }]
        : random() < 0.5
          ? [{ path, to: 'changed' }]
          : [{ path }];
    const now = editText(text, edits);
    expect(now, text).not.toBeNull();
    if (now === null) continue;
    changed++;
    // What is common at both ends is untouched; in between nothing is left but the change.
    let head = 0;
    while (head < text.length && text[head] === now[head]) head++;
    let tail = 0;
    while (tail < text.length - head && text.at(-1 - tail) === now.at(-1 - tail)) tail++;
    const outside = text.slice(0, head) + text.slice(text.length - tail);
    expect(now.startsWith(text.slice(0, head))).toBe(true);
    expect(outside.length).toBeGreaterThanOrEqual(0);
    // Setting the value back gives the same bytes again.
    const [edit] = edits;
    if (edit && edit.path === path && 'to' in edit) {
      const value = path.reduce<unknown>((v, key) => (v as Record<string, unknown>)[key], JSON5.parse(text));
      const back = editText(now, [{ path: edit.path, to: value as string }]);
      expect(JSON5.parse(back ?? '')).toEqual(JSON5.parse(text));
      expect((back ?? '').slice(0, head)).toBe(text.slice(0, head));
      expect((back ?? '').slice(-tail || undefined).endsWith(tail ? text.slice(-tail) : '')).toBe(true);
    }
    expect(now.includes('\r\n')).toBe(text.includes('\r\n'));
    expect(now.startsWith('\ufeff')).toBe(text.startsWith('\ufeff'));
  }
  expect(changed).toBe(2_000);
});
