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
import type { SystemsManager } from '../../src/dispatch/systems-manager.ts';
import { freezeBehaviour } from '../../src/freezes/freeze-object.ts';
import { agentRoutes, connectCheck } from '../../src/hub/agent-routes.ts';
import { createJoinToken } from '../../src/hub/enrolment.ts';
import { fleetBehaviour } from '../../src/hub/fleet-object.ts';
import { hostBehaviour } from '../../src/hub/host-object.ts';
import type { DispatchReply, HostCard, HostMessage, JobEvent, JobRequest } from '../../src/hub/messages.ts';
import { acceptAgents } from '../../src/hub/node-websocket.ts';
import type { OperationTerms } from '../../src/protocol/operations.ts';
import { addSignature, generateSigningKey, loadSigner, type Signer } from '../../src/protocol/signer.ts';
import type { TrustDocument } from '../../src/protocol/trust.ts';
import { openDataDir } from '../../src/storage/node-data-dir.ts';
import { createNodeObjects, type NodeObjects } from '../../src/storage/node-objects.ts';
import type { Address, Behaviour, Message, Objects, Reply } from '../../src/storage/objects.ts';
import { silentLog } from '../contracts/silent-log.ts';

export type SeenEvent = { incident: string; id: string } & JobEvent;

export type TestBot = {
  url: string;
  /** The key that signs now. */
  readonly signer: Signer;
  objects: NodeObjects;
  /** Events that incidents were sent, each once, in order of arrival. */
  events: SeenEvent[];
  /** While `incidents`, incidents throw; how often they did. */
  away: { incidents: boolean; turnedDown: number };
  token(name: string): Promise<string>;
  tell(name: string, message: HostMessage): Promise<Reply>;
  dispatch(name: string, job: JobRequest): Promise<DispatchReply>;
  card(name: string): Promise<HostCard>;
  /** Starts it again with another key and the document by which hosts follow; `distrust`: they leave the one before; `unsigned`: which that one has not signed. */
  succeed(more?: { distrust?: boolean; expires?: number; unsigned?: boolean }): Promise<void>;
  /** Stops the bot and starts it again with the same data, key and port; `between` may do something to the data. */
  restart(between?: (dataDir: string) => void): Promise<void>;
  close(): Promise<void>;
};

type Running = { server: Server; objects: NodeObjects; stop(): Promise<void> };

/** `incident`: a real one instead of the stand-in; `terms`: what hosts may be asked for. */
export async function startBot({
  incident: real,
  terms,
  ssm,
  now = Date.now,
}: {
  incident?: (objects: Objects) => Behaviour;
  terms?: Readonly<Record<string, OperationTerms>>;
  /** The road through AWS. */
  ssm?: SystemsManager;
  /** The bot's clock, epoch ms. */
  now?: () => number;
} = {}): Promise<TestBot> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bot-'));
  let signer = await loadSigner(await generateSigningKey());
  const documents: string[] = [];
  const formers: Signer[] = [];
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
      now,
      behaviours: (all) => ({
        incident: real?.(all) ?? standIn,
        host: hostBehaviour({
          objects: all,
          signer,
          log: silentLog,
          ...(terms && { terms }),
          ...(ssm && { ssm }),
        }),
        fleet: fleetBehaviour(),
        freeze: freezeBehaviour({ objects: all, notifiers: {}, log: silentLog }),
      }),
    });
    const app = agentRoutes({ objects, signer, log: silentLog });
    const server = createServer(getRequestListener(app.fetch));
    const agents = acceptAgents({ server, objects, check: connectCheck(signer), log: silentLog, now });
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
    get signer() {
      return signer;
    },
    events,
    away,
    get objects() {
      return running.objects;
    },
    async token(name) {
      const { token, message } = await createJoinToken({ signer, name, by: 'U-admin', now: now() });
      await running.objects.send(host(name), message);
      return token;
    },
    tell: (name, message) => running.objects.send(host(name), message),
    dispatch: (name, job) =>
      running.objects.send(host(name), { type: 'dispatch', job } as Message) as Promise<
        Reply & DispatchReply
      >,
    card: (name) => running.objects.send(host(name), { type: 'describe' }) as Promise<Reply & HostCard>,
    async succeed({ distrust = false, unsigned = false, expires } = {}) {
      const next = await loadSigner(await generateSigningKey());
      const document: TrustDocument = {
        v: 1,
        version: documents.length + 1,
        bot: distrust ? [next.publicKey] : [next.publicKey, signer.publicKey],
        roots: { keys: [next.publicKey], threshold: 1 },
        issued: Date.now(),
        expires: expires ?? null,
      };
      const [byNext, byPresent] = [
        await next.sign('octrust+jws', document),
        await signer.sign('octrust+jws', document),
      ];
      documents.push(unsigned ? byNext : addSignature(byNext, byPresent));
      formers.push(signer);
      signer = { ...next, succeeds: { documents: [...documents], formers: [...formers] } };
      await running.stop();
      running = await start(port);
    },
    async restart(between = () => undefined) {
      await running.stop();
      between(dataDir);
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
