/**
 * The channel by itself: a hub on real SQLite and real sockets with one real host agent, timed from an order
 * at the hub to the host's "accepted" and "done", and from the start of a host agent to its live session.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { freezeBehaviour } from '../../src/freezes/freeze-object.ts';
import { agentRoutes, connectCheck } from '../../src/hub/agent-routes.ts';
import { createJoinToken } from '../../src/hub/enrolment.ts';
import { fleetBehaviour } from '../../src/hub/fleet-object.ts';
import { hostBehaviour } from '../../src/hub/host-object.ts';
import type { JobEvent } from '../../src/hub/messages.ts';
import { acceptAgents } from '../../src/hub/node-websocket.ts';
import { createLog } from '../../src/log.ts';
import { generateSigningKey, loadSigner } from '../../src/protocol/signer.ts';
import { openDataDir } from '../../src/storage/node-data-dir.ts';
import { createNodeObjects } from '../../src/storage/node-objects.ts';
import type { Behaviour } from '../../src/storage/objects.ts';
import { runProgram, startProgram } from '../gateway/programs.ts';
import { median, percentile } from './measure.ts';

export type ChannelFigures = {
  trips: number;
  pickUpP50Ms: number;
  pickUpP99Ms: number;
  doneP50Ms: number;
  connectMs: number;
  connects: number;
};

/** An incident that only notes when its host's words came. */
function stopwatch(heard: (event: JobEvent) => void): Behaviour {
  return {
    migrations: [],
    start: () => ({
      async receive(message) {
        if (message.type === 'event') heard((message as unknown as { event: JobEvent }).event);
        return { fresh: true };
      },
      async wake() {},
    }),
  };
}

/** Milliseconds from starting the program until it says that the bot is connected. */
async function connectOnce(state: string, env: Record<string, string>, cwd: string) {
  const began = performance.now();
  const agent = startProgram('host', ['run', '--state', state], { env, cwd });
  while (!agent.printed().includes('The bot is connected')) {
    if (agent.exitCode() !== undefined) throw new Error(`the host agent ended: ${agent.printed()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return { agent, tookMs: performance.now() - began };
}

export async function measureChannel(options: { trips: number; connects: number }): Promise<ChannelFigures> {
  const dir = mkdtempSync(join(tmpdir(), 'openclaw-bench-'));
  const opened = openDataDir(join(dir, 'data'), Date.now());
  if (!opened.ok) throw new Error('the bench could not open its own data');
  const signer = await loadSigner(await generateSigningKey());
  const log = createLog({ level: 'error', redact: (text) => text });
  const waiting = new Map<string, (event: JobEvent) => void>();
  const objects = createNodeObjects({
    dataDir: join(dir, 'data'),
    index: opened.dir.index,
    log,
    behaviours: (raw) => ({
      host: hostBehaviour({ objects: raw, signer, log }),
      fleet: fleetBehaviour(),
      freeze: freezeBehaviour({ objects: raw, notifiers: {}, log }),
      incident: stopwatch((event) => 'order' in event && waiting.get(event.order)?.(event)),
    }),
  });
  const routes = agentRoutes({ objects, signer, log });
  const server = createAdaptorServer({ fetch: routes.fetch }) as Server;
  const sockets = acceptAgents({ server, objects, check: connectCheck(signer), log });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state = join(dir, 'host');
  mkdirSync(state, { mode: 0o700 });
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: dir };
  try {
    const joining = await createJoinToken({ signer, name: 'node-3', by: 'bench', now: Date.now() });
    await objects.send({ kind: 'host', name: 'node-3' }, joining.message);
    const args = ['join', '--url', url, '--token', '-', '--name', 'node-3', '--state', state];
    const joined = await runProgram('host', args, { env, cwd: dir, input: `${joining.token}\n` });
    if (joined.code !== 0) throw new Error(`the host could not join: ${joined.stderr}`);

    const connects: number[] = [];
    for (let round = 0; round < options.connects; round += 1) {
      const { agent, tookMs } = await connectOnce(state, env, dir);
      connects.push(tookMs);
      await agent.stop();
    }
    const { agent } = await connectOnce(state, env, dir);
    const pickUps: number[] = [];
    const dones: number[] = [];
    for (let trip = 0; trip < options.trips; trip += 1) {
      const id = `bench-${trip}`;
      const began = performance.now();
      const done = new Promise<void>((resolve, reject) => {
        waiting.set(id, (event) => {
          if (event.type === 'accepted') pickUps.push(performance.now() - began);
          else if (event.type === 'refused') reject(new Error(`refused: ${event.code}: ${event.why}`));
          else if (event.type === 'done') resolve();
        });
      });
      const job = {
        id,
        op: 'describe' as const,
        args: {},
        incident: 'bench',
        requester: 'bench',
        expiresAt: Date.now() + 60_000,
      };
      await objects.send({ kind: 'host', name: 'node-3' }, { type: 'dispatch', job } as never);
      await done;
      dones.push(performance.now() - began);
    }
    await agent.stop();
    return {
      trips: options.trips,
      pickUpP50Ms: median(pickUps),
      pickUpP99Ms: percentile(pickUps, 0.99),
      doneP50Ms: median(dones),
      connectMs: median(connects),
      connects: options.connects,
    };
  } finally {
    await sockets.close();
    server.close();
    await objects.close();
    opened.dir.close();
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
