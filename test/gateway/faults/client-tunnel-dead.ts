/**
 * A client of a gateway elsewhere comes through a tunnel, and the tunnel's far end still leads to the port that the
 * gateway had before: it takes each connection and drops it. No gateway is meant to run on this host.
 *
 * Seen on the host: `gateway.mode` is remote, nothing here starts a gateway; at the configured address a connection is
 * taken and closed before one byte of an answer.
 *
 * The twin's tunnel leads to the gateway.
 */
import { clientOf } from '../client-only.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { forwardTo } from '../tunnel.ts';

const through = async (lab: Lab, port: number) =>
  clientOf(lab, { url: `ws://127.0.0.1:${await forwardTo(lab, port)}`, token: lab.token });

export default defineFault({
  name: 'client-tunnel-dead',
  title: 'a client-only host whose tunnel leads to a port where nothing listens any more',
  accepted: ['tunnel-stale-port'],
  async plant(lab) {
    await lab.start();
    return through(lab, lab.port + 7);
  },
  twin: {
    title: 'a client-only host whose tunnel leads to the gateway',
    async plant(lab) {
      await lab.start();
      return through(lab, lab.port);
    },
  },
});
