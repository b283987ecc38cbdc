/**
 * People come through a sign-in proxy that says who they are. It moved from a machine of its own to the gateway's host, and its
 * new address was put on the list. OpenClaw takes the word of a proxy on its own host only when it is told so: everybody is
 * sent away.
 *
 * Seen on the host: `gateway.trustedProxies` has 127.0.0.1 and the page brings the header with the name;
 * `gateway.auth.trustedProxy.allowLoopback` is not set, and the log says `trusted_proxy_loopback_source`.
 *
 * The twin's gateway was told so.
 */
import { comesBack, isLetIn, isRefused } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { FORWARDED, startBehindProxy } from '../front-proxy.ts';
import { type Lab, seen } from '../lab.ts';
import { newDevice } from '../socket.ts';

const ORIGIN = 'https://front.example.test';

/** Starts the gateway, and says how Ann's page comes in. */
async function movedIn(lab: Lab, told: { allowLoopback?: true }) {
  await startBehindProxy(lab, (gateway) => {
    gateway.controlUi = { allowedOrigins: [ORIGIN] };
    gateway.auth = {
      mode: 'trusted-proxy',
      trustedProxy: { userHeader: 'x-forwarded-user', requiredHeaders: ['x-forwarded-proto'], ...told },
      password: 'lab-password-for-the-host-itself-0061',
    };
    gateway.trustedProxies = ['10.20.30.40', '127.0.0.1'];
  });
  return {
    port: lab.port,
    scopes: ['operator.read'],
    as: { id: 'openclaw-control-ui', mode: 'webchat' },
    headers: { origin: ORIGIN, ...FORWARDED, 'x-forwarded-user': 'ann@example.test' },
  };
}

export default defineFault({
  name: 'proxy-moved-in',
  title: 'the sign-in proxy moved to the host of the gateway, which was not told to believe it there',
  accepted: ['trusted-proxy-identity-failed'],
  async plant(lab) {
    const page = { ...(await movedIn(lab, {})), device: newDevice() };
    await comesBack(lab, () => isRefused(page));
    await seen(lab, 'trusted_proxy_loopback_source');
    return undefined;
  },
  twin: {
    title: 'the sign-in proxy moved to the host of the gateway, which believes it there',
    async plant(lab) {
      await isLetIn(lab, await movedIn(lab, { allowLoopback: true }));
      return undefined;
    },
  },
});
