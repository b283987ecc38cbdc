/**
 * The configured address of a client-only host has a name that nobody knows (a typing error, or a host that was renamed).
 *
 * Seen on the host: `gateway.mode` is remote; the name does not resolve.
 *
 * The twin's name is one of this host's own, and leads to a tunnel.
 */
import { clientOf } from '../client-only.ts';
import { defineFault } from '../fault.ts';
import { forwardTo } from '../tunnel.ts';

export default defineFault({
  name: 'client-name-unknown',
  title: 'a client-only host with an address whose name nobody knows',
  accepted: ['wrong-target-url'],
  async plant(lab) {
    await lab.start();
    return clientOf(lab, { url: 'wss://gateway-of-last-year.invalid:18789', token: lab.token });
  },
  twin: {
    title: 'a client-only host that reaches its gateway by name',
    async plant(lab) {
      await lab.start();
      return clientOf(lab, { url: `ws://localhost:${await forwardTo(lab, lab.port)}`, token: lab.token });
    },
  },
});
