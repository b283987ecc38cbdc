/**
 * One of two agents may not read files, and people who speak with that one miss it. The other, which answers everybody,
 * has all its tools.
 *
 * Seen on the host: `agents.entries.support.tools.deny`, and that the person names this agent.
 *
 * The twin takes the same from the other agent.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

const HANDS_OFF = { tools: { deny: ['read'] } };

async function agents(lab: Lab, own: { main: object; support: object }): Promise<undefined> {
  const workspace = join(lab.dir, 'support');
  mkdirSync(workspace);
  lab.configure((config) => {
    Object.assign(config.agents, {
      entries: { main: { default: true, ...own.main }, support: { workspace, ...own.support } },
    });
  });
  await lab.start();
  return undefined;
}

export default defineFault({
  name: 'missed-agent',
  title: 'an agent beside the main one may not read files, and people ask it to',
  accepted: ['tool-policy-denies'],
  complaint: 'the agent support cannot read our files',
  plant: (lab) => agents(lab, { main: {}, support: HANDS_OFF }),
  twin: {
    title: 'another agent than the one that people speak of may not read files',
    plant: (lab) => agents(lab, { main: HANDS_OFF, support: {} }),
  },
});
