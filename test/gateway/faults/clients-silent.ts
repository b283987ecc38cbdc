/**
 * Something opens connections and says nothing (a load balancer's health check on the wrong port, a client whose
 * frames a proxy swallows): the gateway waits for the greeting and hangs up, again and again.
 *
 * Seen on the host: `handshake timeout` and `closed before connect … code=1000` with `cause: handshake-timeout`;
 * clients that do speak are served.
 */
import { once } from 'node:events';
import { comesBack, isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';

/** OpenClaw waits 15 s; the lab must not. */
const env = { OPENCLAW_HANDSHAKE_TIMEOUT_MS: '700' };

async function saysNothing(port: number): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  await once(socket, 'close');
}

export default defineFault({
  name: 'clients-silent',
  title: 'clients connect and never say who they are',
  accepted: ['handshake-timeout'],
  async plant(lab) {
    await lab.start({ env });
    await comesBack(lab, () => saysNothing(lab.port));
    return undefined;
  },
  twin: {
    title: 'a client took its time and was greeted',
    async plant(lab) {
      await lab.start();
      await new Promise<void>((resolve) => {
        const slow = new WebSocket(`ws://127.0.0.1:${lab.port}`);
        setTimeout(() => slow.close(), 3_000);
        slow.addEventListener('close', () => resolve());
      });
      await isLetIn(lab, { port: lab.port, token: lab.token, scopes: ['operator.read'] });
      return undefined;
    },
  },
});
