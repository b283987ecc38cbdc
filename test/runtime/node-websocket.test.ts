/** The hub's door on Node: who is turned away before any object is touched, and how the bot says goodbye. */
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConnectCheck } from '../../src/hub/agent-routes.ts';
import { type AgentSockets, acceptAgents } from '../../src/hub/node-websocket.ts';
import type { Attachment, NodeObjects, Wire } from '../../src/storage/node-objects.ts';
import { dial } from '../contracts/agent-socket.ts';
import { silentLog } from '../contracts/silent-log.ts';

let server: Server;
let agents: AgentSockets;
let heard: string[];
let attach: NodeObjects['attach'];

const attachment: Attachment = {
  frame: async (text) => void heard.push(text),
  closed: async (code, reason) => void heard.push(`closed ${code} ${reason}`),
};

beforeEach(async () => {
  heard = [];
  attach = async () => attachment;
  server = createServer();
  agents = acceptAgents({
    server,
    objects: { attach: (...args) => attach(...args) },
    log: silentLog,
    async check(path): Promise<ConnectCheck> {
      if (path === '/agents/connect/node-3.code')
        return { ok: true, address: { kind: 'host', name: 'node-3' } };
      const error = { code: 'host-unknown', message: 'This bot has no such host.', hint: 'Join again.' };
      return { ok: false, status: 404, body: { error } };
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await agents.close();
  await new Promise((resolve) => server.close(resolve));
});

const port = (): number => (server.address() as AddressInfo).port;
const genuine = (): string => `ws://127.0.0.1:${port()}/agents/connect/node-3.code`;

it('turns an address away that the bot did not give out, and touches no object', async () => {
  attach = () => {
    throw new Error('an object was touched');
  };
  await expect(dial(`ws://127.0.0.1:${port()}/agents/connect/node-3.other`)).rejects.toThrow('404');
  await expect(dial(`ws://127.0.0.1:${port()}/`)).rejects.toThrow('404');
});

it('gives the socket to the host’s object with the address that was dialled', async () => {
  const seen: unknown[] = [];
  attach = async (to, _wire, url) => {
    seen.push(to, url);
    return attachment;
  };
  const agent = await dial(genuine());
  expect(seen).toEqual([{ kind: 'host', name: 'node-3' }, genuine().replace('ws:', 'http:')]);
  agent.close(1000, '');
});

it('keeps frames in order until the object has taken the socket', async () => {
  let take = (_socket: Attachment): void => undefined;
  attach = () =>
    new Promise((resolve) => {
      take = resolve;
    });
  const agent = await dial(genuine());
  for (const text of ['one', 'two', 'ping']) agent.send(text);
  expect(await agent.next()).toBe('pong');
  expect(heard).toEqual([]);
  take(attachment);
  agent.send('three');
  agent.close(1000, 'done');
  await agent.closed;
  await expect.poll(() => heard).toEqual(['one', 'two', 'three', 'closed 1000 done']);
});

it('reads no more than a few frames of a host whose first is still being worked on', {
  timeout: 30_000,
}, async () => {
  let done = (): void => undefined;
  const first = new Promise<void>((resolve) => {
    done = resolve;
  });
  attach = async () => ({
    ...attachment,
    async frame(text) {
      heard.push(text.slice(0, 4));
      await first;
    },
  });
  const agent = await dial(genuine());
  // Far more than the sockets' own buffers hold: most of it stays with the host.
  const frames = 60;
  for (let n = 0; n < frames; n++) agent.send(`${String(n).padStart(4, '0')}${'x'.repeat(400_000)}`);
  await expect.poll(() => agents.waiting().frames).toBeGreaterThan(1);
  expect(agents.waiting().bytes).toBeLessThan(4 * 1024 * 1024);
  expect(heard).toEqual(['0000']);
  done();
  await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(frames);
  expect(heard).toEqual([...heard].sort());
  await expect.poll(() => agents.waiting()).toEqual({ frames: 0, bytes: 0 });
  agent.close(1000, '');
});

it('hears nothing more from a socket that was closed from this side', async () => {
  attach = async (_to, wire) => ({
    ...attachment,
    async frame(text) {
      heard.push(text);
      wire.close(1008, 'enough');
    },
  });
  const agent = await dial(genuine());
  for (let n = 0; n < 50; n++) agent.send(`${n}`);
  expect((await agent.closed).code).toBe(1008);
  expect(heard.filter((one) => !one.startsWith('closed'))).toEqual(['0']);
});

/** Upgrades by hand and answers nothing afterwards; resolved with the HTTP status. */
const deaf = (): Promise<{ status: string; socket: Socket }> =>
  new Promise((resolve) => {
    const socket = connect(port(), '127.0.0.1');
    socket.once('data', (head) => resolve({ status: String(head).slice(9, 12), socket }));
    socket.write(
      'GET /agents/connect/node-3.code HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n' +
        'sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
  });

it('cuts a socket whose host does not answer the close', async () => {
  attach = async (_to, wire) => {
    wire.close(1008, 'enough');
    return attachment;
  };
  const { socket } = await deaf();
  await new Promise((over) => socket.once('close', over));
  await expect.poll(() => agents.count()).toBe(0);
});

it('holds only so many sockets of one host, and takes a new one when one has gone', async () => {
  const all = await Promise.all(Array.from({ length: 40 }, deaf));
  const taken = all.filter(({ status }) => status === '101');
  expect([taken.length, all.filter(({ status }) => status === '429').length]).toEqual([24, 16]);
  taken[0]?.socket.destroy();
  await expect.poll(() => agents.count()).toBe(23);
  expect((await deaf()).status).toBe('101');
  for (const { socket } of all) socket.destroy();
});

it('closes a socket that its object would not have', async () => {
  attach = () => Promise.reject(new Error('no'));
  const agent = await dial(genuine());
  expect((await agent.closed).code).toBe(1011);
});

it('says 1012 to every host when the bot restarts, and nothing to their objects', async () => {
  let wire: Wire | undefined;
  attach = async (_to, given) => {
    wire = given;
    return attachment;
  };
  const agent = await dial(genuine());
  expect(agents.count()).toBe(1);
  await agents.close();
  expect(await agent.closed).toEqual({ code: 1012, reason: 'the bot restarts' });
  expect(heard).toEqual([]);
  expect(wire?.lastHeartbeat()).toBe(null);
  expect(agents.count()).toBe(0);
});

it('survives a connection that breaks in the middle of its upgrade', async () => {
  const broken = connect(port(), '127.0.0.1');
  broken.write(
    'GET /agents/connect/node-3.code HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
  );
  broken.destroy();
  const agent = await dial(genuine());
  agent.send('ping');
  expect(await agent.next()).toBe('pong');
  agent.close(1000, '');
});
