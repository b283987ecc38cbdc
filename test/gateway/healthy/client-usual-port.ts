/**
 * The tunnel ends on the very port that a gateway of this host would have, as OpenClaw's own guide has it: a program
 * that is no gateway holds the port, and it is meant to.
 */
import { clientOf } from '../client-only.ts';
import { defineHealthy } from '../healthy.ts';
import { forwardTo } from '../tunnel.ts';

export default defineHealthy({
  name: 'client-usual-port',
  title: 'only a client, with the tunnel on the port of its own configuration',
  async plant(lab) {
    await lab.start();
    const port = await forwardTo(lab, lab.port);
    return clientOf(lab, { url: `ws://127.0.0.1:${port}`, token: lab.token }, { port });
  },
});
