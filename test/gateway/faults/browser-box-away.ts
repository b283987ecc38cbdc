/**
 * The agents use a browser on another machine, and nobody has started it there since that machine was moved: each attempt
 * ends at once. Everything else works.
 *
 * Seen on the host: `browser.profiles.office.cdpUrl` names an address where nothing listens, and what people say; the
 * gateway answers that it is not reachable.
 *
 * In the twin the browser's address answers as Chrome does.
 */

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

const scopes = ['operator.admin', 'operator.read', 'operator.write'];

async function asks(lab: Lab, method: string, path: string): Promise<string> {
  const user = await isLetIn(lab, { port: lab.port, token: lab.token, scopes });
  return JSON.stringify(await user.call('browser.request', { method, path, timeoutMs: 15_000 }));
}

async function withBrowserAt(lab: Lab): Promise<void> {
  lab.configure((config) => {
    const office = { cdpUrl: `http://127.0.0.1:${lab.port + 18}`, attachOnly: true, color: '#0066CC' };
    config.browser = { enabled: true, defaultProfile: 'office', profiles: { office } };
  });
  await lab.start();
}

/** What Chrome says of itself where it listens for programs. */
async function chrome(lab: Lab): Promise<void> {
  const at = `127.0.0.1:${lab.port + 18}`;
  const server = createServer((request, response) => {
    const page = { id: 'A1', type: 'page', title: 'Roster', url: 'about:blank' };
    const tab = { ...page, webSocketDebuggerUrl: `ws://${at}/devtools/page/A1` };
    const version = { Browser: 'Chrome/141.0', webSocketDebuggerUrl: `ws://${at}/devtools/browser/B1` };
    const body = request.url?.startsWith('/json/version') ? version : [tab];
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  // A browser that is asked for its version or its pages; it answers each question with an empty result.
  server.on('upgrade', (request, socket) => {
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    socket.write(`${[...head, `Sec-WebSocket-Accept: ${accept}`].join('\r\n')}\r\n\r\n`);
    socket.on('error', () => socket.destroy());
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

/** One short frame of a client, unmasked, and the frame that answers its call. */
function replyTo(frame: Buffer): Buffer | undefined {
  const opcode = (frame[0] ?? 0) & 0x0f;
  if (opcode !== 1) return undefined;
  const short = (frame[1] ?? 0) & 0x7f;
  const start = short === 126 ? 4 : 2;
  const length = short === 126 ? frame.readUInt16BE(2) : short;
  const mask = frame.subarray(start, start + 4);
  const text = Buffer.from(frame.subarray(start + 4, start + 4 + length));
  for (let i = 0; i < text.length; i++) text[i] = (text[i] ?? 0) ^ (mask[i % 4] ?? 0);
  const { id } = JSON.parse(text.toString('utf8')) as { id: number };
  const result = { product: 'Chrome/141.0', protocolVersion: '1.3', targetInfos: [] };
  const body = Buffer.from(JSON.stringify({ id, result }));
  return Buffer.concat([Buffer.from([0x81, body.length]), body]);
}

export default defineFault({
  name: 'browser-box-away',
  title: 'the browser on another machine that the agents use is not there',
  accepted: ['browser-cdp-unreachable', 'browser-attach-no-target'],
  complaint:
    'the assistant can no longer open any web page for us, it says something about the browser each time',
  async plant(lab) {
    await withBrowserAt(lab);
    const answer = await asks(lab, 'POST', '/tabs/open');
    const started = await asks(lab, 'POST', '/start');
    if (!/not reachable|not running/.test(started + answer))
      throw new Error(`The browser should not have been reachable: ${started.slice(0, 500)}`);
    return undefined;
  },
  twin: {
    title: 'the browser on another machine that the agents use is there',
    async plant(lab) {
      await chrome(lab);
      await withBrowserAt(lab);
      const status = await asks(lab, 'GET', '/');
      if (!/"cdpReady":true/.test(status))
        throw new Error(`The browser is not seen: ${status.slice(0, 900)}`);
      return undefined;
    },
  },
});
