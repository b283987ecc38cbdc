/**
 * The story of a bundle with the bot in workerd as wrangler builds it, its files in a bucket, and a host agent that calls
 * in over the real channel; only what it collects follows a script.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestHarness } from 'wrangler';
import { type Agent, runAgent } from '../../src/agent/channel/channel.ts';
import { join as joinBot } from '../../src/agent/channel/join.ts';
import type { Operations } from '../../src/agent/operation.ts';
import type { Bucket } from '../../src/bundles/r2-bundles.ts';
import { generateSigningKey } from '../../src/protocol/signer.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { bundling } from '../fakes/bundling-host.ts';
import { BOT_TOKEN, MIRA, SIGNING_SECRET, startLocalSlack, whyNoLocalSlack } from '../fakes/local-slack.ts';
import { CONFIG_INVALID } from '../fakes/seen.ts';
import { tokenIn } from '../gateway/bot-and-host.ts';
import { type BundleWorld, bundleStory } from './bundle-story.ts';

async function start(): Promise<BundleWorld> {
  const system = tmpdir();
  process.env.TMPDIR = mkdtempSync(join(system, 'bundle-worker-'));
  const folder = process.env.TMPDIR;
  const ends: (() => Promise<unknown>)[] = [];
  let post: (request: Request) => Promise<Response> = async () => new Response(null, { status: 503 });
  const slack = await startLocalSlack((request) => post(request));
  ends.push(() => slack.stop());
  const secrets = {
    JOB_SIGNING_KEY: await generateSigningKey(),
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.gate.apiUrl,
    ADMIN_USERS: MIRA,
    OPERATOR_USERS: MIRA,
    APPROVER_USERS: 'U02OLAF',
  };
  const configPath = new URL('../../wrangler.toml', import.meta.url);
  const harness = createTestHarness({ workers: [{ configPath, secrets }] });
  const { url } = await harness.listen();
  ends.push(() => harness.close());
  post = async (request) => {
    const { pathname } = new URL(request.url);
    const init = { method: request.method, headers: [...request.headers], body: await request.text() };
    const answer = await fetch(new URL(pathname, url), init as RequestInit);
    // It was unpacked on the way.
    const type = answer.headers.get('content-type') ?? 'text/plain';
    return new Response(await answer.arrayBuffer(), {
      status: answer.status,
      headers: { 'content-type': type },
    });
  };

  const host = await bundling('node-1');
  const ops: string[] = [];
  const operations: Operations = Object.fromEntries(
    ['triage', 'bundle', 'bundle.part', 'bundle.drop'].map((op) => [
      op,
      async (args, { emit, order, incident, requester }) => {
        ops.push(op);
        const job = { id: order, op, args, incident, requester, expiresAt: Date.now() + 60_000 };
        const told = op === 'triage' ? [CONFIG_INVALID] : host.answers[op]?.(job);
        if (Array.isArray(told)) for (const batch of told) emit(batch);
      },
    ]),
  );
  const before = (await slack.messages()).length;
  await slack.types(MIRA, '/openclaw enroll node-1');
  const [answer] = (await slack.messages()).slice(before);
  const state = join(folder, 'state');
  const token = tokenIn(JSON.stringify(answer));
  await joinBot({ url: url.origin, token, name: 'node-1', stateDir: state, version: '0.1.0' });
  const policyFile = join(folder, 'agent.toml');
  writeFileSync(policyFile, 'allow = ["@look", "@bundle"]\n', { mode: 0o600 });
  const agent: Agent = await runAgent({
    stateDir: state,
    policyFile,
    version: '0.1.0',
    log: silentLog,
    timing: { firstRetryMs: 20, lastRetryMs: 200 },
    operations,
  });
  await agent.ready;
  ends.push(() => agent.stop());

  return {
    slack,
    bytes: host.bytes,
    web: (method, address, body) =>
      fetch(new URL(new URL(address).pathname, url), {
        method,
        ...(body !== undefined && {
          body,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      }),
    ops: () => ops,
    async kept() {
      const env = await harness.getWorker<{ BUNDLES: Bucket }>().getEnv();
      return (await env.BUNDLES.list({ prefix: '' })).objects.length;
    },
    async stop() {
      for (const end of ends.toReversed()) await end();
      process.env.TMPDIR = system;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

bundleStory('on Workers', whyNoLocalSlack(), start);
