/**
 * Clients of this host go through a tunnel (`OPENCLAW_GATEWAY_URL`), and its far end still leads to the port that the
 * gateway had before: it takes each connection and drops it.
 *
 * Seen on the host: the gateway is well on its own port; at the address of the clients a connection is taken and closed
 * before one byte of an answer.
 *
 * The twin's tunnel leads to the right port.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { forwardTo } from '../tunnel.ts';

/** An address in the environment wants its credential beside it; without one no command gets anywhere (2026.9.6). */
const address = ({ token }: Lab, port: number) => ({
  env: { OPENCLAW_GATEWAY_URL: `ws://127.0.0.1:${port}`, OPENCLAW_GATEWAY_TOKEN: token },
});

export default defineFault({
  name: 'dead-tunnel',
  title: 'clients use a tunnel that leads to a port where nothing listens any more',
  accepted: ['tunnel-stale-port'],
  async plant(lab) {
    await lab.start();
    return address(lab, await forwardTo(lab, lab.port + 7));
  },
  twin: {
    title: 'clients use a tunnel that leads to the gateway',
    async plant(lab) {
      await lab.start();
      return address(lab, await forwardTo(lab, lab.port));
    },
  },
});
