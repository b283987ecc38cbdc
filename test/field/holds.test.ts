/**
 * A freeze on the real gateway while everybody dies: the host agent by kill -9, again and again, the gateway by a crash, and no
 * bot anywhere. The hold stays until its end, never longer, and OpenClaw's own lease with it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { frozenNow } from '../../src/agent/holds/frozen.ts';
import { readHolds } from '../../src/agent/holds/kept-holds.ts';
import { doorOf, ownFolder } from '../agent/recovery/place.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { installOpenClaw } from '../gateway/install.ts';
import { type Lab, openLab } from '../gateway/lab.ts';

/** A little longer than OpenClaw's lease, so that one fits. */
const SHORT_MS = 150_000;
const PROGRAM = join(import.meta.dirname, '..', 'agent', 'holds', 'agent-of-holds.ts');
const { signal } = new AbortController();

let lab: Lab;
let gateway: Gateway;
let stateDir: string;
beforeAll(async () => {
  lab = await openLab(await installOpenClaw((line) => process.stderr.write(`${line}\n`)));
  gateway = await lab.start();
  stateDir = ownFolder(lab);
}, 300_000);
afterAll(() => lab.dispose());

/** Starts the host agent's part, and resolves when it has taken up what there is. */
async function agent(hold?: object): Promise<ChildProcess> {
  const args = [PROGRAM, stateDir, ...(hold ? [JSON.stringify(hold)] : [])];
  const child = spawn(process.execPath, args, { env: lab.env(), stdio: ['ignore', 'pipe', 'ignore'] });
  lab.onDispose(() => void child.kill('SIGKILL'));
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** Whether the gateway takes work, as it tells its administrator, or why it does not. */
async function takesWork(): Promise<string> {
  const asked = await doorOf(lab, stateDir)({ signal }, ({ admin }) => admin.ask('agents.list'));
  if (!asked.ok) return asked.because.code;
  return asked.value.ok ? 'yes' : asked.value.because.code;
}

const kept = () => readHolds(stateDir).at(-1);

function holdFor(freeze: string, ms: number) {
  const asOf = Date.now();
  return { gateway: null, freeze, by: 'slack:T1/U1', because: 'a release', until: asOf + ms, asOf };
}

it('a hold survives kill -9 of the host agent and of the gateway', { timeout: 300_000 }, async () => {
  const first = await agent(holdFor('freeze-8', 3_600_000));
  expect(kept()).toMatchObject({ held: 'leased', freeze: 'freeze-8' });
  const [lease] = kept()?.leases ?? [];
  expect(await takesWork()).toBe('gateway.suspended');
  await kill(first);

  // Whoever starts next finds the lease of its own hold.
  const second = await agent();
  expect(kept()).toMatchObject({ held: 'leased', leases: [lease] });
  await kill(second);
  expect(frozenNow(stateDir, null, Date.now())).toMatchObject({ frozen: true, by: 'slack:T1/U1' });

  // A new boot knows nothing of the lease, though nobody meant to end the freeze. (Asked by signal 2026.9.6 does not
  // restart while it is suspended.)
  await gateway.kill();
  await lab.start();
  expect(await takesWork()).toBe('yes');
  const third = await agent();
  expect(kept()?.leases[0]?.suspensionId).not.toBe(lease?.suspensionId);
  expect([kept()?.held, await takesWork()]).toEqual(['leased', 'gateway.suspended']);
  await kill(third);

  await kill(await agent({ lift: 'freeze-8' }));
  expect([kept()?.held, await takesWork()]).toEqual(['lifted', 'yes']);
});

it('a hold is over on time with nobody left to end it', { timeout: 300_000 }, async () => {
  const hold = holdFor('freeze-9', SHORT_MS);
  await kill(await agent(hold));
  expect([kept()?.freeze, kept()?.held, await takesWork()]).toEqual([
    'freeze-9',
    'leased',
    'gateway.suspended',
  ]);
  // By the host's own clock: it counts what is left from the moment at which it heard of the freeze.
  const ends = kept()?.ends ?? 0;
  await new Promise((resolve) => setTimeout(resolve, ends - Date.now() + 100));
  expect(await takesWork()).toBe('yes');
  expect(frozenNow(stateDir, null, Date.now())).toEqual({ frozen: false });
  await kill(await agent());
  expect(kept()).toMatchObject({ freeze: 'freeze-9', held: 'lapsed' });
});
