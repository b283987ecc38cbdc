/**
 * A paired device node was switched off: the gateway knows it and cannot reach it, and agents that use it fail.
 *
 * Seen on the host: `nodes status` lists it as paired and not connected; a command to it is refused with
 * `NOT_CONNECTED`.
 *
 * The twin's node is connected and answers.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { askNode, joinNode, nodeUser } from '../node-host.ts';
import type { Answer } from '../socket.ts';

const WHICH = 'system.which';

async function ask(lab: Lab, away: boolean): Promise<Answer> {
  await lab.start();
  const { id, connection } = await joinNode(lab, 'kitchen-pc', [WHICH]);
  const user = await nodeUser(lab);
  const listed = await user.call('node.pair.list');
  const pending = (listed.ok ? listed.payload.pending : []) as { requestId: string }[];
  for (const { requestId } of pending ?? []) await user.call('node.pair.approve', { requestId });
  if (away) {
    connection.close();
    await connection.closed;
  }
  return askNode(user, id, WHICH);
}

export default defineFault({
  name: 'node-away',
  title: 'a paired device node was switched off',
  accepted: ['node-offline'],
  complaint: 'the agent cannot run anything on the node kitchen-pc any more',
  async plant(lab) {
    const answer = await ask(lab, true);
    if (answer.ok) throw new Error('The node answered, which this fault is about');
    if (!/not connected/i.test(answer.error.message)) throw new Error(JSON.stringify(answer.error));
    return undefined;
  },
  twin: {
    title: 'a paired device node is connected and answers',
    async plant(lab) {
      const answer = await ask(lab, false);
      if (!answer.ok) throw new Error(`The node did not answer: ${JSON.stringify(answer.error)}`);
      return undefined;
    },
  },
});
