/**
 * A client reaches its gateway through a tunnel of its own, and the gateway has moved: the near end takes every
 * connection, and the far end finds nobody.
 *
 * Seen on the host: mode remote with an address on loopback; a connection is taken and closed before one byte of an
 * answer.
 *
 * The twin's tunnel leads to the gateway.
 */
import { farGateway, isAnswered, isTold, useFar } from '../client-host.ts';
import { defineFault } from '../fault.ts';
import { forwardTo } from '../tunnel.ts';

export default defineFault({
  name: 'far-tunnel-dead',
  title: 'the tunnel of a client leads to a port where no gateway listens any more',
  accepted: ['tunnel-stale-port'],
  async plant(lab) {
    useFar(lab, { url: `ws://127.0.0.1:${await forwardTo(lab, lab.port + 7)}`, token: lab.token });
    await isTold(lab, /hang up|ECONNRESET|closed/);
    return undefined;
  },
  twin: {
    title: 'the tunnel of a client leads to the gateway',
    async plant(lab) {
      await farGateway(lab);
      useFar(lab, { url: `ws://127.0.0.1:${await forwardTo(lab, lab.port)}`, token: lab.token });
      await isAnswered(lab);
      return undefined;
    },
  },
});
