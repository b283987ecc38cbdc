/**
 * A crowd of host agents in one process: each joins, holds its own key, journal and socket, checks signatures and
 * answers a triage, all with the code that is shipped. Only what they see is made up: a healthy gateway, in as many
 * batches as a real sweep has. Reads `{ url, dir, hosts: [{ name, token }] }` from standard input, says "ready".
 */
import { mkdirSync } from 'node:fs';
import { join as pathOf } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { runAgent } from '../../src/agent/channel/channel.ts';
import { join } from '../../src/agent/channel/join.ts';
import type { Operation } from '../../src/agent/operation.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { HEALTHY, seen } from '../fakes/seen.ts';

type Crowd = { url: string; dir: string; hosts: { name: string; token: string }[] };

/** Joins at once, so that the bot is not flooded with strangers. */
const AT_ONCE = 4;
/** A real sweep's probes end over about this time, in milliseconds. */
const SWEEP_MS = 600;

const look: Operation = async (_args, { emit, signal }) => {
  const batches = [
    ...HEALTHY,
    ...Array.from({ length: 8 }, (_, n) => seen(`probe-${n}`, { 'config.parse': 'ok' })),
  ];
  for (const batch of batches) {
    await wait((SWEEP_MS / batches.length) * 2 * Math.random(), undefined, { signal });
    emit([{ ...batch, at: new Date().toISOString() }]);
  }
};

async function enter({ name, token }: Crowd['hosts'][number], { url, dir }: Crowd): Promise<void> {
  const stateDir = pathOf(dir, name);
  mkdirSync(stateDir, { mode: 0o700 });
  await join({ url, token, name, stateDir, version: '0.1.0' });
  const agent = await runAgent({ stateDir, operations: { triage: look }, version: '0.1.0', log: silentLog });
  await agent.ready;
}

const crowd = JSON.parse(await text(process.stdin)) as Crowd;
for (let from = 0; from < crowd.hosts.length; from += AT_ONCE)
  await Promise.all(crowd.hosts.slice(from, from + AT_ONCE).map((host) => enter(host, crowd)));
console.log('ready');
// The agents' sockets keep the process alive; whoever started it ends it.
