/**
 * A program of one's own comes from another machine (here: through the host's own proxy) without a device identity
 * and without a credential that could stand for one.
 *
 * Seen on the host: `closed before connect … code=1008` with `cause: device-required`, and no reason where the client
 * does not echo it; every other client works.
 *
 * The twin has the shared token, which is enough.
 */
import { comesBack, isLetIn, isRefused } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { FORWARDED, startBehindProxy } from '../front-proxy.ts';
import type { Lab } from '../lab.ts';

async function behindProxy(lab: Lab) {
  await startBehindProxy(lab);
  const as = { id: 'gateway-client', mode: 'backend', displayName: 'report-maker' };
  return { port: lab.port, scopes: ['operator.read'], headers: FORWARDED, as };
}

export default defineFault({
  name: 'no-device',
  title: 'a program without a device identity is sent away',
  accepted: ['device-identity-required'],
  async plant(lab) {
    const program = await behindProxy(lab);
    await comesBack(lab, () => isRefused(program));
    return undefined;
  },
  twin: {
    title: 'a program without a device identity shows the shared token',
    async plant(lab) {
      await isLetIn(lab, { ...(await behindProxy(lab)), token: lab.token });
      return undefined;
    },
  },
});
