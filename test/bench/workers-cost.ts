/**
 * What the bot costs on Cloudflare, from counts and not from guesses: `npm run bench -- workers-cost [IDLE-SECONDS]`.
 * The real Worker in workerd, a real host agent, Slack as a peer on loopback. Counted: a host that only is there, its
 * sweep, one that dials again, and one triage from the command to the last word. The rest is multiplication (workers-prices.ts).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestHarness } from 'wrangler';
import { SWEEP_MS } from '../../src/hub/host-object.ts';
import { HEARTBEAT_MS } from '../../src/protocol/limits.ts';
import { generateSigningKey } from '../../src/protocol/signer.ts';
import { plantCanaries } from '../fakes/canary-host.ts';
import { tokenIn } from '../gateway/bot-and-host.ts';
import { runProgram, startProgram } from '../gateway/programs.ts';
import { BOT_TOKEN, MIRA, SIGNING_SECRET, startSlack } from '../stories/slack-behind-gate.ts';
import { typeInSlack } from './type-in-slack.ts';
import { type Billed, FRAMES_A_REQUEST, month, OBJECT_GB, SOURCES } from './workers-prices.ts';

const IDLE_S = Number(process.argv[2] ?? 120);
const DAY_S = 86_400;
/** Each answer of Slack is waited for by an object that is billed meanwhile; on loopback it takes no time. */
const SLACK_MS = 300;
/** How often a host's line breaks in a day: our own assumption (a deploy, a network that moves). */
const RECONNECTS = 2;
/** Nobody has published how often gateways fail: one a week and host. */
const INCIDENTS = 30 / 7;
const HOSTS = [10, 100, 1_000, 10_000, 100_000] as const;
/** No word for this long means that all is said. */
const QUIET_MS = 15_000;

type Counts = {
  worker: number;
  calls: Record<string, number>;
  activeMs: Record<string, number>;
  alarmsSet: number;
  rows: { read: number; written: number; by: Record<string, number> };
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function until(what: string, isSo: () => boolean | Promise<boolean>, limitMs = 240_000): Promise<void> {
  for (const end = Date.now() + limitMs; !(await isSo()); await pause(200))
    if (Date.now() > end) throw new Error(`It did not come to this: ${what}`);
}

/** `frames`: those that no object is woken for, a heartbeat's. */
function billed(counts: Counts, slackCalls: number, frames = 0): Billed {
  const entries = Object.entries(counts.calls);
  const ofSocket = entries.filter(([name]) => name.endsWith('webSocketMessage'));
  const total = (list: [string, number][]): number => list.reduce((all, [, n]) => all + n, 0);
  const socketFrames = total(ofSocket) + frames;
  // A close is no request of its own.
  const closes = total(entries.filter(([name]) => name.endsWith('webSocketClose')));
  const requests = total(entries) - total(ofSocket) - closes;
  const activeMs = total(Object.entries(counts.activeMs)) + slackCalls * SLACK_MS;
  return {
    workerRequests: counts.worker,
    objectRequests: requests + socketFrames / FRAMES_A_REQUEST,
    gbSeconds: (activeMs / 1_000) * OBJECT_GB,
    rowsRead: counts.rows.read,
    rowsWritten: counts.rows.written + counts.alarmsSet,
  };
}

const times = (one: Billed, n: number): Billed =>
  Object.fromEntries(Object.entries(one).map(([name, value]) => [name, value * n])) as Billed;
const plus = (a: Billed, b: Billed): Billed =>
  Object.fromEntries(
    Object.entries(a).map(([name, value]) => [name, value + b[name as keyof Billed]]),
  ) as Billed;

async function measure() {
  // Else workerd asks workers.cloudflare.com where it is.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
  const dir = mkdtempSync(join(tmpdir(), 'workers-cost-'));
  const slack = await startSlack();
  const configPath = new URL('worker-only/wrangler.toml', import.meta.url);
  const secrets = {
    ...{ SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_API_URL: slack.gate.apiUrl },
    ...{ ADMIN_USERS: MIRA, LOG_LEVEL: 'warn', JOB_SIGNING_KEY: await generateSigningKey() },
  };
  const harness = createTestHarness({ workers: [{ configPath, secrets }] });
  const { url } = await harness.listen();
  const origin = url.origin;
  const begin = async (query = ''): Promise<void> =>
    void (await (await fetch(`${origin}/counts${query}`, { method: 'POST' })).text());
  /** Until nothing was counted for so long. */
  async function quiet(): Promise<void> {
    for (let seen = ''; ; await pause(QUIET_MS)) {
      const now = JSON.stringify((await counted()).calls);
      if (now === seen) return;
      seen = now;
    }
  }
  const counted = async (): Promise<Counts> => (await (await fetch(`${origin}/counts`)).json()) as Counts;
  const connected = async (): Promise<boolean> =>
    (await typeInSlack(origin, 'hosts')).text.includes('1 connected');
  const state = join(dir, 'state');
  const planted = plantCanaries(dir, { port: 18_959 });
  const onHost = { env: { ...planted.env, PATH: '/usr/bin:/bin', HOME: dir }, cwd: dir };
  const run = () => startProgram('host', ['run', '--state', state], onHost);
  let agent: ReturnType<typeof run> | undefined;
  try {
    const token = tokenIn((await typeInSlack(origin, 'enroll node-3')).text);
    const args = ['join', '--url', origin, '--token', '-', '--name', 'node-3', '--state', state];
    const joined = await runProgram('host', args, { ...onHost, input: `${token}\n` });
    if (joined.code !== 0) throw new Error(`node-3 could not join: ${joined.stderr}`);
    agent = run();
    await until('node-3 is connected', connected);

    say(`A host that only is there, for ${IDLE_S} s …`);
    await quiet();
    // workerd lets an object go after ten idle seconds and keeps its socket; then there is nothing left to put away.
    const asleep = await harness
      .getWorker()
      .evictDurableObject('HostObject', { name: 'node-3', webSockets: 'hibernate' })
      .then(
        () => false,
        (error: Error) => /not currently running/.test(error.message),
      );
    await begin();
    await pause(IDLE_S * 1_000);
    const idle = await counted();

    say('One sweep of a host …');
    await begin('?sweep=node-3');
    await until('the sweep', async () => ((await counted()).calls['HostObject alarm'] ?? 0) > 0);
    await quiet();
    const sweep = await counted();

    say('A host that dials again …');
    await agent.stop();
    await begin();
    agent = run();
    await until(
      'node-3 has dialled',
      async () => ((await counted()).calls['HostObject webSocketMessage'] ?? 0) > 0,
    );
    await pause(5_000);
    const dialled = await counted();

    say('One triage …');
    await begin();
    const before = slack.gate.calls.length;
    await typeInSlack(origin, 'triage node-3');
    // Said when the look has ended; of a host that is slow there are words long before.
    const tookSoLong = /took [\d.]+ (?:s|min)/;
    await until('the look has ended', () =>
      slack.messages().some((one) => one.thread_ts === undefined && tookSoLong.test(JSON.stringify(one))),
    );
    await until('the thread has its details', () =>
      slack.messages().some((one) => one.thread_ts !== undefined),
    );
    await quiet();
    const triage = await counted();
    return {
      asleep,
      idle,
      sweep,
      dialled,
      triage,
      slackCalls: slack.gate.calls.length - before,
      shown: slack.messages()[0]?.text,
    };
  } finally {
    await agent?.stop();
    await harness.close();
    await slack.stop();
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

const { asleep, idle, sweep, dialled, triage, slackCalls, shown } = await measure();
// A heartbeat is answered without waking the object; whether it is billed as a frame is not clear, so it is.
const beats = (DAY_S * 1_000) / HEARTBEAT_MS;
const withoutBeats = times(billed(idle, 0), DAY_S / IDLE_S);
const sweeps = (DAY_S * 1_000) / SWEEP_MS;
const woken = plus(times(billed(sweep, 0), sweeps), times(billed(dialled, 0), RECONNECTS));
const hostDay = plus(
  { ...withoutBeats, objectRequests: withoutBeats.objectRequests + beats / FRAMES_A_REQUEST },
  woken,
);
const incident = billed(triage, slackCalls);
const months = HOSTS.map((hosts) => month(hosts, hostDay, incident, INCIDENTS));
console.log(
  JSON.stringify(
    {
      counted: {
        asleepByItself: asleep,
        idleSeconds: IDLE_S,
        idle,
        sweep,
        dialled,
        triage,
        slackCalls,
        shown,
      },
      assumed: {
        slackMs: SLACK_MS,
        reconnectsADay: RECONNECTS,
        incidentsAHostAndMonth: INCIDENTS,
        beats,
        sweeps,
      },
      hostDay,
      incident,
      months,
      sources: SOURCES,
    },
    null,
    2,
  ),
);
for (const { hosts, billed: all, usd } of months)
  console.log(
    `${String(hosts).padStart(5)} hosts  $${usd.toFixed(2)} a month  ${Math.round(all.objectRequests)} requests to objects, ${Math.round(all.gbSeconds)} GB-s, ${Math.round(all.rowsRead)} rows read, ${Math.round(all.rowsWritten)} written`,
  );
