/** The Worker's door in workerd: what it answers to strangers, and when it is not set up. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestHarness, type TestHarness } from 'wrangler';
import { generateSigningKey } from '../../src/protocol/signer.ts';
import { dial } from '../contracts/agent-socket.ts';

const configPath = new URL('../../wrangler.toml', import.meta.url);
let harness: TestHarness;
let origin: string;
beforeAll(async () => {
  const secrets = { JOB_SIGNING_KEY: await generateSigningKey(), METRICS_TOKEN: 'a-token-for-metrics' };
  harness = createTestHarness({ workers: [{ configPath, secrets }] });
  origin = (await harness.listen()).url.origin;
});
afterAll(() => harness.close());

it('is healthy and ready', async () => {
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({
    ready: true,
    checks: [{ what: 'settings', ok: true }],
  });
});

it('tells its figures only to who has the token', async () => {
  expect((await fetch(`${origin}/metrics`)).status).toBe(401);
  const headers = { authorization: 'Bearer a-token-for-metrics' };
  expect(await (await fetch(`${origin}/metrics`, { headers })).text()).toContain('openclaw_bot_build_info{');
});

it('turns strangers away without making an object of them', async () => {
  const KINDS = ['HostObject', 'IncidentObject', 'FleetObject'];
  const objects = (): Promise<unknown[]> =>
    Promise.all(KINDS.map((kind) => harness.getWorker().listDurableObjectIds(kind)));
  const before = await objects();
  const stranger = `${origin.replace('http', 'ws')}/agents/connect/node-9.AAAAAAAAAAAAAAAAAAAAAA`;
  await expect(dial(stranger)).rejects.toThrow('404');
  expect((await fetch(`${origin}/agents/join`, { method: 'POST', body: '{"token":"x"}' })).status).toBe(400);
  expect((await fetch(`${origin}/slack/events`, { method: 'POST', body: 'x' })).status).toBe(404);
  expect(await objects()).toEqual(before);
});

it('says in its log what is missing, and to strangers only that something is', async () => {
  await harness.update({ workers: [{ configPath, secrets: { SLACK_BOT_TOKEN: 'xoxb-1' } }] });
  const { url } = await harness.listen();
  const response = await fetch(new URL('/readyz', url));
  expect(response.status).toBe(503);
  expect(await response.text()).not.toContain('SLACK');
  const logged = JSON.stringify(harness.getLogs());
  for (const name of ['SLACK_SIGNING_SECRET', 'JOB_SIGNING_KEY']) expect(logged).toContain(name);
});
