/** What a client-only place presents to its gateway elsewhere, in OpenClaw's order (2026.9.6). */
import { describe, expect, it } from 'vitest';
import type { CredentialCopy } from '../../../src/agent/credentials/credential-copies.ts';
import { remoteCopies } from '../../../src/agent/credentials/remote-precedence.ts';

const copy = (id: string, value: string | null = `of-${id}`): CredentialCopy => ({
  id,
  place: id,
  kind: id.endsWith('password') ? 'password' : 'token',
  value,
  fingerprint: value,
  reference: value === null ? 'exec' : null,
  placeholder: false,
});
const shown = (source: 'env' | 'remote', ...copies: CredentialCopy[]) =>
  remoteCopies(copies, source).shown.map(({ id }) => id);

describe('by the configuration', () => {
  it.each([
    [['config', 'shell-env', 'remote'], ['remote']],
    [['config', 'shell-env'], ['shell-env']],
    [['config', 'state-env', 'config-env'], ['state-env']],
    [['config', 'unit', 'process-env'], ['config']],
    [['config-password', 'remote-password', 'shell-env-password'], ['shell-env-password']],
    [['config-password', 'remote-password'], ['remote-password']],
    [
      ['remote', 'remote-password'],
      ['remote', 'remote-password'],
    ],
    [['unit', 'flag'], []],
  ])('of %j it presents %j', (ids, expected) => {
    expect(shown('remote', ...ids.map((id) => copy(id)))).toEqual(expected);
  });
});

describe('by the environment', () => {
  it.each([
    [['config', 'remote', 'shell-env'], ['shell-env']],
    [['config', 'remote'], []],
    [
      ['remote', 'shell-env', 'state-env-password'],
      ['shell-env', 'state-env-password'],
    ],
  ])('of %j it presents %j', (ids, expected) => {
    expect(shown('env', ...ids.map((id) => copy(id)))).toEqual(expected);
  });
});

it('lets the next in order through where one has no value, and tells of it where there is no next', () => {
  expect(remoteCopies([copy('remote', null), copy('shell-env')], 'remote')).toMatchObject({
    shown: [{ id: 'shell-env' }],
    withheld: null,
  });
  expect(remoteCopies([copy('remote', null)], 'remote')).toMatchObject({
    shown: [],
    withheld: { id: 'remote' },
  });
});
