/** What a host says of an order that it has not begun reads the same on the other side, and nothing else reads so. */
import { expect, it } from 'vitest';
import { readNotBegun, sayNotBegun } from '../../src/protocol/not-begun.ts';

it.each([
  [{ code: 'plan.not-known', params: {} }],
  [{ code: 'run.another', params: { run: 'inc-1.node-3.2: "later"' } }],
])('%j is read as it was said, also behind the word of the hub', (because) => {
  expect(readNotBegun(sayNotBegun(because))).toEqual(because);
  expect(readNotBegun(`failed: ${sayNotBegun(because)}`)).toEqual(because);
});

it('values that are too long are left out', () => {
  const because = { code: 'gateway.not-found', params: { where: 'x'.repeat(450) } };
  expect(readNotBegun(sayNotBegun(because))).toEqual({ ...because, params: {} });
});

it.each([
  'it broke inside: Error ENOENT',
  'not begun: ',
  'not begun: NOT A CODE',
  'not begun: a.b {"x":',
  '',
])('%j says nothing of the kind', (why) => {
  expect(readNotBegun(why)).toBeNull();
});
