/** Plans and runs in a process of their own: what is told, and what goes on when one of the two processes dies. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leaseRests } from '../../../src/agent/holds/rest.ts';
import { NotBegun } from '../../../src/agent/operation.ts';
import { lockGateway } from '../../../src/agent/recovery/gateway-lock.ts';
import { type Recoveries, recoveries } from '../../../src/agent/recovery/recoveries.ts';
import { recoveryLine } from '../../../src/agent/recovery/recovery-lines.ts';
import { isOpen } from '../../../src/agent/recovery/run-folder.ts';
import { BUILD } from '../../../src/build.ts';
import { digestOf } from '../../../src/protocol/canonical.ts';
import { Evidence } from '../../../src/protocol/evidence.ts';
import type { Report } from '../../../src/protocol/report.ts';
import { CLOCK_MS } from '../../../src/runbooks/clock.ts';
import { silentLog } from '../../contracts/silent-log.ts';
import { plant, stopAll, type World, worldIn } from './scripted-acts.ts';

const PROGRAM = fileURLToPath(new URL('./scripted-recovery.ts', import.meta.url));
const POLICY = 'read_only = false\nallow = ["@recover"]\napproval = "slack"\n';

let dir: string;
let world: World;
let policyFile: string;
let told: Report[];
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'recoveries-'));
  mkdirSync(join(dir, 'state'), { mode: 0o700 });
  world = worldIn(join(dir, 'gateway'));
  await plant(world);
  policyFile = join(dir, 'agent.toml');
  writeFileSync(policyFile, POLICY);
  chmodSync(policyFile, 0o600);
  process.env.SCRIPTED_WORLD = join(dir, 'gateway');
  process.env.OPENCLAW_STATE_DIR = join(dir, 'gateway');
  told = [];
});
afterEach(() => {
  delete process.env.SCRIPTED_WORLD;
  delete process.env.OPENCLAW_STATE_DIR;
  delete process.env.SCRIPTED_WAIT;
  stopAll(world);
  rmSync(dir, { recursive: true, force: true });
});

const made = (build = BUILD.id, log = silentLog): Recoveries =>
  recoveries({ file: PROGRAM, build, stateDir: join(dir, 'state'), policyFile, log });

const tools = (order: string, signal = new AbortController().signal) => ({
  order,
  requester: 'slack:T1/U1',
  incident: 'inc-1',
  signal,
  emit: (evidence: Evidence[]) => {
    for (const one of evidence) {
      expect(Evidence.safeParse(one).success).toBe(true);
      if (one.report) told.push(one.report);
    }
  },
});

async function planned(): Promise<string> {
  await made().plan({ finding: 'workspace-path-missing' }, tools('plan-1'));
  const [report] = told.splice(0);
  if (report?.kind !== 'plan') throw new Error('There is no plan.');
  expect(await digestOf(report.plan)).toBe(report.digest);
  return report.digest;
}

const outcomes = () =>
  told.flatMap((report) => (report.kind === 'progress' ? [report.progress.outcome] : []));

it('says in the plan whose consent this host asks for, and what it would refuse all the same', async () => {
  const planOf = async (policy: string) => {
    writeFileSync(policyFile, policy);
    await made().plan({ finding: 'workspace-path-missing' }, tools(`plan-${policy.length}`));
    const [report] = told.splice(0);
    return report?.kind === 'plan' ? report.plan : null;
  };
  expect(await planOf(POLICY)).toMatchObject({ consent: { by: 'slack', needs: 1 } });
  const byKey = await planOf(
    'read_only = false\nallow = ["@recover"]\napproval = "person-key"\napprovals = 2\n',
  );
  expect(byKey).toMatchObject({ consent: { by: 'person-key', needs: 2 }, cautions: [] });
  const asShipped = await planOf('allow = ["@look", "@recover"]\n');
  expect(asShipped?.cautions).toContainEqual({ code: 'policy.way-not-allowed', params: { way: 'repair' } });
});

it('makes a plan, and carries out the one with this digest', async () => {
  const plan = await planned();
  await made().run({ plan }, tools('run-1'));
  expect(outcomes().at(-1)).toBe('recovered');
  expect(world.config()).toContain('repaired');
  expect(world.starts()).toHaveLength(2);
});

it('lets the lease of its freeze rest, where the gateway that it starts would be held still', async () => {
  const plan = await planned();
  const freeze = 'frz-of-the-run';
  await made().run({ plan, freeze }, tools('run-1'));
  expect(outcomes().at(-1)).toBe('recovered');
  expect(leaseRests(join(dir, 'state'), freeze, Date.now())).toBe(true);
});

it('keeps what was claimed when it planned, for the end to be held against', async () => {
  const plan = await planned();
  const file = join(dir, 'state', 'recovery', 'plans', `${plan}.json`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ memory: { before: [] } });
});

describe('refuses', () => {
  it.each([
    ['a plan that this host has not made', { plan: 'x'.repeat(43) }, 'plan.not-known'],
    ['a changed plan: its digest is another', { plan: 'y'.repeat(43) }, 'plan.not-known'],
  ])('%s', async (_name, args, code) => {
    await expect(made().run(args, tools('run-1'))).rejects.toMatchObject({ because: { code } });
    expect(world.starts()).toHaveLength(1);
  });

  it('a plan of another gateway than the order names', async () => {
    const plan = await planned();
    await expect(made().run({ plan, gateway: 'work' }, tools('run-1'))).rejects.toMatchObject({
      because: { code: 'plan.other-gateway', params: { plan: 'default', asked: 'work' } },
    });
  });

  it('as not begun what another state folder’s run holds off: nobody has to look for what was never touched', async () => {
    const plan = await planned();
    const other = lockGateway(join(dir, 'gateway'), 'local-1');
    if (!other.ok) throw new Error(other.because.code);
    const refused = await made()
      .run({ plan }, tools('run-1'))
      .catch((error: unknown) => error);
    other.lock.letGo();
    expect(refused).toBeInstanceOf(NotBegun);
    // It leaves the host, and the folders above name a user.
    const params = { run: 'local-1', process: String(process.pid), path: '.host-agent-recovery.lock' };
    expect(refused).toMatchObject({ because: { code: 'gateway-lock.held', params } });
    expect([world.starts().length, told]).toEqual([1, []]);
  });

  it('a plan whose kept file was edited', async () => {
    const plan = await planned();
    const file = join(dir, 'state', 'recovery', 'plans', `${plan}.json`);
    writeFileSync(file, readFileSync(file, 'utf8').replace('restart.process', 'restart.compose'));
    await expect(made().run({ plan }, tools('run-1'))).rejects.toMatchObject({
      because: { code: 'plan.not-known' },
    });
  });

  it('files of another build, and says so', async () => {
    await expect(made('another').plan({ finding: null }, tools('plan-1'))).rejects.toMatchObject({
      because: { code: 'agent.other-build' },
    });
  });

  it('to steer what is not under way', async () => {
    const steering = { run: 'run-9', act: 'abort', by: 'slack:T1/U2' };
    await expect(made().steer(steering, tools('steer-1'))).rejects.toMatchObject({
      code: 'RUN_NOT_UNDER_WAY',
    });
  });

  it('what no runbook mends, with the reason', async () => {
    await expect(made().plan({ finding: 'disk-full' }, tools('plan-1'))).rejects.toMatchObject({
      because: { code: 'way.no-runbook' },
    });
  });
});

describe('while a run waits in its acceptance', () => {
  const childOf = (): number =>
    JSON.parse(readFileSync(join(dir, 'state', 'recovery', 'running.lock'), 'utf8')).pid;
  const letGo = () => appendFileSync(world.file('did'), 'let-go\n');

  /** The run is as far as its acceptance; `ended` is its end. */
  async function waiting(more = tools('run-1')): Promise<{ ended: Promise<void> }> {
    const plan = await planned();
    process.env.SCRIPTED_WAIT = '1';
    const ended = made().run({ plan }, more);
    ended.catch(() => undefined);
    const now = () => {
      const last = told.at(-1);
      return last?.kind === 'progress' ? last.progress.now?.code : null;
    };
    await expect.poll(now, { timeout: 15_000 }).toBe('doing.acceptance');
    return { ended };
  }

  it('its process is killed: another goes on, and nothing is done twice', async () => {
    const { ended } = await waiting();
    process.kill(childOf(), 'SIGKILL');
    letGo();
    await ended;
    expect(outcomes().at(-1)).toBe('recovered');
    expect(world.starts()).toHaveLength(2);
  });

  it.each(['continue', 'extend'])(
    'its ten minutes run out, and it goes on when people say %s',
    async (act) => {
      const { ended } = await waiting();
      const last = () => {
        const report = told.at(-1);
        return report?.kind === 'progress' ? report.progress : null;
      };
      appendFileSync(world.file('did'), 'ten-minutes\n');
      await expect.poll(() => last()?.asks?.code, { timeout: 15_000 }).toBe('asks.time-is-over');
      const until = last()?.until ?? 0;
      await made().steer({ run: 'run-1', act, by: 'slack:T1/U2' }, tools(`${act}-1`));
      await expect.poll(() => last()?.asks, { timeout: 15_000 }).toBeNull();
      expect((last()?.until ?? 0) - until).toBeGreaterThanOrEqual(CLOCK_MS);
      letGo();
      await ended;
      expect(outcomes().at(-1)).toBe('recovered');
      expect(world.starts()).toHaveLength(2);
    },
  );

  it('is extended before its ten minutes are over: they pass, and nobody is asked', async () => {
    const { ended } = await waiting();
    const last = () => {
      const report = told.at(-1);
      return report?.kind === 'progress' ? report.progress : null;
    };
    const until = last()?.until ?? 0;
    await made().steer({ run: 'run-1', act: 'extend', by: 'slack:T1/U2' }, tools('extend-1'));
    await expect.poll(() => last()?.until, { timeout: 15_000 }).toBe(until + CLOCK_MS);
    appendFileSync(world.file('did'), 'ten-minutes\n');
    letGo();
    await ended;
    expect(outcomes().at(-1)).toBe('recovered');
    const asked = told.some((report) => report.kind === 'progress' && report.progress.asks !== null);
    expect(asked).toBe(false);
  });

  it('the host agent stops: the run stays open, and its next start goes on with it', async () => {
    const stop = new AbortController();
    const { ended } = await waiting(tools('run-1', stop.signal));
    stop.abort('stop');
    await expect.poll(() => world.done('heard-stop'), { timeout: 15_000 }).toBe(1);
    letGo();
    await ended.catch(() => undefined);
    expect(isOpen(join(dir, 'state'), 'run-1')).toBe(true);
    const resume = made().resume('run-1');
    expect(resume).not.toBeNull();
    await resume?.(tools('run-1'));
    expect(outcomes().at(-1)).toBe('recovered');
    expect(world.starts()).toHaveLength(2);
    expect(made().resume('run-1')).toBeNull();
  });
});

describe('a run at the terminal', () => {
  const RUN = 'local-1';
  const stateDir = () => join(dir, 'state');

  /** A process of nobody here, as far as its acceptance. */
  async function atTheTerminal(): Promise<ChildProcess> {
    const digest = await planned();
    process.env.SCRIPTED_WAIT = '1';
    const child = spawn(process.execPath, [PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
    const task = { do: 'run' as const, run: RUN, digest, freeze: null, by: 'terminal:root' };
    child.stdin.write(recoveryLine({ order: { build: BUILD.id, stateDir: stateDir(), policyFile, task } }));
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      said += piece;
    });
    await expect.poll(() => said, { timeout: 15_000 }).toContain('doing.acceptance');
    return child;
  }

  it('is left to its process while that lives; once that was killed, the host agent ends it', async () => {
    const child = await atTheTerminal();
    const warned: unknown[] = [];
    const log = { ...silentLog, warn: (about: unknown) => void warned.push(about) };
    const stop = made(BUILD.id, log).tend(50);
    try {
      await setTimeout(500);
      expect(warned).toEqual([]);
      child.kill('SIGKILL');
      await expect.poll(() => warned, { timeout: 10_000 }).toEqual([{ run: RUN }]);
      appendFileSync(world.file('did'), 'let-go\n');
      await expect.poll(() => isOpen(stateDir(), RUN), { timeout: 20_000 }).toBe(false);
    } finally {
      stop();
    }
    expect(made().endedHere()).toMatchObject([{ run: RUN, outcome: 'recovered', by: 'terminal:root' }]);
    // Nothing was done twice, and nobody else was sent after it meanwhile.
    expect(world.starts()).toHaveLength(2);
    expect(warned).toEqual([{ run: RUN }]);
  });
});
