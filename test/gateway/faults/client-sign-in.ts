/**
 * Between a client-only host and its gateway stands a proxy that asks people to sign in, and answers the upgrade with a
 * redirect to a sign-in page, which no command can follow.
 *
 * Seen on the host: `gateway.mode` is remote; the upgrade at the configured address is answered with HTTP 302.
 *
 * The twin's proxy does the same to pages and lets upgrades through.
 */
import { clientOf } from '../client-only.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { signInProxy } from '../sign-in-page.ts';

const behind = async (lab: Lab, passesUpgrades: boolean) => {
  await lab.start();
  const port = await signInProxy(lab, passesUpgrades);
  return clientOf(lab, { url: `ws://127.0.0.1:${port}`, token: lab.token });
};

export default defineFault({
  name: 'client-sign-in',
  title: 'a client-only host that is answered by a sign-in page',
  accepted: ['identity-proxy-rejected'],
  plant: (lab) => behind(lab, false),
  twin: {
    title: 'the proxy asks for a sign-in on its pages and lets WebSockets through',
    plant: (lab) => behind(lab, true),
  },
});
