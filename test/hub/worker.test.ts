/** The same channel on Workers: a real host agent, a real workerd, and objects that fall asleep in between. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTestHarness, type TestHarness } from 'wrangler';
import { type Agent, runAgent } from '../../src/agent/channel/channel.ts';
import { join as joinBot } from '../../src/agent/channel/join.ts';
import type { JobEvent } from '../../src/hub/messages.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import { generateSigningKey } from '../../src/protocol/signer.ts';
import type { Address, Reply } from '../../src/storage/objects.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { eventually } from '../contracts/world.ts';
import { triageJob } from './bot.ts';

const configPath = new URL('worker-only/wrangler.toml', import.meta.url);
let harness: TestHarness;
let url: string;
let home: string;
let agent: Agent;
let release: () => void;

beforeAll(async () => {
  harness = createTestHarness({
    workers: [{ configPath, secrets: { JOB_SIGNING_KEY: await generateSigningKey() } }],
  });
  url = (await harness.listen()).url.origin;
});
afterAll(() => harness.close());

const piece = (probe: string): Evidence => ({
  probe,
  subject: 'host',
  source: '/proc',
  at: '2026-11-21T00:00:00Z',
  how: 'live',
  look: 'seen',
  facts: [],
});

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'host-'));
  const token = await (await harness.fetch('/token')).text();
  await joinBot({ url, token, name: 'node-3', stateDir: home, version: '0.1.0' });
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  agent = await runAgent({
    stateDir: home,
    version: '0.1.0',
    log: silentLog,
    timing: { firstRetryMs: 20, lastRetryMs: 200 },
    operations: {
      async triage(_args, { emit }) {
        emit([piece('http')]);
        await gate;
        emit([piece('process')]);
      },
    },
  });
  await agent.ready;
});
afterEach(async () => {
  release();
  await agent.stop();
  rmSync(home, { recursive: true });
});

async function send(to: Address, message: object): Promise<Reply> {
  const response = await harness.fetch('/send', { method: 'POST', body: JSON.stringify({ to, message }) });
  return (await response.json()) as Reply;
}

const host: Address = { kind: 'host', name: 'node-3' };
const dispatch = (id: string) => send(host, { type: 'dispatch', job: triageJob(id, { incident: id }) });

/** A join request as a stranger makes it; gives the status and the code of the refusal. */
async function strangeJoin(token: string, name: string): Promise<unknown> {
  const body = JSON.stringify({ token, name, request: 'x' });
  const answer = await harness.fetch('/agents/join', { method: 'POST', body });
  const { error } = (await answer.json()) as { error: { code: string; message: string } };
  return [answer.status, error.code, error.message];
}

async function told(incident: string, kinds: JobEvent['type'][]): Promise<void> {
  const look = async () => {
    const { events } = await send({ kind: 'incident', name: incident }, { type: 'read' });
    return (events as string[]).map((text) => (JSON.parse(text) as JobEvent).type);
  };
  expect(await eventually(look, (seen) => seen.length >= kinds.length)).toEqual(kinds);
}

const sleep = (webSockets: 'hibernate' | 'close') =>
  harness.getWorker().evictDurableObject('HostObject', { name: 'node-3', webSockets });

it('brings an order to a host and its evidence back', async () => {
  expect(await dispatch('o-1')).toEqual({ state: 'delivered' });
  await told('o-1', ['accepted', 'evidence']);
  release();
  await told('o-1', ['accepted', 'evidence', 'evidence', 'done']);
  expect(await send(host, { type: 'describe' })).toMatchObject({ connected: true, agentVersion: '0.1.0' });
});

it('goes on after the host’s object has slept between two frames', async () => {
  await sleep('hibernate');
  expect(await dispatch('o-2')).toEqual({ state: 'delivered' });
  await told('o-2', ['accepted', 'evidence']);
  await sleep('hibernate');
  release();
  await told('o-2', ['accepted', 'evidence', 'evidence', 'done']);
});

it('falls asleep by itself when nobody asks for anything, and goes on with the next order', async () => {
  await dispatch('o-5');
  release();
  await told('o-5', ['accepted', 'evidence', 'evidence', 'done']);
  let awake = true;
  for (let tries = 0; awake && tries < 4; tries += 1) {
    // workerd lets an object go that was idle for ten seconds; one that sleeps cannot be put to sleep.
    await new Promise((resolve) => setTimeout(resolve, 13_000));
    awake = await sleep('hibernate').then(
      () => true,
      (error: Error) => {
        expect(error.message).toContain('not currently running');
        return false;
      },
    );
  }
  expect(awake).toBe(false);
  // The line held meanwhile: an order goes to it, and needs no new session.
  expect(await dispatch('o-6')).toEqual({ state: 'delivered' });
  await told('o-6', ['accepted', 'evidence', 'evidence', 'done']);
}, 90_000);

it('goes on after the host’s object was lost with its sockets', async () => {
  await dispatch('o-3');
  await told('o-3', ['accepted', 'evidence']);
  await sleep('close');
  release();
  const look = async () => {
    const { events } = await send({ kind: 'incident', name: 'o-3' }, { type: 'read' });
    return (events as string[])
      .map((text) => (JSON.parse(text) as JobEvent).type)
      .filter((kind) => kind !== 'host-lost');
  };
  const seen = await eventually(look, (kinds) => kinds.includes('done'));
  expect(seen).toEqual(['accepted', 'evidence', 'evidence', 'done']);
});

it('tells every stranger of a flood the truth, and lets a genuine host in', async () => {
  const flood = await Promise.all(
    Array.from({ length: 200 }, (_, at) => strangeJoin(`made-up-${at}`, `node-${at}`)),
  );
  // The route's own words: no object was asked.
  const refusal = [403, 'token-unknown', 'This bot did not make that token for that name.'];
  expect(new Set(flood.map(String))).toEqual(new Set([String(refusal)]));
  const token = await (await harness.fetch('/token')).text();
  const other = mkdtempSync(join(tmpdir(), 'host-'));
  await joinBot({ url, token, name: 'node-3', stateDir: other, version: '0.1.0' });
  rmSync(other, { recursive: true });
});
