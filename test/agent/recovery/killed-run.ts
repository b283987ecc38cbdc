/**
 * A process that carries a scripted run out, and may be told to die at one write of its journal: before it, in the middle
 * of it, or once it is on the disk. What it prints is the outcome.
 */
import { writeSync } from 'node:fs';
import { restartBudget } from '../../../src/agent/recovery/budget.ts';
import { carryOut } from '../../../src/agent/recovery/carry-out.ts';
import { realDisk } from '../../../src/agent/recovery/run-journal.ts';
import type { ActResult } from '../../../src/runbooks/act.ts';
import { planOf } from '../../runbooks/plan.ts';
import { scriptedActs, worldIn } from './scripted-acts.ts';

export type KilledRun = {
  dir: string;
  /** The write of this process, from 1, at which it dies; 0: it lives. */
  dieAt: number;
  when: 'before' | 'torn' | 'after';
  /** Acceptance fails, so that everything is put back. */
  failing: boolean;
};

const PLAN = planOf(['snapshot.make', 'config.set-workspace', 'restart.process', 'acceptance.control']);

const { dir, dieAt, when, failing }: KilledRun = JSON.parse(process.argv[2] ?? '{}');
const world = worldIn(`${dir}/gateway`);
const refused: ActResult = { ok: false, because: { code: 'acceptance.tools-denied', params: {} } };
let writes = 0;
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('It lives on.');
};
const carried = await carryOut(
  {
    run: 'order-1',
    plan: PLAN,
    digest: 'd'.repeat(43),
    memory: {},
    patienceMs: 0,
    freeze: null,
    by: 'slack:T1/U1',
    because: null,
  },
  {
    stateDir: `${dir}/state`,
    acts: scriptedActs(world, failing ? { acceptance: refused } : {}),
    budget: restartBudget(`${dir}/state`, { max: 9, windowMs: 900_000 }, Date.now),
    gatewayState: async () => `${dir}/gateway`,
    report: () => undefined,
    stop: new AbortController().signal,
    beatMs: 20,
    disk: {
      write(fd, bytes) {
        writes += 1;
        if (writes !== dieAt) return realDisk.write(fd, bytes);
        if (when === 'before') die();
        if (when === 'torn') {
          writeSync(fd, bytes.subarray(0, bytes.length >> 1));
          die();
        }
        realDisk.write(fd, bytes);
      },
      sync(fd) {
        realDisk.sync(fd);
        if (dieAt > 0 && writes === dieAt && when === 'after') die();
      },
    },
  },
);
process.stdout.write(
  JSON.stringify(
    carried.ok ? { outcome: carried.run.outcome, writes } : { refused: carried.because.code, writes },
  ),
);
