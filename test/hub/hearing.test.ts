/** Whatever a peer may send: it gets a name, and nothing breaks. */
import { expect, it } from 'vitest';
import { hear, type Listener } from '../../src/hub/hearing.ts';
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
  const listener: Listener = { bot: signer.kid, now: 0, random: randomText, host };
  const roll = dice(20261121);
  const names = new Set<string>();
  for (let i = 0; i < 20_000; i++) {
    const text = junk(roll);
    const cut = roll(3) === 0 ? text.slice(0, roll(text.length + 1)) : text;
    names.add((await hear(cut, listener)).type);
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
  const listener: Listener = { bot: 'b', now: 0, random: randomText, host: null };
  expect(await hear(text, listener)).toMatchObject({ type: 'unreadable', reason: 'garbage' });
});
