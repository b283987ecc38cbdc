/**
 * Commands that are not on the list need a person's approval, and a script asks the agent for one: nobody is there who
 * could be asked, so the command is not run.
 *
 * Seen on the host: `tools.exec.ask: "on-miss"`; the log says `exec denied: Headless runs cannot wait for interactive
 * exec approval`.
 *
 * The twin has the same rule, and the agent runs a command that needs no approval.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { answeredTurn } from '../turns.ts';

const NOBODY_TO_ASK = 'cannot wait for interactive exec approval';

async function askingAgent(lab: Lab, command: string): Promise<void> {
  lab.configure((config) => {
    config.tools = { exec: { host: 'gateway', security: 'allowlist', ask: 'on-miss' } };
  });
  await lab.start();
  await answeredTurn(lab, `TOOL:exec:${JSON.stringify({ command })}`);
}

export default defineFault({
  name: 'command-unapproved',
  title: 'a script has the agent run a command that needs an approval, and nobody is there to give it',
  accepted: ['exec-approval-required'],
  complaint: 'our nightly script has the agent look at git, and the agent says that an approval is missing',
  async plant(lab) {
    await askingAgent(lab, 'git --version');
    await seen(lab, NOBODY_TO_ASK);
    return undefined;
  },
  twin: {
    title: 'some commands need an approval, and the one that a script has the agent run needs none',
    async plant(lab) {
      await askingAgent(lab, 'wc -l');
      if (lab.log().includes(NOBODY_TO_ASK)) throw new Error('It needed an approval');
      return undefined;
    },
  },
});
