/**
 * While tidying up, somebody removed a device that is still in use: a tablet on the wall comes back with its own token
 * every few seconds, and is sent away.
 *
 * Seen on the host: `unauthorized` of that device in the log again and again, and no such device among the paired ones.
 *
 * In the twin another one was removed, which never came back.
 */
import { comesBack, DESK_APP, isLetIn, isRefused, pairedDevice } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

const scopes = ['operator.read'];
const TABLET = { ...DESK_APP, displayName: 'wall-tablet' };

async function tidied(lab: Lab, which: 'tablet' | 'spare') {
  await lab.start();
  const { port, token } = lab;
  const tablet = await pairedDevice(lab, scopes, TABLET);
  const spare = await pairedDevice(lab, scopes);
  const owner = await isLetIn(lab, { port, token, scopes: ['operator.admin', 'operator.pairing'] });
  const deviceId = (which === 'tablet' ? tablet : spare).id;
  const removed = await owner.call('device.pair.remove', { deviceId });
  if (!removed.ok) throw new Error(`It could not be removed: ${JSON.stringify(removed.error)}`);
  return { port, scopes, device: tablet, as: TABLET };
}

export default defineFault({
  name: 'tablet-removed',
  title: 'a device that is in use was removed, and comes back again and again',
  accepted: ['device-removed', 'device-token-stale', 'pairing-required'],
  async plant(lab) {
    const tablet = await tidied(lab, 'tablet');
    await comesBack(lab, () => isRefused(tablet));
    return undefined;
  },
  twin: {
    title: 'a device that nobody uses was removed, and the one in use is connected',
    async plant(lab) {
      await isLetIn(lab, await tidied(lab, 'spare'));
      return undefined;
    },
  },
});
