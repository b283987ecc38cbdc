/**
 * A host without a gateway: the one on another machine stands behind a web server, under a path. The web server knows
 * nothing of the gateway's pages and answers 404 to everything but the WebSocket of that path.
 */
import { clientOnly, farGateway } from '../far-gateway.ts';
import { frontDoor } from '../front-door.ts';
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'remote-path',
  title: 'a host for work alone; the gateway elsewhere is served under a path, and only its WebSocket',
  async plant(lab) {
    const far = await farGateway(lab);
    const port = await frontDoor(lab, { to: far.port, path: '/team/claw' });
    clientOnly(lab, { url: `ws://127.0.0.1:${port}/team/claw`, token: far.token });
    return undefined;
  },
});
