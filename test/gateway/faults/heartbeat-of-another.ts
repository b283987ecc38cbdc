/**
 * A second agent got a heartbeat of its own. From then on only agents that have one run: the first, which had lived on
 * what all have in common, says nothing by itself any more.
 *
 * Seen on the host: `agents.list` where one agent has a `heartbeat` and the one that people talk to has none.
 *
 * In the twin both have one.
 */
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, telegramChat } from '../telegram-chat.ts';

async function two(lab: Lab, own: { heartbeat?: { every: string } }): Promise<undefined> {
  await telegramChat(lab);
  lab.configure((config) => {
    config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [4711] } };
    const ops = { id: 'ops', workspace: join(lab.dir, 'workspace-ops'), heartbeat: { every: '2h' } };
    Object.assign(config.agents, { list: [{ id: 'main', default: true, ...own }, ops] });
    Object.assign(config.agents.defaults, { heartbeat: { every: '30m' } });
  });
  await lab.start();
  return undefined;
}

export default defineFault({
  name: 'heartbeat-of-another',
  title: 'only another agent has a heartbeat since it got one of its own',
  accepted: ['heartbeat-skipped'],
  complaint: 'the assistant used to check in on its own every half hour, and does not any more',
  plant: (lab) => two(lab, {}),
  twin: {
    title: 'both agents have a heartbeat of their own',
    plant: (lab) => two(lab, { heartbeat: { every: '30m' } }),
  },
});
