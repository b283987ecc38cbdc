/**
 * Somebody tightened the tool policy of a running gateway: the agent can neither read nor write nor run anything, and
 * people say that the tools are gone. The change is applied at once; clients stay connected, every probe is green.
 *
 * Seen on the host: `tools.deny` holds all basic tools, and OpenClaw's own record of changes names that key today.
 *
 * The twin's agent may not run commands, by choice; it reads and writes.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';

async function deny(lab: Lab, tools: string[]): Promise<void> {
  await lab.start();
  lab.configure((config) => {
    config.tools = { deny: tools };
  });
  await seen(lab, 'config hot reload applied');
}

export default defineFault({
  name: 'tools-denied',
  title: 'a change of the tool policy took all tools for files and commands away',
  accepted: ['tool-policy-denies'],
  async plant(lab) {
    await deny(lab, ['read', 'write', 'edit', 'apply_patch', 'exec']);
    return undefined;
  },
  twin: {
    title: 'running commands was taken away on purpose; files can be read and written',
    async plant(lab) {
      await deny(lab, ['exec']);
      return undefined;
    },
  },
});
