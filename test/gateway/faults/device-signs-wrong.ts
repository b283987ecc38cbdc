/**
 * A desk was restored from a backup that had the public half of its key and not the private one: it signs with a new key,
 * and the gateway cannot believe it.
 *
 * Seen on the host: `closed before connect … code=1008` with DEVICE_AUTH_SIGNATURE_INVALID; every other client works.
 *
 * The twin's desk was sent away once for that, and has been set up anew since.
 */
import { comesBack, DESK_APP, isLetIn, isRefused } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { newDevice } from '../socket.ts';

async function restoredDesk(lab: Lab) {
  await lab.start();
  const device = { ...newDevice(), privateKey: newDevice().privateKey };
  return { port: lab.port, token: lab.token, scopes: ['operator.read'], as: DESK_APP, device };
}

export default defineFault({
  name: 'device-signs-wrong',
  title: 'a device signs with a key that does not belong to it',
  accepted: ['device-auth-signature'],
  async plant(lab) {
    const desk = await restoredDesk(lab);
    await comesBack(lab, () => isRefused(desk));
    return undefined;
  },
  twin: {
    title: 'a device signed wrongly once, and was set up anew',
    async plant(lab) {
      const desk = await restoredDesk(lab);
      await isRefused(desk);
      await isLetIn(lab, { ...desk, device: newDevice() });
      return undefined;
    },
  },
});
