/**
 * A new device comes from another machine (here: through the host's own proxy, which names it) and has the right
 * token; nobody has approved it, so it is sent away each time.
 *
 * Seen on the host: `closed before connect … code=1008` with `cause: pairing-required`, and no word more where the
 * client does not echo the reason; every other client works.
 *
 * The twin asked as often, and has been approved since.
 */
import { comesBack, DESK_APP, isLetIn, isRefused } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { FORWARDED, startBehindProxy } from '../front-proxy.ts';
import type { Lab } from '../lab.ts';
import { connect, newDevice } from '../socket.ts';

const scopes = ['operator.read'];

async function behindProxy(lab: Lab) {
  await startBehindProxy(lab);
  const { port, token } = lab;
  return { port, token, scopes, headers: FORWARDED, as: DESK_APP, device: newDevice() };
}

export default defineFault({
  name: 'device-waits',
  title: 'a device from another machine waits for somebody to approve it',
  accepted: ['pairing-required'],
  async plant(lab) {
    const app = await behindProxy(lab);
    await comesBack(lab, () => isRefused(app));
    return undefined;
  },
  twin: {
    title: 'a device from another machine asked, was approved, and is connected',
    async plant(lab) {
      const app = await behindProxy(lab);
      for (let i = 0; i < 2; i++) await isRefused(app);
      const { hello, closed } = await connect(app);
      await closed;
      const requestId = (hello.ok ? undefined : hello.error.details)?.requestId;
      const { port, token } = lab;
      const rights = ['operator.admin', 'operator.pairing', ...scopes];
      const admin = await isLetIn(lab, { port, token, scopes: rights });
      const answer = await admin.call('device.pair.approve', { requestId });
      if (!answer.ok) throw new Error(`It could not be approved: ${JSON.stringify(answer.error)}`);
      await isLetIn(lab, app);
      return undefined;
    },
  },
});
