/** A host agent and a bot that is not what it should be: every wrong word ends the talk with its own number. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Connection, connect } from '../../../src/agent/channel/connection.ts';
import { digestOf } from '../../../src/protocol/canonical.ts';
import { CLOSE } from '../../../src/protocol/closing.ts';
import { type Hello, sessionOf, type Welcome } from '../../../src/protocol/hello.ts';
import { randomText } from '../../../src/protocol/signer.ts';
import { silentLog } from '../../contracts/silent-log.ts';
import { aDesk, type Desk, type Person } from '../desk.ts';

let desk: Desk;
let server: Server;
let sockets: WebSocketServer;
let connection: Connection | null;
/** What the false bot does with a fresh socket, and with each frame on it. */
let opened: (ws: WebSocket) => void;
let heard: (ws: WebSocket, text: string) => void | Promise<void>;
let frames: string[];

beforeEach(async () => {
  desk = await aDesk();
  frames = [];
  connection = null;
  opened = () => undefined;
  heard = () => undefined;
  server = createServer();
  sockets = new WebSocketServer({ server });
  sockets.on('connection', (ws) => {
    opened(ws);
    ws.on('message', (data) => {
      frames.push(String(data));
      void heard(ws, String(data));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  connection?.close('bye');
  for (const ws of sockets.clients) ws.terminate();
  sockets.close();
  await new Promise((resolve) => server.close(resolve));
  desk.close();
});

type More = { heartbeatMs?: number; deadAfterMs?: number; handshakeMs?: number; maxUnreadBytes?: number };

function dial(more: More = {}): Connection {
  const { port } = server.address() as AddressInfo;
  const bot = {
    v: 1 as const,
    url: `http://127.0.0.1:${port}`,
    hostId: 'node-3.CODE',
    name: 'node-3',
    joinSeq: 1,
    key: desk.bot.signer.publicKey,
    host: desk.host.signer.kid,
  };
  const facts = { agentVersion: '0', platform: 'linux', nodeVersion: '24', openclawVersion: null };
  connection = connect({
    greeter: {
      identity: { signer: desk.host.signer, bot },
      journal: desk.journal,
      run: randomText(32),
      random: randomText,
      now: () => 0,
      facts,
    },
    jobs: desk.jobs,
    log: silentLog,
    heartbeatMs: 60_000,
    deadAfterMs: 60_000,
    handshakeMs: 5_000,
    onLive: () => undefined,
    ...more,
  });
  return connection;
}

async function welcomeTo(text: string, by: Person, more: Partial<Welcome> = {}): Promise<string> {
  const hello = JSON.parse(text) as Hello;
  const nonce = randomText(32);
  const welcome: Welcome = {
    v: 1,
    hello: await digestOf(hello),
    session: await sessionOf(hello, nonce, desk.bot.signer.kid),
    nonce,
    host: desk.host.signer.kid,
    bot: desk.bot.signer.kid,
    at: 0,
    journalAt: null,
    ...more,
  };
  return JSON.stringify({ type: 'welcome', welcome: await by.signer.sign('ochello-bot+jws', welcome) });
}

const X = 'x'.repeat(43);

describe('before the session is live', () => {
  it.each([
    ['an order', { type: 'deliver', order: 'x', delivery: 'x' }, CLOSE.early],
    ['an acknowledgement', { type: 'ack', id: 'o', next: 0, done: true }, CLOSE.early],
    ['ready', { type: 'ready', session: X }, CLOSE.early],
    ['a welcome that cannot be opened', { type: 'welcome', welcome: 'x' }, CLOSE.untrusted],
    ['a word of no known shape', { type: 'shell', command: 'id' }, CLOSE.garbage],
    ['no JSON', 'hello?', CLOSE.garbage],
  ])('%s ends it', async (_name, frame, code) => {
    heard = (ws) => ws.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
    expect((await dial().ended).code).toBe(code);
  });

  it('a word before the host has said anything ends it', async () => {
    opened = (ws) => ws.send(JSON.stringify({ type: 'welcome', welcome: 'x' }));
    expect([CLOSE.early, CLOSE.untrusted]).toContain((await dial().ended).code);
  });

  it('bytes end it', async () => {
    // Text in a binary frame: it would be garbage to nobody else.
    heard = (ws) => ws.send(Buffer.from(JSON.stringify({ type: 'ready', session: X })));
    expect((await dial().ended).code).toBe(CLOSE.garbage);
  });

  it('a frame without end is not even read', async () => {
    heard = (ws) => ws.send('x'.repeat(600_000));
    expect([1006, 1009]).toContain((await dial().ended).code);
  });

  it('a bot that pings and pings and reads no answer is cut', async () => {
    opened = (ws) => {
      ws.pause();
      const payload = Buffer.alloc(125);
      const more = (): void => {
        for (let n = 0; n < 2_000; n++) ws.ping(payload);
        if (ws.readyState === ws.OPEN) setImmediate(more);
      };
      more();
    };
    expect((await dial({ maxUnreadBytes: 100_000, handshakeMs: 60_000 }).ended).code).toBe(1006);
  });

  it('silence ends it', async () => {
    expect((await dial({ handshakeMs: 40 }).ended).code).toBe(CLOSE.slow);
  });

  it.each([
    ['of a stranger', () => desk.stranger, {}],
    ['to another hello', () => desk.bot, { hello: X }],
    ['for another session', () => desk.bot, { session: X }],
    ['for another host', () => desk.bot, { host: X }],
    ['that names another bot', () => desk.bot, { bot: X }],
  ])('a welcome %s is not believed, and nothing is proved to it', async (_name, by, more) => {
    heard = async (ws, text) => {
      if (frames.length === 1) ws.send(await welcomeTo(text, by(), more));
    };
    expect((await dial().ended).code).toBe(CLOSE.untrusted);
    expect(frames).toHaveLength(1);
  });

  it('a bot that does not know the address is told apart from one that is away', async () => {
    sockets.close();
    server.removeAllListeners('upgrade');
    server.on('upgrade', (_request, stream) => stream.end('HTTP/1.1 404 Not Found\r\n\r\n'));
    expect(await dial().ended).toMatchObject({ code: CLOSE.unknown, reason: 'HTTP 404' });
  });

  it('a redirect is not followed', async () => {
    server.removeAllListeners('upgrade');
    let asked = 0;
    server.on('upgrade', (_request, stream) => {
      asked += 1;
      stream.end('HTTP/1.1 302 Found\r\nlocation: ws://127.0.0.1:9/\r\n\r\n');
    });
    expect(await dial().ended).toMatchObject({ reason: expect.stringContaining('302') });
    expect(asked).toBe(1);
  });
});

describe('on a live session', () => {
  beforeEach(() => {
    heard = async (ws, text) => {
      const { type } = JSON.parse(text.startsWith('{') ? text : '{}') as { type?: string };
      if (type === 'hello') {
        const welcome = await welcomeTo(text, desk.bot);
        ws.send(welcome);
        const { session } = payloadOf(welcome);
        ws.send(JSON.stringify({ type: 'ready', session }));
      }
      if (type === 'proof') afterProof(ws);
    };
  });
  let afterProof: (ws: WebSocket) => void;

  it('a forged order is refused and nothing runs', async () => {
    afterProof = (ws) => ws.send(JSON.stringify({ type: 'deliver', order: 'x', delivery: 'x' }));
    dial();
    await expect.poll(() => frames.some((text) => text.includes('"refused"'))).toBe(true);
    expect(JSON.parse(frames.find((text) => text.includes('"refused"')) ?? '')).toMatchObject({
      code: 'members',
    });
    expect(desk.effects).toEqual([]);
  });

  it('a second welcome ends it', async () => {
    afterProof = (ws) => void welcomeTo(frames[0] ?? '', desk.bot).then((text) => ws.send(text));
    expect((await dial().ended).code).toBe(CLOSE.early);
  });

  it('a bot that falls silent is given up', async () => {
    afterProof = () => undefined;
    const ended = await dial({ heartbeatMs: 20, deadAfterMs: 50 }).ended;
    expect(ended.code).toBe(1006);
    expect(frames).toContain('ping');
  });

  it('a bot that answers pong is kept', async () => {
    const talk = heard;
    heard = (ws, text) => (text === 'ping' ? ws.send('pong') : talk(ws, text));
    afterProof = () => undefined;
    const line = dial({ heartbeatMs: 10, deadAfterMs: 100 });
    await expect.poll(() => frames.filter((text) => text === 'ping').length).toBeGreaterThan(20);
    line.close('bye');
    expect((await line.ended).code).toBe(CLOSE.bye);
  });
});

function payloadOf(frame: string): Welcome {
  const { welcome } = JSON.parse(frame) as { welcome: string };
  const { payload } = JSON.parse(welcome) as { payload: string };
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Welcome;
}
