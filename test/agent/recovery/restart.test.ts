/** The ordered restart and its proof, on a process that acts as a gateway does: each way to fail has its own word. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { restartAct, STOP_START } from '../../../src/agent/recovery/acts/restart.ts';
import { restartProofAct } from '../../../src/agent/recovery/acts/restart-proof.ts';
import { startAct } from '../../../src/agent/recovery/acts/start.ts';
import { keepFor } from '../../../src/agent/recovery/acts/supervisor-means.ts';
import { beginRestart, lastRestart, noteRestart } from '../../../src/agent/recovery/history.ts';
import { runningNow, wordOf } from '../../../src/agent/supervisors/instance.ts';
import { outlookOf } from '../../../src/agent/supervisors/outlook.ts';
import { sightOf } from '../../../src/agent/supervisors/sight.ts';
import type { Because } from '../../../src/protocol/recovery.ts';
import type { Act, ActResult, RunMemory } from '../../../src/runbooks/act.ts';
import { freeBlock as freePort } from '../../gateway/ports.ts';
import { type Fake, fakeOpenClaw, type Manners } from '../supervisors/fake-openclaw.ts';
import { aPlan, toolsFor } from './act-tools.ts';

const fake = async (manners?: Manners): Promise<Fake> => fakeOpenClaw(await freePort(), manners);
const memoryOf = (operation: string | null, supervisor = 'process', run = 'run-1'): RunMemory => ({
  run,
  plan: aPlan({ operation, instance: null, supervisor }),
  told: {},
});
/** Does it, and remembers what it told as the engine would. */
async function does(act: Act, memory: RunMemory): Promise<{ result: ActResult; memory: RunMemory }> {
  const result = await act.do(toolsFor(memory));
  const told = result.ok ? { ...memory.told, [act.id]: result.told ?? {} } : memory.told;
  return { result, memory: { ...memory, told } };
}
const code = (result: ActResult): string | null => (result.ok ? null : result.because.code);

describe('one that somebody else has restarted meanwhile', { timeout: 60_000 }, () => {
  /** A run whose plan was made for the gateway as it is now. */
  async function planned(it_: Fake): Promise<RunMemory> {
    const sight = await sightOf(it_.means, 'default');
    const running = sight && (await runningNow(sight));
    const memory = memoryOf('restart.process');
    const standing = { configSha256: null, instance: running ? wordOf(running.instance) : null };
    return { ...memory, plan: { ...memory.plan, standing } };
  }
  async function booted(it_: Fake, pid: number): Promise<string | undefined> {
    const before = it_.lock()?.ownerId;
    process.kill(pid, 'SIGUSR2');
    while (it_.lock()?.ownerId === before) await new Promise((resolve) => setTimeout(resolve, 50));
    await it_.up();
    return it_.lock()?.ownerId;
  }

  it('is not restarted again, and only looked at', async () => {
    const it_ = await fake();
    const pid = await it_.start();
    const memory = await planned(it_);
    const owner = await booted(it_, pid);
    const said: Because[] = [];
    const result = await restartAct(it_.means).do(toolsFor(memory, said));
    expect(result).toEqual({ ok: true, told: { already: true } });
    expect(said.map(({ code }) => code)).toEqual(['restart.already-another']);
    expect(lastRestart(it_.means.stateDir, memory.run)).toBeNull();
    const proof = await does(restartProofAct(it_.means), { ...memory, told: { restart: { already: true } } });
    expect(proof.result).toMatchObject({ ok: true });
    expect([it_.lock()?.ownerId, it_.lock()?.pid]).toEqual([owner, pid]);
  });

  it.each([
    ['a file was changed for it', { 'repair.apply': { repair: 'set-workspace' } }],
    ['it goes back to what was before', { restart: { seq: 0 } }],
  ])('is restarted all the same where %s', async (_title, told) => {
    const it_ = await fake();
    const pid = await it_.start();
    const memory = await planned(it_);
    const owner = await booted(it_, pid);
    const { result } = await does(restartAct(it_.means), { ...memory, told });
    expect(result).toMatchObject({ ok: true, told: { supervisor: 'process' } });
    await it_.up();
    expect(it_.lock()?.ownerId).not.toBe(owner);
  });

  it('is waited for while a script is about to start it', async () => {
    const it_ = await fake();
    const pid = await it_.start();
    const memory = await planned(it_);
    process.kill(pid, 'SIGKILL');
    rmSync(`${it_.place.stateDir}/tmp`, { recursive: true });
    const again = new Promise((resolve) => setTimeout(() => resolve(it_.start()), 600));
    const { result } = await does(restartAct(it_.means), memory);
    expect(result).toEqual({ ok: true, told: { already: true } });
    await again;
    expect(it_.starts()).toHaveLength(2);
  });

  it('is restarted as planned while it is the one that was planned for', async () => {
    const it_ = await fake();
    await it_.start();
    const owner = it_.lock()?.ownerId;
    const { result } = await does(restartAct(it_.means), await planned(it_));
    expect(result).toMatchObject({ ok: true, told: { supervisor: 'process' } });
    await it_.up();
    expect(it_.lock()?.ownerId).not.toBe(owner);
  });
});

describe('a restart of a plain process', { timeout: 60_000 }, () => {
  it('is made within it by SIGUSR2, and proved by the owner of its lock', async () => {
    const it_ = await fake();
    const pid = await it_.start();
    const before = it_.lock()?.ownerId;
    const done = await does(restartAct(it_.means), memoryOf('restart.process'));
    expect(done.result).toMatchObject({ ok: true });
    const proof = await does(restartProofAct(it_.means), done.memory);
    expect(proof.result).toMatchObject({
      ...{ ok: true, told: { version: '2026.9.6' } },
      changed: [{ before: `PID ${pid}`, after: `PID ${pid}, another boot` }],
    });
    expect(it_.lock()).toMatchObject({ pid });
    expect(it_.lock()?.ownerId).not.toBe(before);
    expect(it_.starts()).toHaveLength(1);
  });

  it('is asked of the gateway first, which ends its turns, and then nothing is ordered besides', async () => {
    const it_ = await fake();
    const pid = await it_.start();
    const asked: string[] = [];
    const means = {
      ...it_.means,
      askRestart: async () => {
        asked.push('asked');
        // Its turns end by and by; only then does it boot anew.
        setTimeout(() => process.kill(pid, 'SIGUSR2'), 700);
        return { asked: 'deferred' as const };
      },
    };
    const owner = it_.lock()?.ownerId;
    const { result } = await does(restartAct(means), memoryOf('restart.process'));
    expect(result).toMatchObject({ ok: true });
    await it_.up();
    expect([asked, it_.lock()?.ownerId === owner, it_.starts().length]).toEqual([['asked'], false, 1]);
  });

  it('ends and starts one that takes itself for a service’s, since it would end and stay down', async () => {
    const it_ = await fake();
    const pid = await it_.start([], { INVOCATION_ID: '0123456789abcdef0123456789abcdef' });
    const sight = await sightOf(it_.means, 'default');
    const outlook = sight && (await outlookOf(sight, 'restart'));
    expect(outlook?.cautions.map((one) => one.code)).toContain('caution.stop-and-start');
    const done = await does(restartAct(it_.means), memoryOf('restart.process'));
    expect(done.result).toMatchObject({ ok: true });
    expect((await does(restartProofAct(it_.means), done.memory)).result).toMatchObject({ ok: true });
    expect(it_.lock()?.pid).not.toBe(pid);
    expect(it_.starts()[1]).toBe('gateway run external');
  });

  it('keeps the port that a flag gave, and drops the token that a flag gave', async () => {
    const it_ = await fake();
    const other = await freePort();
    const pid = await it_.start(['--port', String(other), '--token', 'canary-0001']);
    const done = await does(restartAct(it_.means), memoryOf(STOP_START));
    expect(done.result).toMatchObject({ ok: true });
    expect((await does(restartProofAct(it_.means), done.memory)).result).toMatchObject({
      ok: true,
      told: { port: other },
      // Another number is the change, and not what is called by it.
      changed: [{ what: 'gateway process', before: `PID ${pid}`, after: `PID ${it_.lock()?.pid}` }],
    });
    expect(it_.starts()[1]).toBe(`gateway run --port ${other} external`);
  });

  it('goes on where it died between the stop and the start, and starts it once', async () => {
    const it_ = await fake();
    const pid = await it_.start(['--token', 'canary-0001']);
    const memory = memoryOf(STOP_START);
    const sight = await sightOf(it_.means, 'default');
    const running = sight && (await runningNow(sight));
    // As a host agent leaves it that is killed right after the stop.
    const { stateDir } = it_.means;
    const about = { run: memory.run, gateway: 'default', port: null, failing: [], beganAt: Date.now() };
    beginRestart(stateDir, { ...about, before: running ? wordOf(running.instance) : null });
    process.kill(pid, 'SIGKILL');
    rmSync(`${it_.place.stateDir}/tmp`, { recursive: true });
    const act = restartAct(it_.means);
    expect(await act.seen?.(toolsFor(memory))).toBe('not-done');
    const done = await does(act, memory);
    expect(done.result).toMatchObject({ ok: true });
    expect((await does(restartProofAct(it_.means), done.memory)).result).toMatchObject({ ok: true });
    expect(it_.starts()).toHaveLength(2);
  });

  it('is not told again to one that drains, and is seen to be done when that is over', async () => {
    const it_ = await fake({ drainMs: 1_500 });
    const pid = await it_.start();
    const sight = await sightOf(it_.means, 'default');
    const running = sight && (await runningNow(sight));
    const about = { run: 'run-1', gateway: 'default', port: null, failing: [], beganAt: Date.now() };
    beginRestart(it_.means.stateDir, { ...about, before: running ? wordOf(running.instance) : null });
    process.kill(pid, 'SIGUSR2');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await restartAct(it_.means).seen?.(toolsFor(memoryOf('restart.process')))).toBe('done');
  });

  it('is not ordered where it cannot be written down', async () => {
    const it_ = await fake();
    await it_.start();
    const owner = it_.lock()?.ownerId;
    mkdirSync(dirname(keepFor(it_.means.stateDir, 'x')), { recursive: true, mode: 0o700 });
    mkdirSync(`${it_.means.stateDir}/recovery/restarts.json.${process.pid}.new`);
    const { result } = await does(restartAct(it_.means), memoryOf('restart.process'));
    expect(code(result)).toBe('restart.not-written');
    expect(it_.lock()?.ownerId).toBe(owner);
  });

  it('is refused where another supervisor holds the gateway than people agreed to', async () => {
    const it_ = await fake();
    await it_.start();
    const { result } = await does(restartAct(it_.means), memoryOf('restart.systemd-user', 'systemd-user'));
    expect(code(result)).toBe('restart.other-supervisor');
    expect(lastRestart(it_.means.stateDir, 'run-1')).toBeNull();
  });

  it('is refused while the process is frozen: it would end unheard, and its turns with it', async () => {
    const it_ = await fake();
    const pid = await it_.start();
    process.kill(pid, 'SIGSTOP');
    expect(code((await does(restartAct(it_.means), memoryOf('restart.process'))).result)).toBe(
      'restart.frozen',
    );
  });
});

describe('the proof', { timeout: 60_000 }, () => {
  /** Restarts through a stop and a start with these manners from then on, and tells what the proof says. */
  async function proofOf(manners: Manners, first: Manners = {}): Promise<{ it_: Fake; result: ActResult }> {
    const it_ = await fake(first);
    await it_.start();
    it_.behave(manners);
    const done = await does(restartAct(it_.means), memoryOf(STOP_START));
    expect(done.result).toMatchObject({ ok: true });
    return { it_, result: (await does(restartProofAct(it_.means), done.memory)).result };
  }

  it('says when it is never back: the start was refused', async () => {
    const { result } = await proofOf({ refuses: true });
    expect(code(result)).toBe('start.ended-by-itself');
  });

  it('says when it is back on another port', async () => {
    const { result } = await proofOf({ port: await freePort() });
    expect(code(result)).toBe('proof.other-port');
  });

  it('says when it is back with the old version', async () => {
    const { result } = await proofOf({ version: '2026.8.2' });
    expect(result).toMatchObject({
      ok: false,
      because: { code: 'proof.old-version', params: { installed: '2026.9.6' } },
    });
  });

  it('says when it is up and takes no work, and with what', async () => {
    const { result } = await proofOf({ failing: ['startup-sidecars'] });
    expect(result).toMatchObject({
      because: { code: 'proof.not-ready', params: { failing: 'startup-sidecars' } },
    });
  });

  it('does not ask for a channel that was failing before', async () => {
    const { result } = await proofOf({ failing: ['telegram'] }, { failing: ['telegram'] });
    expect(result).toMatchObject({ ok: true, told: { failing: ['telegram'] } });
  });

  it('does not wait for a channel that nobody lets in, once the gateway has been up for a while', async () => {
    const it_ = await fake({ failing: ['telegram'] });
    const config = JSON.parse(readFileSync(it_.place.configPath, 'utf8')) as object;
    it_.place.configure({ ...config, channels: { telegram: { enabled: true } } });
    const done = await does(startAct(it_.means), memoryOf('start.process'));
    const patient = restartProofAct({ ...it_.means, patienceMs: 40_000 });
    expect((await does(patient, done.memory)).result).toMatchObject({
      ok: true,
      told: { failing: ['telegram'] },
    });
  });

  it('does not believe one that dies a second after it was ready', async () => {
    const { result } = await proofOf({ livesMs: 2_000 });
    expect(code(result)).toBe('start.ended-by-itself');
  });

  it('does not take the old instance for a new one', async () => {
    const it_ = await fake();
    await it_.start();
    const sight = await sightOf(it_.means, 'default');
    const running = sight && (await runningNow(sight));
    const about = { run: 'run-1', gateway: 'default', port: null, failing: [], beganAt: Date.now() };
    const { seq } = beginRestart(it_.means.stateDir, {
      ...about,
      before: running ? wordOf(running.instance) : null,
    });
    noteRestart(it_.means.stateDir, seq, { ended: 'done', goneAt: Date.now() });
    const { result } = await does(restartProofAct(it_.means), memoryOf('restart.process'));
    expect(code(result)).toBe('proof.same-instance');
  });

  it('names somebody who restarts it meanwhile', async () => {
    const it_ = await fake();
    const pid = await it_.start();
    const timer = setInterval(() => process.kill(pid, 'SIGUSR2'), 900);
    const { result } = await does(restartProofAct(it_.means), memoryOf('restart.process'));
    clearInterval(timer);
    expect(code(result)).toBe('proof.restarts-itself');
  });

  it('starts one that is stopped, and leaves one that runs alone', async () => {
    const it_ = await fake();
    const act = startAct(it_.means);
    const memory = memoryOf('start.process');
    expect(await act.seen?.(toolsFor(memory))).toBe('not-done');
    const done = await does(act, memory);
    expect(done.result).toMatchObject({ ok: true });
    expect((await does(restartProofAct(it_.means), done.memory)).result).toMatchObject({ ok: true });
    expect((await does(act, memory)).result).toMatchObject({ ok: true, told: { already: true } });
    expect(it_.starts()).toHaveLength(1);
  });
});
