/**
 * Between clients and gateway stands a proxy that asks people to sign in, and it answers the WebSocket upgrade with a
 * redirect, which no command can follow.
 *
 * Seen on the host: the gateway is well on its own port; at the address of the clients the upgrade is answered with
 * HTTP 302.
 *
 * The twin's proxy does the same to pages and lets upgrades through.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { signInProxy } from '../sign-in-page.ts';

/** An address in the environment wants its credential beside it; without one no command gets anywhere (2026.9.6). */
const address = ({ token }: Lab, port: number) => ({
  env: { OPENCLAW_GATEWAY_URL: `ws://127.0.0.1:${port}`, OPENCLAW_GATEWAY_TOKEN: token },
});

export default defineFault({
  name: 'sign-in-proxy',
  title: 'clients are sent through a proxy that answers with a sign-in page',
  accepted: ['identity-proxy-rejected'],
  async plant(lab) {
    await lab.start();
    return address(lab, await signInProxy(lab, false));
  },
  twin: {
    title: 'the proxy asks for a sign-in on its pages and lets WebSockets through',
    async plant(lab) {
      await lab.start();
      return address(lab, await signInProxy(lab, true));
    },
  },
});
