/**
 * Agents may run only commands on the list, and the one that people ask for is not on it. Nobody is asked either, so
 * every attempt is refused at once.
 *
 * Seen on the host: `tools.exec.security` is "allowlist" with `ask` "off"; the log says `exec denied: allowlist miss`;
 * reading and writing files works.
 *
 * The twin has the same rule, and the agent runs a command that the rule lets through.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { answeredTurn } from '../turns.ts';

async function strictAgent(lab: Lab, command: string): Promise<void> {
  lab.configure((config) => {
    config.tools = { exec: { host: 'gateway', security: 'allowlist', ask: 'off' } };
  });
  await lab.start();
  await answeredTurn(lab, `TOOL:exec:${JSON.stringify({ command })}`);
}

export default defineFault({
  name: 'command-not-listed',
  title: 'agents may run only listed commands, and the wanted one is not listed',
  accepted: ['exec-allowlist-miss'],
  complaint: 'the agent refuses to run git for us: exec denied',
  async plant(lab) {
    await strictAgent(lab, 'git --version');
    await seen(lab, 'allowlist miss');
    return undefined;
  },
  twin: {
    title: 'agents may run only listed commands, and the wanted one is listed',
    async plant(lab) {
      await strictAgent(lab, 'wc -l');
      if (lab.log().includes('allowlist miss')) throw new Error('The command was refused');
      return undefined;
    },
  },
});
