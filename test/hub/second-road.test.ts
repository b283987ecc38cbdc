/**
 * A host with both roads: its socket while that is there, AWS while it is away, and one order taken once whichever brought
 * it. The shipped host agent, as a service and as SSM starts it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join as joinBot } from '../../src/agent/channel/join.ts';
import { systemsManager } from '../../src/dispatch/ssm-client.ts';
import { eventually } from '../contracts/world.ts';
import { install } from '../fakes/ssm/machine.ts';
import { DOCUMENT, type FakeSsm, KEY, REGION, startSsm } from '../fakes/ssm/server.ts';
import { fileOf, startProgram } from '../gateway/programs.ts';
import { startBot, type TestBot, triageJob } from './bot.ts';

const INSTANCE = 'i-0123456789abcdef0';
const PATIENCE_MS = 90_000;
const look = (id: string) =>
  triageJob(id, { args: { probes: ['resources'] }, expiresAt: Date.now() + 300_000 });

let home: string;
let aws: FakeSsm;
let bot: TestBot;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'second-road-'));
  aws = await startSsm();
  aws.machines.push({ id: INSTANCE, online: true, home, lib: install(home, fileOf('host')) });
  const credentials = { accessKeyId: KEY.id, secretAccessKey: KEY.secret };
  bot = await startBot({
    ssm: systemsManager({ region: REGION, document: DOCUMENT, credentials, endpoint: aws.url }),
  });
  const stateDir = join(home, '.openclaw-host-agent');
  const token = await bot.token('node-9');
  await joinBot({ url: bot.url, token, name: 'node-9', stateDir, version: '0.1.0' });
  await bot.tell('node-9', { type: 'by-ssm', instance: INSTANCE, by: 'U-admin', url: bot.url });
});
afterAll(async () => {
  expect(aws.mistakes).toEqual([]);
  await bot.close();
  await aws.stop();
  rmSync(home, { recursive: true, force: true });
});

const endOf = (id: string) =>
  eventually(
    async () => bot.events.find((event) => event.id === `${id}:end`),
    (seen) => seen !== undefined,
    PATIENCE_MS,
  );

describe('a host with two roads', { timeout: 3 * PATIENCE_MS }, () => {
  it('is asked by its socket while that is there, and by AWS while it is away', async () => {
    const env = { HOME: home, PATH: '/usr/bin:/bin' };
    const agent = startProgram('host', ['run'], { env, cwd: home });
    await eventually(
      () => bot.card('node-9'),
      ({ connected }) => connected,
      PATIENCE_MS,
    );
    expect(await bot.dispatch('node-9', look('o.socket'))).toEqual({ state: 'delivered' });
    expect(await endOf('o.socket')).toMatchObject({ type: 'done' });
    expect(aws.commands).toHaveLength(0);
    await agent.stop();
    await eventually(
      () => bot.card('node-9'),
      ({ connected }) => !connected,
      PATIENCE_MS,
    );
    expect(await bot.dispatch('node-9', look('o.aws'))).toEqual({ state: 'delivered', road: 'ssm' });
    expect(await endOf('o.aws')).toMatchObject({ type: 'done' });
    expect(aws.commands.length).toBeGreaterThan(0);
    const kinds = bot.events.filter(({ id }) => id.startsWith('o.aws:')).map(({ type }) => type);
    expect([...new Set(kinds)]).toEqual(['accepted', 'evidence', 'done']);
  });

  it('takes an order once that both of them brought', async () => {
    // The machine does not come to it before the socket is back.
    aws.faults.takenAfterMs = 15_000;
    expect(await bot.dispatch('node-9', look('o.both'))).toMatchObject({ road: 'ssm' });
    await eventually(
      async () => aws.commands.at(-1)?.status,
      (status) => status === 'Pending',
      PATIENCE_MS,
    );
    const agent = startProgram('host', ['run'], { env: { HOME: home, PATH: '/usr/bin:/bin' }, cwd: home });
    try {
      expect(await endOf('o.both')).toMatchObject({ type: 'done' });
      const begun = agent.printed().match(/An order was accepted[^\n]*/g) ?? [];
      expect(bot.events.filter(({ id }) => id === 'o.both:accepted')).toHaveLength(1);
      expect(begun.length).toBeLessThanOrEqual(1);
    } finally {
      await agent.stop();
      aws.faults.takenAfterMs = 100;
    }
  });

  it('is asked by AWS also by a bot that was restored from before its last orders', async () => {
    const at = (counter: number) => (dataDir: string) => {
      const store = new DatabaseSync(join(dataDir, 'objects/host/node-9.db'));
      store.prepare('UPDATE host SET counter = ?, taken = 0').run(counter);
      store.close();
    };
    await bot.restart(at(500));
    expect(await bot.dispatch('node-9', look('o.after-backup'))).toMatchObject({ road: 'ssm' });
    expect(await endOf('o.after-backup')).toMatchObject({ type: 'done' });
    await bot.restart(at(0));
    expect(await bot.dispatch('node-9', look('o.restored'))).toEqual({ state: 'delivered', road: 'ssm' });
    expect(await endOf('o.restored')).toMatchObject({ type: 'done' });
  });

  it('is not believed by an answer that was cut on its way, and says so after three of them', async () => {
    const before = aws.commands.length;
    // As the SSM agent does with what is longer than it keeps.
    aws.faults.tamper = (printed) => `${printed.slice(0, -300)}--output truncated--`;
    try {
      await bot.dispatch('node-9', look('o.cut'));
      expect(await endOf('o.cut')).toMatchObject({ type: 'refused', code: 'ssm-cut' });
      expect(aws.commands.slice(before)).toHaveLength(3);
      expect(bot.events.filter(({ id }) => id.startsWith('o.cut:')).map(({ type }) => type)).toEqual([
        'refused',
      ]);
    } finally {
      aws.faults.tamper = (printed) => printed;
    }
  });

  it('is not asked for pieces of a bundle by AWS: they wait for the socket', async () => {
    const job = {
      ...look('o.piece'),
      op: 'bundle.part',
      args: { digest: 'a'.repeat(43), offset: 0, pieces: 1 },
    };
    expect(await bot.dispatch('node-9', job)).toMatchObject({ state: 'absent' });
  });
});
