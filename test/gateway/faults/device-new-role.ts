/**
 * The computer at the reception has been a paired operator for long, and is now to lend its programs to the agents as a
 * node as well. The new role needs approval, nobody has given it, and it is sent away each time it comes as a node.
 *
 * Seen on the host: a pending request of a device that is paired already; `closed before connect … code=1008` and
 * `device access upgrade requested reason=role-upgrade` in the log.
 *
 * The twin's computer asked for the same, and was approved.
 */
import { comesBack, DESK_APP, isLetIn, isRefused } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { FORWARDED, startBehindProxy } from '../front-proxy.ts';
import type { Lab } from '../lab.ts';
import { nodeUser } from '../node-host.ts';
import { connect, newDevice } from '../socket.ts';

async function receptionPc(lab: Lab) {
  await startBehindProxy(lab);
  const { port, token } = lab;
  const device = newDevice();
  const operator = { port, token, device, as: { ...DESK_APP, displayName: 'reception-pc' } };
  // It was paired on the host itself.
  await isLetIn(lab, { ...operator, scopes: ['operator.read'] });
  const as = { id: 'node-host', mode: 'node', displayName: 'reception-pc' };
  return { port, token, device, as, scopes: [], headers: FORWARDED, node: { commands: ['system.which'] } };
}

export default defineFault({
  name: 'device-new-role',
  title: 'a paired device wants to be a node as well, and nobody has approved that',
  accepted: ['pairing-required'],
  async plant(lab) {
    const node = await receptionPc(lab);
    await comesBack(lab, () => isRefused(node));
    return undefined;
  },
  twin: {
    title: 'a paired device wanted to be a node as well, and was approved',
    async plant(lab) {
      const node = await receptionPc(lab);
      const { hello, closed } = await connect(node);
      await closed;
      const requestId = (hello.ok ? undefined : hello.error.details)?.requestId;
      const { port, token } = lab;
      const scopes = ['operator.admin', 'operator.pairing', 'operator.read', 'operator.write'];
      const admin = await isLetIn(lab, { port, token, scopes });
      const answer = await admin.call('device.pair.approve', { requestId });
      if (!answer.ok) throw new Error(`It could not be approved: ${JSON.stringify(answer.error)}`);
      const serving = await isLetIn(lab, node);
      // What it offers is approved apart from what it is.
      const user = await nodeUser(lab);
      const listed = await user.call('node.pair.list');
      const pending = (listed.ok ? listed.payload.pending : []) as { requestId: string }[];
      for (const { requestId } of pending) await user.call('node.pair.approve', { requestId });
      serving.close();
      await serving.closed;
      await isLetIn(lab, node);
      const seen = JSON.stringify(await user.call('node.list'));
      if (!/"connected":true/.test(seen) || !seen.includes('system.which'))
        throw new Error(`The node does not serve: ${seen.slice(0, 800)}`);
      return undefined;
    },
  },
});
