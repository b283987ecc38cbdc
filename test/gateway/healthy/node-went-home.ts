/**
 * A colleague's laptop is a device node of this gateway while she is in the office. She has gone home and taken it with
 * her; nobody has asked it anything since.
 */
import { defineHealthy } from '../healthy.ts';
import { askNode, joinNode, nodeUser } from '../node-host.ts';

export default defineHealthy({
  name: 'node-went-home',
  title: 'a laptop that is a device node was taken home, and nobody needs it',
  async plant(lab) {
    await lab.start();
    const { id, connection } = await joinNode(lab, 'laptop-of-ann', ['system.which']);
    const user = await nodeUser(lab);
    const listed = await user.call('node.pair.list');
    const pending = (listed.ok ? listed.payload.pending : []) as { requestId: string }[];
    for (const { requestId } of pending ?? []) await user.call('node.pair.approve', { requestId });
    const answer = await askNode(user, id, 'system.which');
    if (!answer.ok) throw new Error(`The laptop did not answer: ${JSON.stringify(answer.error)}`);
    connection.close();
    await connection.closed;
    return undefined;
  },
});
