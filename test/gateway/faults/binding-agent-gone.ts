/**
 * An agent was taken out of the configuration, and the rule that routes a chat channel to it was left behind: the gateway
 * refuses to start.
 *
 * Seen on the host: nothing runs; `bindings[0].agentId` names an agent that is not in `agents.entries`, and the refusal
 * says `Unknown agent id`.
 *
 * The twin's rule names the agent that is there.
 */
import { defineFault, ranWellBefore } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { refusedSaying } from '../refusal.ts';

function routedTo(lab: Lab, agentId: string): void {
  lab.configure((config) => {
    Object.assign(config.agents, { entries: { main: {} } });
    config.bindings = [{ agentId, match: { channel: 'telegram' } }];
  });
}

export default defineFault({
  name: 'binding-agent-gone',
  title: 'a routing rule names an agent that was removed, and the gateway refuses to start',
  accepted: ['config-invalid'],
  async plant(lab) {
    await ranWellBefore(lab);
    routedTo(lab, 'sales');
    const gateway = await lab.start({ wait: false });
    await refusedSaying(gateway, 'Unknown agent id', lab.log);
    return undefined;
  },
  twin: {
    title: 'a routing rule names the agent that is there',
    async plant(lab) {
      await ranWellBefore(lab);
      routedTo(lab, 'main');
      await lab.start();
      return undefined;
    },
  },
});
