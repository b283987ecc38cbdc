/**
 * The agents use a browser on another machine, and since a web proxy was put before it only its pages come through: the
 * browser tells its version and its tabs, and every WebSocket is refused there.
 *
 * Seen on the host: at `browser.profiles.lab.cdpUrl` `/json/version` is answered, and an upgrade at the address that it
 * names is answered 403; each use of the browser fails.
 *
 * In the twin the WebSocket comes through.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

const scopes = ['operator.admin', 'operator.read', 'operator.write'];
const NO = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/** One short frame of a client and the frame that answers its call with what an idle Chrome says. */
function replyTo(frame: Buffer): Buffer | undefined {
  if (((frame[0] ?? 0) & 0x0f) !== 1) return undefined;
  const short = (frame[1] ?? 0) & 0x7f;
  const start = short === 126 ? 4 : 2;
  const length = short === 126 ? frame.readUInt16BE(2) : short;
  const text = Buffer.from(frame.subarray(start + 4, start + 4 + length));
  for (let i = 0; i < text.length; i++) text[i] = (text[i] ?? 0) ^ (frame[start + (i % 4)] ?? 0);
  const { id } = JSON.parse(text.toString('utf8')) as { id: number };
  const result = { product: 'Chrome/141.0', protocolVersion: '1.3', targetInfos: [] };
  const body = Buffer.from(JSON.stringify({ id, result }));
  const head = body.length < 126 ? [0x81, body.length] : [0x81, 126, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from(head), body]);
}

/** What stands at the browser's address; with `passes` a WebSocket gets through. */
async function browserAt(lab: Lab, passes: boolean): Promise<void> {
  const at = `127.0.0.1:${lab.port + 18}`;
  const server = createServer((request, response) => {
    const tab = { id: 'T1', type: 'page', title: 'Orders', url: 'about:blank' };
    const version = { Browser: 'Chrome/141.0', webSocketDebuggerUrl: `ws://${at}/devtools/browser/B7` };
    const tabs = [{ ...tab, webSocketDebuggerUrl: `ws://${at}/devtools/page/T1` }];
    const body = request.url?.startsWith('/json/version') ? version : tabs;
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => socket.destroy());
    if (!passes) return void socket.end(NO);
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    socket.write(`${[...head, `Sec-WebSocket-Accept: ${accept}`].join('\r\n')}\r\n\r\n`);
    socket.on('data', (frame: Buffer) => {
      const answer = replyTo(frame);
      if (answer) socket.write(answer);
    });
    lab.onDispose(() => void socket.destroy());
  });
  server.listen(lab.port + 18, '127.0.0.1');
  await once(server, 'listening');
  lab.onDispose(() => {
    server.closeAllConnections();
    server.close();
  });
}

/** Starts the gateway and asks the browser for its state and its tabs. */
async function asks(lab: Lab, passes: boolean): Promise<{ state: string; tabs: string }> {
  await browserAt(lab, passes);
  lab.configure((config) => {
    const remote = { cdpUrl: `http://127.0.0.1:${lab.port + 18}`, attachOnly: true, color: '#AA3300' };
    config.browser = { enabled: true, defaultProfile: 'lab', profiles: { lab: remote } };
  });
  await lab.start();
  const user = await isLetIn(lab, { port: lab.port, token: lab.token, scopes });
  const ask = async (method: string, path: string) =>
    JSON.stringify(await user.call('browser.request', { method, path, timeoutMs: 15_000 }));
  return { state: await ask('GET', '/'), tabs: await ask('POST', '/start') };
}

export default defineFault({
  name: 'browser-no-websocket',
  title: "what stands before the browser's machine refuses every WebSocket",
  accepted: ['browser-cdp-ws-blocked', 'browser-cdp-unreachable', 'browser-attach-no-target'],
  complaint:
    'the browser tool is broken since the network people were here, every page the agent should open ends with an error',
  async plant(lab) {
    const { state, tabs } = await asks(lab, false);
    if (tabs.includes('"ok":true'))
      throw new Error(`The browser works, which this fault is about: ${tabs} ${state}`);
    return undefined;
  },
  twin: {
    title: "what stands before the browser's machine lets a WebSocket through",
    async plant(lab) {
      const { state, tabs } = await asks(lab, true);
      if (!tabs.includes('"ok":true') || !state.includes('"cdpReady":true'))
        throw new Error(`The browser does not work: ${state} ${tabs}`);
      return undefined;
    },
  },
});
