/**
 * A device of a visitor asked to be paired, was turned down by the owner, and gave up. Nobody waits any more.
 */
import { DESK_APP, isLetIn } from '../clients.ts';
import { FORWARDED, startBehindProxy } from '../front-proxy.ts';
import { defineHealthy } from '../healthy.ts';
import { connect, newDevice } from '../socket.ts';

export default defineHealthy({
  name: 'device-turned-down',
  title: 'a device asked to be paired, was turned down, and gave up',
  async plant(lab) {
    await startBehindProxy(lab);
    const { port, token } = lab;
    const scopes = ['operator.read'];
    const visitor = { port, token, scopes, headers: FORWARDED, as: DESK_APP, device: newDevice() };
    const { hello, closed } = await connect(visitor);
    await closed;
    const requestId = hello.ok ? undefined : hello.error.details?.requestId;
    if (!requestId) throw new Error(`It should have had to ask: ${JSON.stringify(hello)}`);
    const rights = ['operator.admin', 'operator.pairing', ...scopes];
    const owner = await isLetIn(lab, { port, token, scopes: rights });
    const rejected = await owner.call('device.pair.reject', { requestId });
    if (!rejected.ok) throw new Error(`It could not be turned down: ${JSON.stringify(rejected.error)}`);
    return undefined;
  },
});
