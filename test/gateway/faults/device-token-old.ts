/**
 * An operator rotated a device's token; the device still has the old one and comes back with it.
 *
 * Seen on the host: `unauthorized … auth=device-token … reason=device_token_mismatch`, close 1008
 * (AUTH_DEVICE_TOKEN_MISMATCH) every two seconds; the shared token works.
 *
 * The twin's device took the new token over.
 */
import { comesBack, DESK_APP, isLetIn, isRefused, pairedDevice } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

const scopes = ['operator.read'];

async function rotated(lab: Lab) {
  const device = await pairedDevice(lab, scopes);
  const { port, token } = lab;
  const admin = await isLetIn(lab, {
    port,
    token,
    scopes: ['operator.admin', 'operator.pairing', ...scopes],
  });
  const answer = await admin.call('device.token.rotate', { deviceId: device.id, role: 'operator', scopes });
  if (!answer.ok) throw new Error(`The token could not be rotated: ${JSON.stringify(answer.error)}`);
  return device;
}

export default defineFault({
  name: 'device-token-old',
  title: 'a device comes back with the token it had before it was rotated',
  accepted: ['device-token-stale'],
  async plant(lab) {
    await lab.start();
    const device = await rotated(lab);
    await comesBack(lab, () => isRefused({ port: lab.port, scopes, device, as: DESK_APP }));
    return undefined;
  },
  twin: {
    title: 'a device was refused once after a rotation, and has been paired again',
    async plant(lab) {
      await lab.start();
      const { token: _, ...device } = await rotated(lab);
      const { port, token } = lab;
      await isLetIn(lab, { port, token, scopes, device, as: DESK_APP });
      return undefined;
    },
  },
});
