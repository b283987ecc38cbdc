/**
 * A phone was lost, and its owner removed it from the paired devices: the gateway hung up on it at once and refused it
 * when it came back. That is what removing is for; the other device works on.
 */
import { DESK_APP, isLetIn, isRefused, pairedDevice } from '../clients.ts';
import { defineHealthy } from '../healthy.ts';
import { pairedOperator } from '../operator.ts';

export default defineHealthy({
  name: 'lost-phone',
  title: 'a lost phone was removed, hung up on, and refused once when it came back',
  async plant(lab) {
    await lab.start();
    const { port, token } = lab;
    const scopes = ['operator.read'];
    const phone = await pairedDevice(lab, scopes);
    const { closed } = await isLetIn(lab, { port, scopes, device: phone, as: DESK_APP });
    const owner = await isLetIn(lab, { port, token, scopes: ['operator.admin', 'operator.pairing'] });
    const removed = await owner.call('device.pair.remove', { deviceId: phone.id });
    if (!removed.ok) throw new Error(`It could not be removed: ${JSON.stringify(removed.error)}`);
    await closed;
    await isRefused({ port, scopes, device: phone, as: DESK_APP });
    const { ok } = await (await pairedOperator(lab)).call('status');
    if (!ok) throw new Error('The other device is not answered');
    return undefined;
  },
});
