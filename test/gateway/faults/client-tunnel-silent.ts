/**
 * A client of a gateway elsewhere comes through a tunnel that hangs: it takes connections, and nothing ever comes back.
 *
 * Seen on the host: `gateway.mode` is remote; at the configured address a connection is taken, and no answer comes.
 *
 * The twin's tunnel is slow to answer the first time, and answers.
 */
import { createServer, connect as dial } from 'node:net';
import { clientOf } from '../client-only.ts';
import { defineFault } from '../fault.ts';
import { silence } from '../roads.ts';
import { open, pipe } from '../tunnel.ts';

/** Shorter than a client waits for an upgrade. */
const SLOW_MS = 700;

export default defineFault({
  name: 'client-tunnel-silent',
  title: 'a client-only host whose tunnel takes connections and is silent',
  accepted: ['tunnel-stale-port', 'handshake-timeout'],
  async plant(lab) {
    await lab.start();
    return clientOf(lab, { url: `ws://127.0.0.1:${await silence(lab)}`, token: lab.token });
  },
  twin: {
    title: 'a client-only host whose tunnel is slow',
    async plant(lab) {
      await lab.start();
      const port = await open(
        lab,
        createServer((near) => {
          near.on('error', () => near.destroy()).pause();
          setTimeout(() => pipe(near, dial(lab.port, '127.0.0.1')), SLOW_MS);
        }),
      );
      return clientOf(lab, { url: `ws://127.0.0.1:${port}`, token: lab.token });
    },
  },
});
