/**
 * A restart, and the restart on the way back after it, of a process that acts as a gateway does, with the host's own
 * budget and history in one folder: what a crash cut short is not ordered a second time, and the budget still counts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { restartAct, STOP_START } from '../../../src/agent/recovery/acts/restart.ts';
import { restartBudget } from '../../../src/agent/recovery/budget.ts';
import { lastRestart } from '../../../src/agent/recovery/history.ts';
import type { RunMemory } from '../../../src/runbooks/act.ts';
import { freeBlock } from '../../gateway/ports.ts';
import { fakeOpenClaw } from '../supervisors/fake-openclaw.ts';
import { aPlan, toolsFor } from './act-tools.ts';

const LIMIT = { max: 3, windowMs: 900_000 };
const FREE = { spare: 0, must: false };

it('is seen to be done on the way back too, and counts against the budget', { timeout: 60_000 }, async () => {
  const it_ = fakeOpenClaw(await freeBlock());
  await it_.start(['--token', 'canary-0001']);
  const { stateDir } = it_.means;
  const budget = restartBudget(stateDir, LIMIT, Date.now);
  const act = restartAct(it_.means);
  const forward: RunMemory = {
    run: 'run-1',
    plan: aPlan({ operation: STOP_START, instance: null }),
    told: {},
  };
  expect(budget('run-1#1', FREE)).toBeNull();
  const first = await act.do(toolsFor(forward));
  expect(first).toMatchObject({ ok: true, told: { seq: 1 } });
  await it_.up();
  const back: RunMemory = { ...forward, told: { restart: (first.ok && first.told) || {} } };
  expect(await act.seen?.(toolsFor(back))).toBe('not-done');
  expect(budget('run-1#2', { spare: 0, must: true })).toBeNull();
  // It is done, and the host agent dies before it could write that down in the journal of the run.
  expect(await act.do(toolsFor(back))).toMatchObject({ ok: true, told: { seq: 2 } });
  await it_.up();
  expect(await act.seen?.(toolsFor(back))).toBe('done');
  expect(it_.starts()).toHaveLength(3);
  expect(lastRestart(stateDir, 'run-1')).toMatchObject({ seq: 2, ended: 'done' });
  expect([budget('run-2#1', FREE), budget('run-2#2', FREE)?.code]).toEqual([null, 'budget.restarts-spent']);
});

it('is unknown where the history lost what was written down', { timeout: 60_000 }, async () => {
  const it_ = fakeOpenClaw(await freeBlock());
  await it_.start();
  const act = restartAct(it_.means);
  const memory: RunMemory = {
    run: 'run-1',
    plan: aPlan({ operation: STOP_START, instance: null }),
    told: {},
  };
  expect(await act.do(toolsFor(memory))).toMatchObject({ ok: true });
  const path = join(it_.means.stateDir, 'recovery/restarts.json');
  writeFileSync(path, readFileSync(path).subarray(0, 20));
  expect(await act.seen?.(toolsFor(memory))).toBe('unknown');
});
