/**
 * What stands between a client and a gateway: a proxy that asks people to sign in.
 */
import { createServer as createHttp } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import type { Lab } from './lab.ts';

/** A port of its own on loopback until the lab is disposed of. */
async function open(lab: Lab, server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  lab.onDispose(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

/** Joins both ends; when one breaks, so does the other. */
function pipe(near: Socket, far: Socket): void {
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.pipe(other);
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

/** A proxy that sends pages to a sign-in; an upgrade too, unless it `passesUpgrades` on to the gateway. */
export function signInProxy(lab: Lab, passesUpgrades: boolean): Promise<number> {
  const server = createHttp((_request, response) => {
    response.writeHead(302, { location: 'https://login.example.com/start' }).end();
  });
  server.on('upgrade', (request, near: Socket, head) => {
    if (!passesUpgrades) {
      near.end(
        'HTTP/1.1 302 Found\r\nlocation: https://login.example.com/start\r\ncontent-length: 0\r\n\r\n',
      );
      return;
    }
    const far = connect(lab.port, '127.0.0.1', () => {
      const headers = request.rawHeaders.flatMap((name, n, all) =>
        n % 2 === 0 ? [`${name}: ${all[n + 1]}`] : [],
      );
      far.write(`GET ${request.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
      far.write(head);
      pipe(near, far);
    });
    far.on('error', () => near.destroy());
  });
  return open(lab, server);
}
