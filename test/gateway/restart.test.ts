/**
 * Restart, start and proof on the real gateway as a plain process: within its process, ended and started again without
 * the token of its command line, killed, frozen, and doubled.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realHost } from '../../src/agent/host/host-port.ts';
import { askRestartWith } from '../../src/agent/recovery/acts/ask-restart.ts';
import { restartAct } from '../../src/agent/recovery/acts/restart.ts';
import { restartProofAct } from '../../src/agent/recovery/acts/restart-proof.ts';
import { resumeFrozenAct } from '../../src/agent/recovery/acts/resume-frozen.ts';
import { startAct } from '../../src/agent/recovery/acts/start.ts';
import { keepFor, type SupervisorMeans } from '../../src/agent/recovery/acts/supervisor-means.ts';
import { lastRestart, usualRestarts } from '../../src/agent/recovery/history.ts';
import { instanceOf, runningNow } from '../../src/agent/supervisors/instance.ts';
import { outlookOf } from '../../src/agent/supervisors/outlook.ts';
import { sightOf } from '../../src/agent/supervisors/sight.ts';
import type { Sight } from '../../src/agent/supervisors/supervisor.ts';
import type { Act, ActResult, RunMemory } from '../../src/runbooks/act.ts';
import { aPlan, toolsFor } from '../agent/recovery/act-tools.ts';
import { installOpenClaw } from './install.ts';
import { type Lab, openLab } from './lab.ts';
import { killRest, treeOf } from './process-tree.ts';

const LIMIT_MS = 240_000;

describe('a plain process', () => {
  let lab: Lab;
  let means: SupervisorMeans;
  let memory: RunMemory;
  const stateDir = mkdtempSync(join(tmpdir(), 'restarts-'));

  const sight = async (): Promise<Sight> => {
    const found = await sightOf(means, 'default');
    if (!found) throw new Error('no gateway is found');
    return found;
  };
  const now = async () => (await runningNow(await sight()))?.instance;
  /** What was done, remembered as the engine does. */
  async function does(act: Act): Promise<ActResult> {
    const result = await act.do(toolsFor(memory));
    if (result.ok) memory = { ...memory, told: { ...memory.told, [act.id]: result.told ?? {} } };
    return result;
  }
  const begin = (run: string, plan: Parameters<typeof aPlan>[0]): void => {
    memory = { run, plan: aPlan(plan), told: {} };
  };

  beforeAll(async () => {
    lab = await openLab(await installOpenClaw(() => {}));
    means = {
      host: realHost(),
      env: lab.env(),
      openclaw: lab.openclaw.command,
      stateDir,
      now: Date.now,
      askRestart: async () => ({ asked: null, because: { code: 'restart.not-asked', params: {} } }),
    };
  });
  afterAll(async () => {
    // What the acts have started is no child of the lab's.
    const left = lab && (await now());
    if (left) killRest(treeOf(left.pid));
    await lab?.dispose();
    rmSync(stateDir, { recursive: true, force: true });
  });

  it(
    'boots anew in its process: the same PID, another instance, proved',
    async () => {
      await lab.start({ args: ['--token', 'a-token-of-the-command-line-0001'] });
      const before = await now();
      const outlook = await outlookOf(await sight(), 'restart');
      expect(outlook).toMatchObject({ supervisor: 'process', operation: 'restart.process' });
      begin('in-process', { operation: outlook.operation, instance: outlook.instance });
      expect(await restartAct(means).seen?.(toolsFor(memory))).toBe('not-done');
      expect(await does(restartAct(means))).toMatchObject({ ok: true });
      expect(await restartAct(means).seen?.(toolsFor({ ...memory, told: {} }))).toBe('done');
      const proof = await does(restartProofAct(means));
      expect(proof).toMatchObject({ ok: true, told: { version: lab.openclaw.version, port: lab.port } });
      const after = instanceOf(String(memory.told['restart.proof']?.instance));
      expect(after).toMatchObject({ pid: before?.pid, start: before?.start });
      expect(after?.owner).not.toBe(before?.owner);
      expect(usualRestarts(stateDir, 'default')).toHaveLength(1);
    },
    LIMIT_MS,
  );

  it(
    'ended and started again, it has lost the token of its command line, and would call no repair agent of OpenClaw’s',
    async () => {
      const before = await now();
      const outlook = await outlookOf(await sight(), 'anew');
      expect(outlook.operation).toBe('restart.stop-start');
      begin('anew', { operation: 'restart.stop-start', instance: outlook.instance });
      const keep = keepFor(stateDir, 'anew');
      expect(await does(restartAct(means))).toMatchObject({ ok: true });
      expect(existsSync(keep)).toBe(true);
      expect(await does(restartProofAct(means))).toMatchObject({ ok: true });
      // It held the environment of the gateway, and is gone when it is not needed any more.
      expect(existsSync(keep)).toBe(false);
      const after = await now();
      expect(after?.pid).not.toBe(before?.pid);
      const environ = readFileSync(`/proc/${after?.pid}/environ`, 'utf8').split('\0');
      expect(environ).toContain('OPENCLAW_SUPERVISOR_MODE=external');
      expect(environ).toContain('OPENCLAW_NO_RESPAWN=1');
      const answer = await lab.cli(['gateway', 'call', 'health', '--json']);
      expect(answer.code, answer.output).toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'asked to restart itself, it does, with a credential of this host’s own',
    async () => {
      const before = await now();
      const outlook = await outlookOf(await sight(), 'restart');
      begin('asked', { operation: 'restart.process', instance: outlook.instance });
      const said: string[] = [];
      const asking = { ...means, askRestart: askRestartWith(means) };
      const tools = { ...toolsFor(memory), say: ({ code }: { code: string }) => void said.push(code) };
      expect(await restartAct(asking).do(tools)).toMatchObject({ ok: true });
      expect(said).toEqual(['restart.asked']);
      expect(await does(restartProofAct(means))).toMatchObject({ ok: true });
      expect((await now())?.owner).not.toBe(before?.owner);
    },
    LIMIT_MS,
  );

  it(
    'frozen, it goes on; a restart of one that is frozen is refused',
    async () => {
      const running = await now();
      if (!running) throw new Error('it does not run');
      process.kill(running.pid, 'SIGSTOP');
      begin('frozen', { operation: 'restart.process', instance: null });
      expect(await does(restartAct(means))).toMatchObject({ ok: false, because: { code: 'restart.frozen' } });
      expect(await does(resumeFrozenAct(means))).toMatchObject({ ok: true });
      expect(await does(resumeFrozenAct(means))).toMatchObject({
        ok: false,
        because: { code: 'frozen.is-not' },
      });
      expect(await now()).toEqual(running);
    },
    LIMIT_MS,
  );

  it(
    'killed, it is started once, though it is asked twice; a crash in between is seen',
    async () => {
      const running = await now();
      if (!running) throw new Error('it does not run');
      process.kill(running.pid, 'SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, 500));
      const outlook = await outlookOf(await sight(), 'restart');
      expect(outlook).toMatchObject({ operation: 'start.process', instance: null });
      begin('killed', { operation: 'start.process', instance: null });
      expect(await startAct(means).seen?.(toolsFor(memory))).toBe('not-done');
      expect(await does(startAct(means))).toMatchObject({ ok: true });
      expect(await does(restartProofAct(means))).toMatchObject({ ok: true });
      expect(await startAct(means).seen?.(toolsFor(memory))).toBe('done');
      expect(await does(startAct(means))).toMatchObject({ ok: true, told: { already: true } });
      expect(lastRestart(stateDir, 'killed')?.ended).toBe('done');
    },
    LIMIT_MS,
  );
});
