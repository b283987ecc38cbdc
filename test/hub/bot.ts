/**
 * A real bot's channel side for tests: HTTP server, WebSockets, host and fleet objects on SQLite. Only the
 * incident is a stand-in: it notes the events that it is sent, or is away.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { freezeBehaviour } from '../../src/freezes/freeze-object.ts';
import { agentRoutes, connectCheck } from '../../src/hub/agent-routes.ts';
import { createJoinToken } from '../../src/hub/enrolment.ts';
import { fleetBehaviour } from '../../src/hub/fleet-object.ts';
import { hostBehaviour } from '../../src/hub/host-object.ts';
import type { DispatchReply, HostCard, HostMessage, JobEvent, JobRequest } from '../../src/hub/messages.ts';
import { acceptAgents } from '../../src/hub/node-websocket.ts';
import type { OperationTerms } from '../../src/protocol/operations.ts';
import { generateSigningKey, loadSigner, type Signer } from '../../src/protocol/signer.ts';
import { openDataDir } from '../../src/storage/node-data-dir.ts';
import { createNodeObjects, type NodeObjects } from '../../src/storage/node-objects.ts';
import type { Address, Behaviour, Message, Objects, Reply } from '../../src/storage/objects.ts';
import { silentLog } from '../contracts/silent-log.ts';

export type SeenEvent = { incident: string; id: string } & JobEvent;

export type TestBot = {
  url: string;
  signer: Signer;
  objects: NodeObjects;
  /** Events that incidents were sent, each once, in order of arrival. */
  events: SeenEvent[];
  /** While `incidents`, incidents throw; how often they did. */
  away: { incidents: boolean; turnedDown: number };
  token(name: string): Promise<string>;
  tell(name: string, message: HostMessage): Promise<Reply>;
  dispatch(name: string, job: JobRequest): Promise<DispatchReply>;
  card(name: string): Promise<HostCard>;
  /** Stops the bot and starts it again with the same data, key and port. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

type Running = { server: Server; objects: NodeObjects; stop(): Promise<void> };

/** `incident`: a real one instead of the stand-in; `terms`: what hosts may be asked for. */
export async function startBot({
  incident: real,
  terms,
}: {
  incident?: (objects: Objects) => Behaviour;
  terms?: Readonly<Record<string, OperationTerms>>;
} = {}): Promise<TestBot> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bot-'));
  const signer = await loadSigner(await generateSigningKey());
  const events: SeenEvent[] = [];
  const away = { incidents: false, turnedDown: 0 };

  const standIn: Behaviour = {
    migrations: [],
    start: (self) => ({
      async receive(message: Message) {
        if (away.incidents) {
          away.turnedDown += 1;
          throw new Error('the incident is away');
        }
        const { event } = message as Message & { event: SeenEvent };
        if (!events.some((one) => one.id === event.id))
          events.push({ ...event, incident: self.address.name });
        return {};
      },
      async wake() {},
    }),
  };

  async function start(port: number): Promise<Running> {
    const opened = openDataDir(dataDir, Date.now());
    if (!opened.ok) throw new Error('the data folder is taken');
    const objects = createNodeObjects({
      dataDir,
      index: opened.dir.index,
      log: silentLog,
      behaviours: (all) => ({
        incident: real?.(all) ?? standIn,
        host: hostBehaviour({ objects: all, signer, log: silentLog, ...(terms && { terms }) }),
        fleet: fleetBehaviour(),
        freeze: freezeBehaviour({ objects: all, notifiers: {}, log: silentLog }),
      }),
    });
    const app = agentRoutes({ objects, signer, log: silentLog });
    const server = createServer(getRequestListener(app.fetch));
    const agents = acceptAgents({ server, objects, check: connectCheck(signer), log: silentLog });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return {
      server,
      objects,
      async stop() {
        await agents.close();
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
        await objects.close();
        opened.dir.close();
      },
    };
  }

  let running = await start(0);
  const { port } = running.server.address() as AddressInfo;
  const host = (name: string): Address => ({ kind: 'host', name });
  const bot: TestBot = {
    url: `http://127.0.0.1:${port}`,
    signer,
    events,
    away,
    get objects() {
      return running.objects;
    },
    async token(name) {
      const { token, message } = await createJoinToken({ signer, name, by: 'U-admin', now: Date.now() });
      await running.objects.send(host(name), message);
      return token;
    },
    tell: (name, message) => running.objects.send(host(name), message),
    dispatch: (name, job) =>
      running.objects.send(host(name), { type: 'dispatch', job } as Message) as Promise<
        Reply & DispatchReply
      >,
    card: (name) => running.objects.send(host(name), { type: 'describe' }) as Promise<Reply & HostCard>,
    async restart() {
      await running.stop();
      running = await start(port);
    },
    async close() {
      await running.stop();
      rmSync(dataDir, { recursive: true });
    },
  };
  return bot;
}

/** A look at the whole host, good for half a minute. */
export function triageJob(id: string, more: Partial<JobRequest> = {}): JobRequest {
  return {
    id,
    op: 'triage',
    args: {},
    incident: 'inc-1',
    requester: 'U-mira',
    expiresAt: Date.now() + 30_000,
    ...more,
  };
}
