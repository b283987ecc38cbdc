/**
 * Somebody removed a device from the list, and the app on it goes on with the token that it keeps: it is told the same
 * as with an old token.
 *
 * Seen on the host: `res ✓ device.pair.remove` in the log, and after that `device_token_mismatch` again and again.
 *
 * The twin's device was removed and is not used any more.
 */
import { comesBack, DESK_APP, isRefused, pairedDevice } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { FORWARDED, startBehindProxy } from '../front-proxy.ts';
import type { Lab } from '../lab.ts';

/** Starts a gateway whose list had a device, and has it no longer. */
async function removedDevice(lab: Lab) {
  await startBehindProxy(lab);
  const device = await pairedDevice(lab, ['operator.read']);
  const { code, output } = await lab.cli(['devices', 'remove', device.id, '--json']);
  if (code !== 0) throw new Error(`The device could not be removed:\n${output}`);
  // On loopback without a proxy the gateway would pair it anew by itself.
  return { port: lab.port, device, scopes: ['operator.read'], as: DESK_APP, headers: FORWARDED };
}

export default defineFault({
  name: 'device-removed',
  title: 'a device was removed, and its app keeps trying',
  accepted: ['device-removed'],
  async plant(lab) {
    const gone = await removedDevice(lab);
    await comesBack(lab, () => isRefused(gone));
    return undefined;
  },
  twin: {
    title: 'a device was removed that nobody uses any more',
    async plant(lab) {
      await removedDevice(lab);
      return undefined;
    },
  },
});
