/**
 * A client of a gateway elsewhere, and at its configured address nobody listens: the tunnel is down, or the gateway is.
 *
 * Seen on the host: `gateway.mode` is remote, nothing here starts a gateway; the address refuses the connection.
 *
 * The twin was refused as well, until the gateway over there came up again.
 */
import { clientOf } from '../client-only.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

const straight = (lab: Lab) => clientOf(lab, { url: `ws://127.0.0.1:${lab.port}`, token: lab.token });

export default defineFault({
  name: 'client-nobody-there',
  title: 'a client-only host, and nobody listens at its configured address',
  accepted: ['gateway-unreachable', 'wrong-target-url'],
  async plant(lab) {
    const gateway = await lab.start();
    await gateway.stop();
    return straight(lab);
  },
  twin: {
    title: 'the gateway over there was away and is back',
    async plant(lab) {
      const gateway = await lab.start();
      await gateway.stop();
      await lab.start();
      return straight(lab);
    },
  },
});
