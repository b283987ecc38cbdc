/**
 * People come through a reverse proxy of this host that should say who they are, and it stopped to: its rule for the
 * header was lost.
 *
 * Seen on the host: `unauthorized … reason=trusted_proxy_user_missing` with `fwd=` of the people's own addresses, close
 * 1008; the host's own programs use a password and work.
 *
 * The twin's proxy names its user.
 */
import { comesBack, isLetIn, isRefused } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { FORWARDED, startBehindProxy } from '../front-proxy.ts';
import type { Lab } from '../lab.ts';
import { newDevice } from '../socket.ts';

const origin = 'https://ops.example.test';

async function behindProxy(lab: Lab) {
  await startBehindProxy(lab, (gateway) => {
    gateway.controlUi = { allowedOrigins: [origin] };
    gateway.auth = {
      mode: 'trusted-proxy',
      trustedProxy: { userHeader: 'x-forwarded-user', allowLoopback: true },
      password: 'lab-password-for-the-host-itself-0005',
    };
  });
  const as = { id: 'openclaw-control-ui', mode: 'webchat' };
  const headers = { origin, ...FORWARDED };
  return { port: lab.port, scopes: ['operator.read'], as, headers, device: newDevice() };
}

export default defineFault({
  name: 'proxy-names-nobody',
  title: 'the proxy that vouches for its users does not name them any more',
  accepted: ['trusted-proxy-identity-failed'],
  async plant(lab) {
    const page = await behindProxy(lab);
    await comesBack(lab, () => isRefused(page));
    return undefined;
  },
  twin: {
    title: 'the proxy that vouches for its users names them',
    async plant(lab) {
      // Who is vouched for needs no device.
      const { device: _, ...page } = await behindProxy(lab);
      const headers = { ...page.headers, 'x-forwarded-user': 'ann@example.test' };
      await isLetIn(lab, { ...page, headers });
      return undefined;
    },
  },
});
