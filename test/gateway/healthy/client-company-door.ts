/**
 * A host for work alone. The gateway elsewhere stands behind the web server of a company: its certificate is signed by the
 * company's own authority, which this host was told of, it serves the gateway's WebSocket under a path, and it sends every page to
 * where people sign in. On this host's own usual port somebody else's web server listens.
 */

import { readFileSync } from 'node:fs';
import { companySigned } from '../certificates.ts';
import { farGateway, isAnswered, useFar } from '../client-host.ts';
import { frontDoor } from '../front-door.ts';
import { defineHealthy } from '../healthy.ts';
import { startStranger } from '../stranger.ts';

export default defineHealthy({
  name: 'client-company-door',
  title: "a host for work alone, and the gateway behind a company's own certificate, sign-in page and path",
  async plant(lab) {
    const { certPath, keyPath, caPath } = companySigned(lab);
    await farGateway(lab);
    const tls = { cert: readFileSync(certPath, 'utf8'), key: readFileSync(keyPath, 'utf8') };
    const door = await frontDoor(lab, {
      to: lab.port,
      tls,
      path: '/claw',
      page: (_request, response) =>
        void response.writeHead(302, { location: 'https://sign-in.example.com/login' }).end(),
    });
    const own = lab.port + 19;
    await startStranger(lab, own);
    useFar(lab, { url: `wss://localhost:${door}/claw`, token: lab.token }, { port: own });
    const env = { NODE_EXTRA_CA_CERTS: caPath };
    await isAnswered(lab, env);
    return { env };
  },
});
