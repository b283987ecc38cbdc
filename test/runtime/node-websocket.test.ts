/** The hub's door on Node: who is turned away before any object is touched, and how the bot says goodbye. */
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
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
