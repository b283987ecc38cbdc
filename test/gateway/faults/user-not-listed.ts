/**
 * People come through a reverse proxy that says who they are, and the gateway has a list of who may. A new colleague is
 * signed in at the proxy and is not on that list: she is sent away each time she tries.
 *
 * Seen on the host: `unauthorized … reason=trusted_proxy_user_not_allowed`, close 1008, and
 * `gateway.auth.trustedProxy.allowUsers` without her; the others are connected.
 *
 * In the twin she is on the list.
 */
import { comesBack, isLetIn, isRefused } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { FORWARDED, startBehindProxy } from '../front-proxy.ts';
import { type Lab, seen } from '../lab.ts';
import { newDevice } from '../socket.ts';

const ORIGIN = 'https://desk.example.test';
const [ANN, BERTA] = ['ann@example.test', 'berta@example.test'];

/** Starts the gateway with that list, and says how a person's page comes in. */
async function listed(lab: Lab, allowUsers: string[]) {
  await startBehindProxy(lab, (gateway) => {
    gateway.controlUi = { allowedOrigins: [ORIGIN] };
    gateway.auth = {
      mode: 'trusted-proxy',
      trustedProxy: { userHeader: 'x-forwarded-user', allowLoopback: true, allowUsers },
      password: 'lab-password-for-the-host-itself-0023',
    };
  });
  return (user: string) => ({
    port: lab.port,
    scopes: ['operator.read'],
    as: { id: 'openclaw-control-ui', mode: 'webchat' },
    headers: { origin: ORIGIN, ...FORWARDED, 'x-forwarded-user': user },
  });
}

export default defineFault({
  name: 'user-not-listed',
  title: 'a colleague is signed in at the proxy and not on the list of the gateway',
  accepted: ['operator-access-denied', 'trusted-proxy-identity-failed'],
  async plant(lab) {
    const page = await listed(lab, [ANN]);
    await isLetIn(lab, page(ANN));
    const berta = { ...page(BERTA), device: newDevice() };
    await comesBack(lab, () => isRefused(berta));
    await seen(lab, 'trusted_proxy_user_not_allowed');
    return undefined;
  },
  twin: {
    title: 'a colleague is signed in at the proxy and on the list of the gateway',
    async plant(lab) {
      const page = await listed(lab, [ANN, BERTA]);
      for (const user of [ANN, BERTA]) await isLetIn(lab, page(user));
      return undefined;
    },
  },
});
