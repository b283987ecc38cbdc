/** The channel as a story: a host joins, is asked to look, and what it saw arrives at the incident. */
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Agent, type AgentOptions, runAgent } from '../../src/agent/channel/channel.ts';
import { join as joinBot } from '../../src/agent/channel/join.ts';
import type { Operation } from '../../src/agent/operation.ts';
import type { Log } from '../../src/log.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { eventually } from '../contracts/world.ts';
import { startBot, type TestBot, triageJob } from './bot.ts';

let bot: TestBot;
let home: string;
const agents: Agent[] = [];

beforeEach(async () => {
  bot = await startBot();
  home = mkdtempSync(join(tmpdir(), 'host-'));
});
afterEach(async () => {
  for (const agent of agents.splice(0)) await agent.stop();
  await bot.close();
  rmSync(home, { recursive: true });
});

const seen = (probe: string): Evidence => ({
  probe,
  subject: 'gateway:default',
  source: '/healthz',
  at: '2026-11-21T00:00:00Z',
  how: 'live',
  look: 'seen',
  facts: [{ fact: 'gateway.process.count', subject: 'gateway:default', value: 1 }],
});

const look: Operation = async (_args, { emit }) => {
  emit([seen('http')]);
  emit([seen('process'), seen('config')]);
};

async function joined(name = 'node-3', stateDir = home): Promise<void> {
  await joinBot({ url: bot.url, token: await bot.token(name), name, stateDir, version: '0.1.0' });
}

async function started(triage: Operation = look, more: Partial<AgentOptions> = {}): Promise<Agent> {
  const timing = { firstRetryMs: 20, lastRetryMs: 100 };
  const agent = await runAgent({
    stateDir: home,
    operations: { triage },
    version: '0.1.0',
    log: silentLog,
    timing,
    ...more,
  });
  agents.push(agent);
  await agent.ready;
  return agent;
}

const kinds = () => bot.events.map((event) => event.type);
const arrived = (count: number) =>
  eventually(
    async () => bot.events.length,
    (n) => n >= count,
  );

it('brings an order to a host and its evidence to the incident', async () => {
  await joined();
  await started();
  expect(await bot.dispatch('node-3', triageJob('o-1'))).toEqual({ state: 'delivered' });
  await arrived(4);
  expect(kinds()).toEqual(['accepted', 'evidence', 'evidence', 'done']);
  expect(bot.events.every((event) => event.incident === 'inc-1')).toBe(true);
  expect(bot.events[2]).toMatchObject({
    order: 'o-1',
    host: 'node-3',
    seq: 1,
    evidence: [{ probe: 'process' }, { probe: 'config' }],
  });
  expect(await bot.card('node-3')).toMatchObject({
    connected: true,
    agentVersion: '0.1.0',
    platform: expect.any(String),
  });
});

it('brings evidence as soon as it is there, not at the end', async () => {
  await joined();
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  await started(async (_args, { emit }) => {
    emit([seen('http')]);
    await gate;
  });
  await bot.dispatch('node-3', triageJob('o-1'));
  await arrived(2);
  expect(kinds()).toEqual(['accepted', 'evidence']);
  release();
  await arrived(3);
  expect(kinds()).toEqual(['accepted', 'evidence', 'done']);
});

it('brings an order that waited for the host', async () => {
  await joined();
  expect(await bot.dispatch('node-3', triageJob('o-1'))).toEqual({ state: 'absent', lastSeen: null });
  await started();
  await arrived(4);
  expect(kinds().at(-1)).toBe('done');
});

it('goes on after the bot was restarted in the middle of an order', async () => {
  await joined();
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  let runs = 0;
  await started(async (_args, { emit }) => {
    runs += 1;
    emit([seen('http')]);
    await gate;
    emit([seen('process')]);
  });
  await bot.dispatch('node-3', triageJob('o-1'));
  await arrived(2);
  await bot.restart();
  release();
  await eventually(
    async () => kinds(),
    (seen) => seen.includes('done'),
  );
  expect(kinds().filter((kind) => kind !== 'host-lost')).toEqual([
    'accepted',
    'evidence',
    'evidence',
    'done',
  ]);
  expect(runs).toBe(1);
});

it('tells the truth about an order that a host agent did not survive', async () => {
  await joined();
  const first = await started(() => new Promise(() => {}));
  await bot.dispatch('node-3', triageJob('o-1'));
  await arrived(1);
  await first.stop();
  await eventually(
    async () => kinds(),
    (seen) => seen.includes('refused'),
  );
  expect(bot.events.find((event) => event.type === 'refused')).toMatchObject({
    order: 'o-1',
    code: 'stopped',
  });
});

it('loses nothing while the incident is away', async () => {
  await joined();
  await started();
  bot.away.incidents = true;
  await bot.dispatch('node-3', triageJob('o-1'));
  await eventually(
    async () => bot.away.turnedDown,
    (count) => count > 0,
  );
  bot.away.incidents = false;
  await arrived(4);
  expect(kinds()).toEqual(['accepted', 'evidence', 'evidence', 'done']);
});

it('does nothing that the host’s policy does not allow', async () => {
  await joined();
  const policyFile = join(home, 'agent.toml');
  writeFileSync(policyFile, 'allow = ["describe"]', { mode: 0o600 });
  let runs = 0;
  const count: Operation = async () => {
    runs += 1;
  };
  await started(count, { policyFile });
  await bot.dispatch('node-3', triageJob('o-1'));
  await arrived(1);
  expect(bot.events).toMatchObject([{ type: 'refused', order: 'o-1', code: 'policy' }]);
  expect(runs).toBe(0);
});

it('does not start with a policy that it does not understand', async () => {
  await joined();
  const policyFile = join(home, 'agent.toml');
  writeFileSync(policyFile, 'read_only = perhaps', { mode: 0o600 });
  const agent = runAgent({ stateDir: home, operations: {}, version: '0', log: silentLog, policyFile });
  await expect(agent).rejects.toMatchObject({ code: 'policy' });
});

it('whose journal is gone still looks, and says what is wrong', async () => {
  await joined();
  const first = await started();
  await bot.dispatch('node-3', triageJob('o-1'));
  await arrived(4);
  await first.stop();
  rmSync(join(home, 'journal.jsonl'));
  await started();
  expect((await bot.card('node-3')).marked).toContain('journal is damaged: it was missing');
  await bot.dispatch('node-3', triageJob('o-2'));
  await arrived(8);
  expect(bot.events.at(-1)).toMatchObject({ type: 'done', order: 'o-2' });
});

it('a second host agent with the same state does not start', async () => {
  await joined();
  await started();
  const second = runAgent({ stateDir: home, operations: {}, version: '0', log: silentLog });
  await expect(second).rejects.toMatchObject({ code: 'already-running' });
});

it('a copied state is noticed within one reconnect', async () => {
  await joined();
  await started();
  const copy = mkdtempSync(join(tmpdir(), 'copy-'));
  cpSync(home, copy, { recursive: true, filter: (path) => !path.endsWith('agent.lock') });
  chmodSync(copy, 0o700);
  try {
    await started(look, { stateDir: copy });
    const card = await eventually(
      () => bot.card('node-3'),
      (seen) => !seen.connected,
    );
    expect(card.quarantined).toContain('two host agents');
    expect(await bot.dispatch('node-3', triageJob('o-1'))).toMatchObject({ state: 'quarantined' });
  } finally {
    rmSync(copy, { recursive: true });
  }
});

it('a host agent that finds the line dead dials again', async () => {
  await joined();
  const live: string[] = [];
  const log: Log = {
    ...silentLog,
    info: (fields) => typeof fields.session === 'string' && live.push(fields.session),
  };
  // Dead after one beat, so every session is given up although the bot answers.
  await started(look, { log, timing: { firstRetryMs: 5, lastRetryMs: 10, heartbeatMs: 30, deadAfterMs: 0 } });
  await eventually(
    async () => live.length,
    (count) => count >= 3,
  );
  expect(new Set(live).size).toBeGreaterThanOrEqual(3);
});
