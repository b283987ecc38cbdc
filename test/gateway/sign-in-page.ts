/**
 * What stands between a client and a gateway: a proxy that asks people to sign in.
 */
import { createServer as createHttp } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Lab } from './lab.ts';
import { open, pipe } from './tunnel.ts';

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
