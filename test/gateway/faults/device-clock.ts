/**
 * A device's clock is ten minutes behind: what it signs is too old when it arrives.
 *
 * Seen on the host: `device-signature-stale` / `device signature expired`, close 1008 (DEVICE_AUTH_SIGNATURE_EXPIRED)
 * at each attempt of this device; all others work.
 */
import { comesBack, DESK_APP, isLetIn, isRefused } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { newDevice } from '../socket.ts';

export default defineFault({
  name: 'device-clock',
  title: 'the clock of a device is ten minutes behind',
  accepted: ['clock-skew'],
  async plant(lab) {
    await lab.start();
    const { port, token } = lab;
    const device = newDevice();
    const late = { port, token, scopes: ['operator.read'], device, as: DESK_APP, clockAheadMs: -600_000 };
    await comesBack(lab, () => isRefused(late));
    return undefined;
  },
  twin: {
    title: 'the clock of a device is half a minute behind, which is allowed',
    async plant(lab) {
      await lab.start();
      const { port, token } = lab;
      const device = newDevice();
      const late = { port, token, scopes: ['operator.read'], device, as: DESK_APP, clockAheadMs: -30_000 };
      await isLetIn(lab, late);
      return undefined;
    },
  },
});
