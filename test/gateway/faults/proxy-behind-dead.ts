/**
 * Clients of this host go through its reverse proxy (`OPENCLAW_GATEWAY_URL`), and the proxy still has the port that the
 * gateway had before: it answers 502 itself.
 *
 * Seen on the host: the gateway is well on its own port; at the address of the clients the upgrade gets a 502.
 *
 * The twin's proxy leads to the gateway.
 */
import { createServer, request } from 'node:http';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { open, pipe } from '../tunnel.ts';

/** As nginx or Caddy: passes upgrades on, and says 502 when nobody is behind it. */
function reverseProxy(lab: Lab, port: number): Promise<number> {
  const server = createServer((_request, response) => response.writeHead(502).end('Bad Gateway'));
  server.on('upgrade', ({ method, url, headers }, near, head) => {
    const far = request({ host: '127.0.0.1', port, method, path: url, headers });
    near.on('error', () => far.destroy());
    far.on('error', () =>
      near.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
    );
    far.on('upgrade', ({ rawHeaders }, socket, first) => {
      const lines = rawHeaders.map((word, n) => (n % 2 ? `${word}\r\n` : `${word}: `)).join('');
      near.write(`HTTP/1.1 101 Switching Protocols\r\n${lines}\r\n`);
      // The greeting may come in one piece with the answer.
      if (first.length > 0) near.write(first);
      if (head.length > 0) socket.write(head);
      pipe(near as typeof socket, socket);
    });
    far.end();
  });
  return open(lab, server);
}

const through = async (lab: Lab, port: number) => ({
  env: {
    OPENCLAW_GATEWAY_URL: `ws://127.0.0.1:${await reverseProxy(lab, port)}`,
    OPENCLAW_GATEWAY_TOKEN: lab.token,
  },
});

export default defineFault({
  name: 'proxy-behind-dead',
  title: 'clients use a reverse proxy that still has the former port of the gateway',
  accepted: ['tunnel-stale-port'],
  async plant(lab) {
    await lab.start();
    return through(lab, lab.port + 7);
  },
  twin: {
    title: 'clients use a reverse proxy that leads to the gateway',
    async plant(lab) {
      await lab.start();
      return through(lab, lab.port);
    },
  },
});
