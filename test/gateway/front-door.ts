/**
 * A web server in front of a gateway, as nginx or Caddy is set up: it may speak TLS, serve the gateway under a path of
 * its own, and answer everything else itself.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTls } from 'node:https';
import type { Socket } from 'node:net';
import type { Lab } from './lab.ts';
import { open, pipe } from './tunnel.ts';

export interface FrontDoor {
  /** Where the gateway listens. */
  to: number;
  /** Certificate and key, when the door speaks TLS. */
  tls?: { cert: string; key: string };
  /** The gateway's place at this door, without a slash at the end; taken away before it is passed on. */
  path?: string;
  /** Lets an upgrade pass or not; everybody passes if not given. */
  admits?: (request: IncomingMessage) => boolean;
  /** Answers everything that is no upgrade. */
  page?: (request: IncomingMessage, response: ServerResponse) => void;
}

const REFUSED = 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/** Opens the door on a port of its own until the lab is disposed of. Returns that port. */
export function frontDoor(lab: Lab, door: FrontDoor): Promise<number> {
  const { to, tls, path = '', admits = () => true } = door;
  const page = door.page ?? ((_request, response) => response.writeHead(404).end('404 page not found\n'));
  const server = tls ? createTls(tls, page) : createServer(page);
  server.on('upgrade', (asked: IncomingMessage, near: Socket, head: Buffer) => {
    near.on('error', () => near.destroy());
    const url = asked.url ?? '/';
    if (!url.startsWith(path) || !admits(asked)) return void near.end(REFUSED);
    const rest = url.slice(path.length);
    const inside = rest.startsWith('/') ? rest : `/${rest}`;
    const far = request({ host: '127.0.0.1', port: to, method: 'GET', path: inside, headers: asked.headers });
    far.on('error', () => near.destroy());
    far.on('response', () => near.end(REFUSED));
    far.on('upgrade', ({ rawHeaders }, socket: Socket, first: Buffer) => {
      const lines = rawHeaders.map((word, n) => (n % 2 ? `${word}\r\n` : `${word}: `)).join('');
      near.write(`HTTP/1.1 101 Switching Protocols\r\n${lines}\r\n`);
      if (first.length > 0) near.write(first);
      if (head.length > 0) socket.write(head);
      pipe(near, socket);
    });
    far.end();
  });
  return open(lab, server);
}
