/**
 * The bot's Socket Mode line and the page's own line, message by message, so that the gate sees what Slack
 * hands over and can change or keep it back.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import type { Upstream } from './upstream.ts';

/** What happens to a message on its way; null keeps it back. */
export type Watch = {
  down(text: string, answer: (text: string) => void): string | null;
  up(text: string): string;
};

/** Takes over an upgrade request and connects it to the same path of the emulator. */
export function relay(
  upstream: Upstream,
  path: string,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  watch: Watch,
): void {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const far = new WebSocket(addressOf(upstream, path), { perMessageDeflate: false });
  far.on('error', () => socket.destroy());
  far.on('open', () => {
    server.handleUpgrade(request, socket, head, (near) => {
      far.on('message', (data) => {
        const text = watch.down(textOf(data), (answer) => far.send(answer));
        if (text !== null) near.send(text);
      });
      near.on('message', (data) => far.send(watch.up(textOf(data))));
      near.on('error', () => far.terminate()).on('close', () => far.terminate());
      far.on('close', () => near.terminate());
    });
  });
}

function addressOf(upstream: Upstream, path: string): string {
  return 'socketPath' in upstream
    ? `ws+unix:${upstream.socketPath}:${path}`
    : `ws://${upstream.host}:${upstream.port}${path}`;
}

const textOf = (data: RawData): string =>
  Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data as ArrayBuffer).toString('utf8');
