/** A gateway that speaks of an older file has not applied the new one, whatever it says of hashes. */
import { expect, it } from 'vitest';
import { tellsOfFile } from '../../../src/agent/recovery/tells-of-file.ts';

const SAVED = { agents: { defaults: { model: 'stub/one' } }, gateway: { auth: { token: 'secret' } } };
const HIDDEN = { auth: { token: '__OPENCLAW_REDACTED__' } };

it.each([
  ['the same, secrets hidden', { ...SAVED, gateway: HIDDEN }, true],
  ['another value', { agents: { defaults: { model: 'openai/one' } }, gateway: HIDDEN }, false],
  ['a key that is not there any more', { ...SAVED, gateway: HIDDEN, models: {} }, false],
  ['without a key that is there now', { gateway: HIDDEN }, false],
  [
    'a secret where the file has none',
    { ...SAVED, gateway: HIDDEN, env: { KEY: '__OPENCLAW_REDACTED__' } },
    false,
  ],
])('%s', (_title, told, does) => {
  expect(tellsOfFile(`// of this host\n${JSON.stringify(told)}`, SAVED)).toBe(does);
});

it('what cannot be compared is not held against it', () => {
  expect(tellsOfFile(null, SAVED)).toBe(true);
  expect(tellsOfFile('{', SAVED)).toBe(true);
});
