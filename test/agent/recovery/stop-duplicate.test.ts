/** Ending a second gateway: only one that is OpenClaw's, ours, and in this one's way; and it must stay ended. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { resumeFrozenAct } from '../../../src/agent/recovery/acts/resume-frozen.ts';
import { stopDuplicateAct } from '../../../src/agent/recovery/acts/stop-duplicate.ts';
import type { ActResult, RunMemory } from '../../../src/runbooks/act.ts';
import { freeBlock } from '../../gateway/ports.ts';
import { processLike } from '../place.ts';
import { fakeOpenClaw } from '../supervisors/fake-openclaw.ts';
import { aPlan, toolsFor } from './act-tools.ts';

const MEMORY: RunMemory = { run: 'run-1', plan: aPlan({ operation: null, instance: null }), told: {} };
const code = (result: ActResult): string | null => (result.ok ? null : result.because.code);
const lives = (pid: number): boolean => existsSync(`/proc/${pid}`);

async function served() {
  const port = await freeBlock();
  const fake = fakeOpenClaw(port);
  const main = await fake.start();
  return { fake, port, main, act: stopDuplicateAct(fake.means) };
}

describe('a second gateway', { timeout: 60_000 }, () => {
  it('on the same configuration is ended, and the first one is left alone', async () => {
    const { fake, port, main, act } = await served();
    const second = await processLike(fake.place, { port, stateDir: join(fake.place.dir, 'other-state') });
    expect(await act.seen?.(toolsFor(MEMORY))).toBe('not-done');
    expect(await act.do(toolsFor(MEMORY))).toMatchObject({ ok: true, told: { ended: [String(second)] } });
    expect([lives(second), lives(main)]).toEqual([false, true]);
    expect(await act.seen?.(toolsFor(MEMORY))).toBe('done');
  });

  it('with a configuration and a state of its own is another gateway, and is left alone', async () => {
    const { fake, port, act } = await served();
    const config = fake.place.write('theirs.json', '{}');
    const other = await processLike(
      { ...fake.place, configPath: config, env: { ...fake.place.env, OPENCLAW_CONFIG_PATH: config } },
      { port, stateDir: join(fake.place.dir, 'their-state') },
    );
    expect(code(await act.do(toolsFor(MEMORY)))).toBe('duplicate.has-files-of-its-own');
    expect(lives(other)).toBe(true);
  });

  it.each([
    [
      'before the first is ended, ends neither',
      0,
      { ok: false, because: { code: 'duplicate.no-right' } },
      true,
    ],
    [
      'only after the first, says which was ended',
      15,
      { ok: null, because: { code: 'duplicate.ended-some' } },
      false,
    ],
  ])('of two, of which one turns out to be out of reach %s', async (_, from, expected, bothLive) => {
    const { fake, port, main, act } = await served();
    const pids: number[] = [];
    for (const name of ['one', 'two'])
      pids.push(await processLike(fake.place, { port, stateDir: join(fake.place.dir, name) }));
    // No account here has the same user and lacks the right: the kernel's word is put in its place.
    const kill = process.kill.bind(process);
    let first: number | null = null;
    const spy = vi.spyOn(process, 'kill').mockImplementation((pid, signal) => {
      const number = signal === 'SIGTERM' ? 15 : 0;
      if (number === 15) first ??= pid;
      if (pids.includes(pid) && number >= from && (from === 0 ? pid === pids[1] : pid !== first))
        throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
      return kill(pid, signal);
    });
    onTestFinished(() => void spy.mockRestore());
    expect(await act.do(toolsFor(MEMORY))).toMatchObject(expected);
    spy.mockRestore();
    // One that was told to end may still be at it.
    await vi.waitFor(() => expect(pids.filter(lives)).toHaveLength(bothLive ? 2 : 1), 10_000);
    expect(lives(main)).toBe(true);
  });

  it('that is not there is said not to be there', async () => {
    const { act } = await served();
    expect(code(await act.do(toolsFor(MEMORY)))).toBe('duplicate.none');
  });

  it('that somebody starts again and again is not said to be gone', async () => {
    const { fake, port, act } = await served();
    const part = { port, stateDir: join(fake.place.dir, 'other-state') };
    const first = await processLike(fake.place, part);
    const again = (async () => {
      while (lives(first)) await new Promise((resolve) => setTimeout(resolve, 100));
      return processLike(fake.place, part);
    })();
    const result = await act.do(toolsFor(MEMORY));
    expect(result).toMatchObject({
      ok: null,
      because: { code: 'duplicate.comes-back', params: { pid: String(await again) } },
    });
  });
});

describe('a frozen gateway', { timeout: 60_000 }, () => {
  it('goes on, with its process and its work', async () => {
    const { fake, main } = await served();
    const act = resumeFrozenAct(fake.means);
    process.kill(main, 'SIGSTOP');
    expect(await act.seen?.(toolsFor(MEMORY))).toBe('not-done');
    expect(await act.do(toolsFor(MEMORY))).toMatchObject({ ok: true });
    expect(await act.seen?.(toolsFor(MEMORY))).toBe('done');
    expect(fake.lock()?.pid).toBe(main);
  });

  it('that something stops again is not said to go on', async () => {
    const { fake, main } = await served();
    process.kill(main, 'SIGSTOP');
    const timer = setInterval(() => process.kill(main, 'SIGSTOP'), 20);
    const brief = AbortSignal.timeout(4_000);
    const result = await resumeFrozenAct(fake.means).do(toolsFor(MEMORY, [], brief));
    clearInterval(timer);
    expect(code(result)).toBe('frozen.stopped-again');
  });

  it('that is not frozen is not touched', async () => {
    const { fake } = await served();
    expect(code(await resumeFrozenAct(fake.means).do(toolsFor(MEMORY)))).toBe('frozen.is-not');
  });
});
