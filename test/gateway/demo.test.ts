/**
 * The first thing that a newcomer runs, as a test: a real gateway, the bot, an enrolled host agent, and the thread.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults } from './faults/index.ts';

const LIMIT_MS = 300_000;

function demo(...args: string[]) {
  const file = join(import.meta.dirname, 'demo.ts');
  const ran = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8', timeout: LIMIT_MS });
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
}

describe('the demo', () => {
  it('names the planted fault first', { timeout: LIMIT_MS }, () => {
    const ran = demo('--once', '--json');
    expect(ran, ran.stderr).toMatchObject({ code: 0 });
    const thread = JSON.parse(ran.stdout);
    expect(thread).toMatchObject({ schema: 1, passed: true });
    expect(thread.findings[0]).toMatchObject({ id: 'token-drift' });
  });

  it('accuses a healthy gateway of nothing', { timeout: LIMIT_MS }, () => {
    const ran = demo('--healthy', '--once');
    expect(ran, ran.stderr).toMatchObject({ code: 0 });
    expect(ran.stdout).toContain('Right: nothing is claimed');
  });

  it('brings the gateway back in front of two people, and ends well only if it is recovered', {
    timeout: 600_000,
  }, () => {
    const ran = demo('--recover', '--once');
    expect(ran.stdout + ran.stderr).toContain('olaf presses Approve');
    expect(ran.stdout).toContain('node-3: recovered');
    expect(ran, ran.stderr).toMatchObject({ code: 0 });
  });

  it('lists its faults, one a line, with what may be found', () => {
    const lines = demo('--list-faults').stdout.trim().split('\n');
    expect(lines).toHaveLength(faults.length);
    expect(lines[0]).toBe('token-flag\ttoken-drift');
  });

  it('says what there is when a fault is misspelt, and starts nothing', () => {
    const ran = demo('--fault', 'tokn-flag');
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('There is no fault "tokn-flag". There are: token-flag,');
  });
});
