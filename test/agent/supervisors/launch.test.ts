/** How a plain gateway is started again: by whose word it restarts, and what must not be taken along. */
import { describe, expect, it } from 'vitest';
import { environmentLine } from '../../../src/agent/supervisors/detached-start.ts';
import { startEnv, staysAlive, withoutCredentials } from '../../../src/agent/supervisors/launch.ts';

describe('what a process does when it restarts (2026.9.6, process-respawn)', () => {
  it.each([
    ['stays, where nothing is set', {}, true],
    ['ends, under a unit', { INVOCATION_ID: 'a' }, false],
    ['ends, where a terminal was started by a unit', { JOURNAL_STREAM: '8:1' }, false],
    ['ends, for an external supervisor', { OPENCLAW_SUPERVISOR_MODE: ' External ' }, false],
    ['stays, where it was told to', { OPENCLAW_SUPERVISOR_MODE: 'external', OPENCLAW_NO_RESPAWN: '1' }, true],
    ['stays, where the variable is empty', { INVOCATION_ID: ' ' }, true],
    ['ends, where it was told no', { INVOCATION_ID: 'a', OPENCLAW_NO_RESPAWN: '0' }, false],
  ])('%s', (_, env, stays) => {
    expect(staysAlive(env)).toBe(stays);
  });

  it('what we start stays, calls nobody, and does not take itself for our service', () => {
    const env = startEnv({ INVOCATION_ID: 'ours', NOTIFY_SOCKET: '/x', MODEL_KEY: 'k', GONE: undefined });
    expect(env).toEqual({ MODEL_KEY: 'k', OPENCLAW_SUPERVISOR_MODE: 'external', OPENCLAW_NO_RESPAWN: '1' });
    expect(staysAlive(env)).toBe(true);
  });
});

it.each([
  [
    ['node', 'oc', 'gateway', '--token', 'canary', '--port', '1'],
    ['node', 'oc', 'gateway', '--port', '1'],
  ],
  [
    ['node', 'oc', 'gateway', '--token=canary'],
    ['node', 'oc', 'gateway'],
  ],
  [
    ['node', 'oc', 'gateway', '--password', 'canary', '--password-file=/x'],
    ['node', 'oc', 'gateway'],
  ],
  [
    ['node', 'oc', 'gateway', '--bind', 'lan'],
    ['node', 'oc', 'gateway', '--bind', 'lan'],
  ],
])('a credential of the command line is left out: %j', (argv, left) => {
  expect(withoutCredentials(argv)).toEqual(left);
});

it('a value is written as systemd reads it back', () => {
  expect(environmentLine('A', 'a"b\\c$d`e')).toBe('A="a\\"b\\\\c\\$d\\`e"');
});
