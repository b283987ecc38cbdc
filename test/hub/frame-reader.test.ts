/** Whatever a peer may send: it gets a name, and nothing breaks. */
import { describe, expect, it } from 'vitest';
import { type Listener, readHostFrame, type Standing } from '../../src/hub/frame-reader.ts';
import { sha256 } from '../../src/protocol/canonical.ts';
import { generateSigningKey, loadSigner, randomText } from '../../src/protocol/signer.ts';

const NAMES = [
  'type',
  'v',
  'id',
  'seq',
  'evidence',
  'done',
  'proof',
  'order',
  '__proto__',
  'constructor',
  'toJSON',
];
const VALUES = [
  'hello',
  'proof',
  'evidence',
  'done',
  'accepted',
  '',
  '\u0000',
  '\ud800',
  0,
  -1,
  1e308,
  null,
  true,
];

/** Linear congruential: a failure can be played again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function junk(roll: (sides: number) => number, depth = 0): string {
  const kind = roll(depth > 4 ? 2 : 5);
  if (kind === 0) return JSON.stringify(VALUES[roll(VALUES.length)]);
  if (kind === 1) return String(roll(1_000));
  if (kind === 2) return `[${Array.from({ length: roll(4) }, () => junk(roll, depth + 1)).join()}]`;
  const members = Array.from(
    { length: roll(6) },
    () => `"${NAMES[roll(NAMES.length)]}":${junk(roll, depth + 1)}`,
  );
  return `{${members.join()}}`;
}

it('names 20,000 frames of junk', async () => {
  const signer = await loadSigner(await generateSigningKey());
  const host = { kid: signer.kid, publicKey: signer.publicKey, journal: null };
  const listener: Listener = {
    bot: signer.kid,
    now: 0,
    random: randomText,
    host,
    standing: () => 'under-way',
  };
  const roll = dice(20261121);
  const names = new Set<string>();
  for (let i = 0; i < 20_000; i++) {
    const text = junk(roll);
    const cut = roll(3) === 0 ? text.slice(0, roll(text.length + 1)) : text;
    names.add((await readHostFrame(cut, listener)).type);
  }
  // Now and then junk has the shape of a refusal or a proof; it never has a hello's.
  expect(names.has('unreadable')).toBe(true);
  expect(names.has('hello')).toBe(false);
});

it.each([
  ['ten thousand brackets', '['.repeat(10_000)],
  ['ten thousand closed brackets', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['a deep object', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
  ['a long number', '9'.repeat(100_000)],
  ['many members', `{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":1`).join()}}`],
])('names %s', async (_name, text) => {
  const listener: Listener = {
    bot: 'b',
    now: 0,
    random: randomText,
    host: null,
    standing: () => 'under-way',
  };
  expect(await readHostFrame(text, listener)).toMatchObject({ type: 'unreadable', reason: 'garbage' });
});

describe('evidence is looked at only where an order waits for it', () => {
  const frame = (id: string, filler: string) =>
    `{"type":"evidence","id":"${id}","seq":7,"evidence":[${filler}]}`;
  async function heard(text: string, standing: Standing) {
    const asked: unknown[][] = [];
    const listener: Listener = {
      bot: 'b',
      now: 0,
      random: randomText,
      host: null,
      standing(...about) {
        asked.push(about);
        return standing;
      },
    };
    return { heard: await readHostFrame(text, listener), asked };
  }

  it.each([
    ['unknown', false],
    ['over', true],
  ] as const)('of an order that is %s not even its JSON is read', async (standing, over) => {
    const broken = frame('o-9', 'this is no JSON');
    expect(await heard(broken, standing)).toEqual({
      heard: { type: 'stray', what: 'evidence', id: 'o-9', over, next: 8 },
      asked: [['o-9', 7]],
    });
  });

  it('of an order under way is read whole', async () => {
    const text = frame('o-1', '');
    expect((await heard(text, 'under-way')).heard).toMatchObject({
      type: 'evidence',
      seq: 7,
      sha256: await sha256(text),
    });
    expect((await heard(frame('o-1', 'no JSON'), 'under-way')).heard).toMatchObject({ reason: 'garbage' });
  });

  it('that does not say first what it is, is not read when it is large', async () => {
    const turned = (bytes: number) =>
      JSON.stringify({ id: 'o-1', seq: 7, type: 'evidence', evidence: ['x'.repeat(bytes)] });
    expect((await heard(turned(10), 'under-way')).heard).toMatchObject({ type: 'evidence' });
    expect((await heard(turned(100_000), 'under-way')).heard).toMatchObject({ reason: 'garbage' });
  });

  it.each(['accepted', 'done', 'refused'] as const)(
    'a word “%s” of an unknown order goes no further',
    async (what) => {
      const more = {
        accepted: { order: 'o'.repeat(43), journaled: true },
        done: { done: 'x' },
        refused: { code: 'c', why: 'w' },
      };
      const text = JSON.stringify({ type: what, id: 'o-9', ...more[what] });
      expect((await heard(text, 'unknown')).heard).toMatchObject({
        type: 'stray',
        what,
        id: 'o-9',
        over: false,
      });
    },
  );
});
