/** Variables of a configuration: filled in as the gateway does, and never beyond what a look can hold. */
import { expect, it } from 'vitest';
import { filledConfig, filledIn } from '../../../src/agent/gateways/variables.ts';
import { scriptedHost } from '../scripted-host.ts';

const BOMB = 'x'.repeat(60_000);
const reference = '$'.concat('{BOMB}');

it.each([
  ['one text', { a: reference.repeat(100_000) }],
  ['many texts', { a: Array.from({ length: 20_000 }, () => reference) }],
  ['texts in depth', { a: { b: [{ c: reference.repeat(5_000) }] } }],
])('that names a long value again and again in %s stays as it is written', async (_, config) => {
  const host = scriptedHost({ files: { '/s/.env': `BOMB=${BOMB}` } });
  const filled = JSON.stringify(await filledConfig(host, config, '/s', {}));
  expect(filled.length).toBeLessThan(3 * 1024 * 1024);
  expect(filled).toContain(reference);
});

it('is so for a credential as well', () => {
  expect(filledIn(reference.repeat(100_000), { BOMB }).length).toBeLessThan(1024 * 1024);
});

it('fills in what is named a few times', async () => {
  const host = scriptedHost({ files: { '/s/.env': 'PLACE=/data' } });
  const config = { logging: { file: '$'.concat('{PLACE}/a.log') } };
  expect(await filledConfig(host, config, '/s', {})).toEqual({ logging: { file: '/data/a.log' } });
});
