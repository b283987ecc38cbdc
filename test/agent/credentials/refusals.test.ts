/** Refused credentials are remembered on disk: two a gateway in ten minutes, whoever asks. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Refusal, refusalsIn, WINDOW_MS } from '../../../src/agent/credentials/refusals.ts';
import { emptyPlace } from '../place.ts';

const NOW = 1_800_000_000_000;
const refusal = (more: Partial<Refusal> = {}): Refusal => ({
  gateway: '/g.json',
  fingerprint: 'aa',
  startedAt: 1_000,
  at: NOW,
  until: NOW + WINDOW_MS,
  code: 'AUTH_TOKEN_MISMATCH',
  reason: null,
  message: null,
  closeCode: 1008,
  closeReason: null,
  ...more,
});

function folder(): string {
  const dir = join(emptyPlace().dir, 'own');
  mkdirSync(dir, { mode: 0o700 });
  return dir;
}

it('another run of the host agent remembers them', () => {
  const dir = folder();
  refusalsIn(dir).remember(refusal());
  expect(refusalsIn(dir).of('/g.json', 'aa', 1_000, NOW + 1)).toMatchObject({ code: 'AUTH_TOKEN_MISMATCH' });
});

it('two in ten minutes are enough, and another gateway has its own count', () => {
  const refusals = refusalsIn(folder());
  refusals.remember(refusal());
  expect(refusals.mayTry('/g.json', NOW + 1)).toBe(true);
  refusals.remember(refusal({ fingerprint: 'bb' }));
  expect(refusals.mayTry('/g.json', NOW + 1)).toBe(false);
  expect(refusals.mayTry('/other.json', NOW + 1)).toBe(true);
  expect(refusals.mayTry('/g.json', NOW + WINDOW_MS)).toBe(true);
});

it('two looks side by side, each a process of its own, count together', () => {
  const dir = folder();
  const [one, other] = [refusalsIn(dir), refusalsIn(dir)];
  one.remember(refusal());
  expect(other.of('/g.json', 'aa', 1_000, NOW + 1)).not.toBeNull();
  other.remember(refusal({ fingerprint: 'bb' }));
  expect([one, other, refusalsIn(dir)].map((each) => each.mayTry('/g.json', NOW + 1))).toEqual([
    false,
    false,
    false,
  ]);
});

it.each([
  ['another copy', 'bb', 1_000, NOW + 1],
  ['a gateway that was started again', 'aa', 99_000, NOW + 1],
  ['the time after', 'aa', 1_000, NOW + WINDOW_MS],
])('they do not speak of %s', (_case, fingerprint, startedAt, now) => {
  const refusals = refusalsIn(folder());
  refusals.remember(refusal());
  expect(refusals.of('/g.json', fingerprint, startedAt, now)).toBeNull();
});

it('without a folder to write to, the one run still remembers', () => {
  const refusals = refusalsIn(join(emptyPlace().dir, 'missing'));
  refusals.remember(refusal());
  expect(refusals.of('/g.json', 'aa', 1_000, NOW + 1)).not.toBeNull();
});
