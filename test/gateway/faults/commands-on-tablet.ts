/**
 * The agent's commands are to run on a device node, and the only node that is connected is a tablet, which lends its
 * camera and runs no commands: each attempt ends at once.
 *
 * Seen on the host: `tools.exec.host` is "node"; `nodes status` has one node, connected, without `system.run`; the log says
 * that the command failed for that.
 *
 * In the twin commands run on the gateway, and the tablet is connected as well.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { joinNode, nodeUser } from '../node-host.ts';
import { answeredTurn } from '../turns.ts';

/** Has the agent run a command, with the tablet connected. */
async function runsCommand(lab: Lab, exec: object): Promise<void> {
  lab.configure((config) => {
    config.tools = { exec };
  });
  await lab.start();
  await joinNode(lab, 'hall-tablet', ['camera.list']);
  const user = await nodeUser(lab);
  const listed = await user.call('node.pair.list');
  const pending = (listed.ok ? listed.payload.pending : []) as { requestId: string }[];
  for (const { requestId } of pending ?? []) await user.call('node.pair.approve', { requestId });
  await answeredTurn(lab, `TOOL:exec:${JSON.stringify({ command: 'date' })}`);
}

export default defineFault({
  name: 'commands-on-tablet',
  title: 'commands are to run on a device node, and the one that is there runs none',
  accepted: ['node-capability-missing'],
  async plant(lab) {
    await runsCommand(lab, { host: 'node', security: 'full', ask: 'off' });
    await seen(lab, 'supports system.run');
    return undefined;
  },
  twin: {
    title: 'commands run on the gateway, beside a device node that runs none',
    async plant(lab) {
      await runsCommand(lab, { host: 'gateway', security: 'full', ask: 'off' });
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      if (lab.log().includes('exec failed')) throw new Error('The command failed');
      return undefined;
    },
  },
});
