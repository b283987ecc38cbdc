/**
 * A second agent was made by copying the first one's settings, its folder included: two agents would keep their
 * conversations and credentials in one place, and the gateway refuses to start.
 *
 * Seen on the host: nothing runs; the refusal says `Duplicate agentDir detected` and names both.
 *
 * The twin's agents share a workspace, which is allowed, and have folders of their own.
 */
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { refusedSaying } from '../refusal.ts';

function twoAgents(lab: Lab, folders: { main: string; desk: string }): void {
  lab.configure((config) => {
    const main = { default: true, agentDir: join(lab.dir, folders.main) };
    const desk = { name: 'Desk', workspace: lab.workspace, agentDir: join(lab.dir, folders.desk) };
    Object.assign(config.agents, { entries: { main, desk } });
  });
}

export default defineFault({
  name: 'one-folder-for-two',
  title: 'two agents have the same folder for what they keep, and the gateway refuses to start',
  accepted: ['instance-isolation-violation', 'config-invalid'],
  async plant(lab) {
    twoAgents(lab, { main: 'agent', desk: 'agent' });
    await refusedSaying(await lab.start({ wait: false }), 'Duplicate agentDir', lab.log);
    return undefined;
  },
  twin: {
    title: 'two agents share a workspace and have folders of their own',
    async plant(lab) {
      twoAgents(lab, { main: 'agent', desk: 'agent-desk' });
      await lab.start();
      return undefined;
    },
  },
});
