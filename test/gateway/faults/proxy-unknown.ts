/**
 * A reverse proxy on this host was put before the gateway and names its clients in forwarding headers, and the
 * configuration does not say that it may: the gateway takes no request from it.
 *
 * Seen on the host: `observed unattributable proxy-shaped traffic`, once; the upgrade is refused before a connection
 * has a number, and every client that comes directly works.
 *
 * The twin's proxy is listed in gateway.trustedProxies.
 */
import { comesBack, isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { FORWARDED, startBehindProxy } from '../front-proxy.ts';
import { seen } from '../lab.ts';
import { connect } from '../socket.ts';

export default defineFault({
  name: 'proxy-unknown',
  title: 'a reverse proxy in front is not among the trusted ones',
  accepted: ['proxy-attribution-missing'],
  async plant(lab) {
    await lab.start();
    const { port, token } = lab;
    const turnedAway = () =>
      connect({ port, token, scopes: ['operator.read'], headers: FORWARDED }).then(
        () => Promise.reject(new Error('The client was let in, which this fault is about')),
        () => undefined,
      );
    await comesBack(lab, turnedAway);
    await seen(lab, 'unattributable');
    return undefined;
  },
  twin: {
    title: 'a reverse proxy in front is trusted',
    async plant(lab) {
      await startBehindProxy(lab);
      const { port, token } = lab;
      await isLetIn(lab, { port, token, scopes: ['operator.read'], headers: FORWARDED });
      return undefined;
    },
  },
});
