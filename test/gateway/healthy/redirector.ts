/**
 * The gateway's own host has a web server that wants everything encrypted: at one port it sends every page to another
 * one, and there it serves the gateway's WebSocket with a certificate of the company and sends pages to a portal.
 * Operators go in by that door, too.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { companySigned } from '../certificates.ts';
import { frontDoor } from '../front-door.ts';
import { defineHealthy } from '../healthy.ts';
import { open } from '../tunnel.ts';

export default defineHealthy({
  name: 'redirector',
  title: 'a web server in front sends pages elsewhere and passes the WebSocket over TLS',
  async plant(lab) {
    await lab.start();
    const { certPath, keyPath, caPath } = companySigned(lab);
    const port = await frontDoor(lab, {
      to: lab.port,
      tls: { cert: readFileSync(certPath, 'utf8'), key: readFileSync(keyPath, 'utf8') },
      page: (_request, response) =>
        response.writeHead(302, { location: 'https://portal.example.com/' }).end(),
    });
    await open(
      lab,
      createServer(({ url }, response) => {
        response.writeHead(301, { location: `https://localhost:${port}${url}` }).end();
      }),
    );
    const env = {
      OPENCLAW_GATEWAY_URL: `wss://localhost:${port}`,
      OPENCLAW_GATEWAY_TOKEN: lab.token,
      NODE_EXTRA_CA_CERTS: caPath,
    };
    return { env };
  },
});
