/**
 * People ask the agent to run something and it only talks about it: that one tool is denied, the others are there.
 *
 * Seen on the host: `tools.deny: ["exec"]`, and what the person says.
 *
 * The twin denies another tool, which nobody has asked for.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

async function without(lab: Lab, tool: string): Promise<undefined> {
  lab.configure((config) => {
    config.tools = { deny: [tool] };
  });
  await lab.start();
  return undefined;
}

export default defineFault({
  name: 'missed-commands',
  title: 'the tool for commands is denied, and people ask for it',
  accepted: ['tool-policy-denies'],
  complaint: 'it does not run shell commands any more, it only talks about them',
  plant: (lab) => without(lab, 'exec'),
  twin: {
    title: 'the browser is denied, and people miss their commands',
    plant: (lab) => without(lab, 'browser'),
  },
});
