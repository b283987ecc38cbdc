/** Which running gateway is meant: what a lock and /proc say together, and what neither says alone. */
import { describe, expect, it } from 'vitest';
import {
  type Instance,
  instanceOf,
  isAlive,
  isBootedSince,
  runningNow,
  sameInstance,
  wordOf,
} from '../../../src/agent/supervisors/instance.ts';
import { catches } from '../../../src/agent/supervisors/signals.ts';
import { scriptedHost } from '../scripted-host.ts';

const OWNER = '38c1d464-3ea0-4fd1-8303-d3b4c1cea1e1';
const BOOT = '5f1c7c0e6f6b4c7e9f0d1a2b3c4d5e6f';
const one: Instance = { pid: 4_242, start: 5_086_782, boot: BOOT, owner: OWNER };

describe('an instance', () => {
  it('is named by a word that is read back', () => {
    for (const owner of [OWNER, null])
      for (const boot of [BOOT, null]) {
        const instance = { ...one, boot, owner };
        expect(instanceOf(wordOf(instance))).toEqual(instance);
      }
    expect(wordOf({ ...one, pid: 4_194_304, owner: 'o'.repeat(64) }).length).toBeLessThanOrEqual(128);
  });

  it('that an earlier release wrote down, without the boot of the machine, is still read and still meant', () => {
    const earlier = instanceOf(`4242@5086782/${OWNER}`);
    expect(earlier).toEqual({ ...one, boot: null });
    expect(earlier && sameInstance(earlier, one)).toBe(true);
    expect(earlier && sameInstance(earlier, { ...one, owner: 'other' })).toBe(false);
  });

  it.each([null, '', '12', 'x@1', '1@', '1@2/a b', '1@2;kill', '1@2:boot/a'])(
    'is not read from %j',
    (word) => {
      expect(instanceOf(word)).toBeNull();
    },
  );

  it.each([
    ['the same', one, true],
    ['another boot in the same process', { ...one, owner: 'other' }, false],
    ['the same process id, used again', { ...one, start: 9 }, false],
    ['the same numbers after a reboot', { ...one, boot: BOOT.replace('5', '6'), owner: null }, false],
    ['another process', { ...one, pid: 9 }, false],
    ['a release that writes no owner', { ...one, owner: null }, true],
  ])('is told from %s', (_, other, same) => {
    expect(sameInstance(one, other)).toBe(same);
  });
});

const stat = (state: string, start: number): string =>
  `4242 (open) claw (x)) ${state} 1 ${Array.from({ length: 17 }, () => 0).join(' ')} ${start} 0 0`;
const LOCK = '/state/tmp/openclaw-0/gateway.state.lock';
const target = {
  stateDir: '/state',
  root: '',
  container: undefined,
  processes: { ok: true as const, value: [] },
};

describe('the gateway that runs now', () => {
  it.each([
    ['is the live process of the lock', { [LOCK]: lock(5), '/proc/4242/stat': stat('S', 5) }, '4242@5/abc'],
    ['is not who has the process id by now', { [LOCK]: lock(5), '/proc/4242/stat': stat('S', 9) }, null],
    ['is not one that only waits to be buried', { [LOCK]: lock(5), '/proc/4242/stat': stat('Z', 5) }, null],
    ['is not one that is gone', { [LOCK]: lock(5) }, null],
    [
      'is not told by a lock that is half written',
      { [LOCK]: lock(5).slice(0, 20), '/proc/4242/stat': stat('S', 5) },
      null,
    ],
    [
      'is told where a lock has no start time',
      { [LOCK]: lock(), '/proc/4242/stat': stat('S', 7) },
      '4242@7/abc',
    ],
  ])('%s', async (_, files, word) => {
    const running = await runningNow({ host: scriptedHost({ files }), target });
    expect(running && wordOf(running.instance)).toBe(word);
  });
});

describe('a process with the same number and start', () => {
  const id = (text: string) => ({ '/proc/4242/stat': stat('S', 5), '/proc/sys/kernel/random/boot_id': text });
  const seenIn = (boot: string | null): Instance => ({ pid: 4_242, start: 5, boot, owner: null });
  it.each([
    ['in the same boot is the same', '5f1c7c0e-6f6b-4c7e-9f0d-1a2b3c4d5e6f\n', BOOT, true, false],
    ['after a reboot is another', '00000000-6f6b-4c7e-9f0d-1a2b3c4d5e6f\n', BOOT, false, true],
    [
      'is believed where the boot was not written down',
      '5f1c7c0e-6f6b-4c7e-9f0d-1a2b3c4d5e6f\n',
      null,
      true,
      false,
    ],
    ['is believed where the boot cannot be read', 'nothing\n', BOOT, true, false],
  ])('%s', async (_, text, boot, alive, booted) => {
    const host = scriptedHost({ files: id(text) });
    expect(await isAlive(host, seenIn(boot))).toBe(alive);
    expect(await isBootedSince(host, seenIn(boot))).toBe(booted);
  });
});

function lock(startTime?: number): string {
  return JSON.stringify({
    pid: 4_242,
    ownerId: 'abc',
    port: 1,
    configPath: '/c',
    stateDir: '/state',
    startTime,
  });
}

describe('whether a process has something to do for SIGUSR2', () => {
  it.each([
    ['a gateway of 2026.9.6', 'SigCgt:\t0000000100014e02\n', true],
    ['one that would be ended by it', 'SigCgt:\t0000000100014602\n', false],
    ['one that cannot be read', '', false],
  ])('%s', async (_, status, yes) => {
    expect(await catches(scriptedHost({ files: { '/proc/7/status': status } }), 7, 'SIGUSR2')).toBe(yes);
  });
});
