/**
 * The gateway elsewhere was put behind a proxy where people sign in, and a client that is no browser is sent to the page
 * for that.
 *
 * Seen on the host: mode remote; HTTP 302 with a `location` of a sign-in at the upgrade; no `gateway.remote.edgeAuth`.
 *
 * The twin's proxy asks browsers to sign in and lets the client's WebSocket through.
 */
import { farGateway, isAnswered, isTold, useFar } from '../client-host.ts';
import { defineFault } from '../fault.ts';
import { signInProxy } from '../sign-in-page.ts';

export default defineFault({
  name: 'far-behind-sign-in',
  title: 'a proxy before the gateway elsewhere sends a client to a sign-in page',
  accepted: ['identity-proxy-rejected'],
  async plant(lab) {
    useFar(lab, { url: `ws://127.0.0.1:${await signInProxy(lab, false)}`, token: lab.token });
    await isTold(lab, '302');
    return undefined;
  },
  twin: {
    title: 'a proxy before the gateway elsewhere sends browsers to a sign-in page, and no client',
    async plant(lab) {
      await farGateway(lab);
      useFar(lab, { url: `ws://127.0.0.1:${await signInProxy(lab, true)}`, token: lab.token });
      await isAnswered(lab);
      return undefined;
    },
  },
});
