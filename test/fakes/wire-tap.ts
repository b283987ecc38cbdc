/**
 * A loopback proxy before the bot's port that keeps every byte between host agent and bot, and reads WebSocket
 * frames, as a client's are masked and would hide everything from a search.
 */

import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import type { Sinks } from './canaries.ts';

export type WireTap = {
  /** Where the host agent is to dial. */
  url: string;
  /** What went over the wire, by connection and direction. */
  heard(): Sinks;
  stop(): Promise<void>;
};

/** Listens on a free loopback port and passes everything on to `port`. */
export async function tapWire(port: number, listen = 0): Promise<WireTap> {
  const lines: { up: Buffer[]; down: Buffer[] }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    const line = { up: [] as Buffer[], down: [] as Buffer[] };
    lines.push(line);
    near.on('data', (bytes: Buffer) => line.up.push(bytes)).pipe(far);
    far.on('data', (bytes: Buffer) => line.down.push(bytes)).pipe(near);
    for (const one of [near, far]) {
      sockets.add(one);
      const end = (): void => {
        near.destroy();
        far.destroy();
      };
      one.on('error', end).on('close', end);
    }
  });
  await new Promise<void>((resolve) => server.listen(listen, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: () =>
      Object.fromEntries(
        lines.flatMap(({ up, down }, at) => [
          [`wire ${at} host to bot`, Buffer.concat(up)],
          [`wire ${at} bot to host`, Buffer.concat(down)],
          [`wire ${at} host to bot, frames`, payloadsOf(Buffer.concat(up))],
          [`wire ${at} bot to host, frames`, payloadsOf(Buffer.concat(down))],
        ]),
      ),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const OPENING = /^(?:GET .*|HTTP\/1\.1 101 [\s\S]*)\r\n[\s\S]*upgrade/i;

/** What WebSocket frames carry (RFC 6455, section 5.2), unmasked and joined; nothing for other traffic. */
export function payloadsOf(stream: Buffer): Buffer {
  const end = stream.indexOf('\r\n\r\n');
  const head = stream.subarray(0, Math.max(0, end)).toString('latin1');
  if (end < 0 || !OPENING.test(head)) return Buffer.alloc(0);
  if (head.startsWith('HTTP') && /permessage-deflate/i.test(head))
    throw new Error('The frames are compressed: a search would find nothing in them');
  const payloads: Buffer[] = [];
  for (let at = end + 4; at + 2 <= stream.length; ) {
    const masked = ((stream[at + 1] as number) & 0x80) !== 0;
    let length = (stream[at + 1] as number) & 0x7f;
    at += 2;
    if (length === 126) {
      if (at + 2 > stream.length) break;
      length = stream.readUInt16BE(at);
      at += 2;
    } else if (length === 127) {
      if (at + 8 > stream.length) break;
      length = Number(stream.readBigUInt64BE(at));
      at += 8;
    }
    const mask = masked ? stream.subarray(at, at + 4) : undefined;
    if (masked) at += 4;
    const payload = Buffer.from(stream.subarray(at, at + length));
    if (mask)
      for (let i = 0; i < payload.length; i++) payload[i] = (payload[i] as number) ^ (mask[i & 3] ?? 0);
    payloads.push(payload);
    at += length;
  }
  return Buffer.concat(payloads);
}
