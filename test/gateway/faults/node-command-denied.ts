/**
 * Somebody denied a command for all device nodes: the node is connected and offers it, and the gateway does not pass it
 * on.
 *
 * Seen on the host: `gateway.nodes.commands.deny` names the command; a call of it is refused with
 * `node command not allowed`.
 *
 * In the twin another command is denied, which nobody uses.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { askNode, joinNode, nodeUser } from '../node-host.ts';
import type { Answer } from '../socket.ts';

const WHICH = 'system.which';

async function ask(lab: Lab, denied: string): Promise<Answer> {
  lab.configure(({ gateway }) => {
    gateway.nodes = { commands: { deny: [denied] } };
  });
  await lab.start();
  const { id } = await joinNode(lab, 'kitchen-pc', [WHICH]);
  const user = await nodeUser(lab);
  const listed = await user.call('node.pair.list');
  const pending = (listed.ok ? listed.payload.pending : []) as { requestId: string }[];
  for (const { requestId } of pending ?? []) await user.call('node.pair.approve', { requestId });
  return askNode(user, id, WHICH);
}

export default defineFault({
  name: 'node-command-denied',
  title: 'a command that a device node offers is denied by the configuration',
  accepted: ['node-command-not-allowed', 'node-capability-missing'],
  complaint: 'node kitchen-pc is online, but system.which is refused there: node command not allowed',
  async plant(lab) {
    const answer = await ask(lab, WHICH);
    if (answer.ok) throw new Error('The node answered, which this fault is about');
    if (!/not allowed/i.test(answer.error.message)) throw new Error(JSON.stringify(answer.error));
    return undefined;
  },
  twin: {
    title: 'another command is denied, which no node offers',
    async plant(lab) {
      const answer = await ask(lab, 'camera.snap');
      if (!answer.ok) throw new Error(`The node did not answer: ${JSON.stringify(answer.error)}`);
      return undefined;
    },
  },
});
