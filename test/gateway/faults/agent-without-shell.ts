/**
 * Of two agents one is not to run commands: its own settings turn the shell off, which was right while it looked after
 * guests. It has been the one for deployments since, and its people are refused; the main agent runs whatever it is asked.
 *
 * Seen on the host: `agents.entries.ops.tools.exec.security` is "deny", `tools.exec` lets commands through; what the person
 * says. The tool was not denied by name, for anybody.
 *
 * In the twin the agent for guests has that setting, and the one for deployments has none.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { turnSays } from '../turn-says.ts';

const RUN = `TOOL:exec:${JSON.stringify({ command: 'echo shipped-$((40+2))' })}`;

async function agents(lab: Lab, withoutShell: 'ops' | 'guests'): Promise<void> {
  for (const name of ['ops', 'guests']) mkdirSync(join(lab.dir, name));
  lab.configure((config) => {
    config.tools = { exec: { host: 'gateway', security: 'full', ask: 'off' } };
    const entry = (name: string) => ({
      workspace: join(lab.dir, name),
      ...(name === withoutShell && { tools: { exec: { security: 'deny' } } }),
    });
    Object.assign(config.agents, {
      entries: { main: { default: true }, ops: entry('ops'), guests: entry('guests') },
    });
  });
  await lab.start();
}

export default defineFault({
  name: 'agent-without-shell',
  title: 'the shell is turned off for one of three agents, the one for deployments',
  accepted: ['tool-policy-denies', 'exec-allowlist-miss'],
  complaint:
    'the ops agent refuses to run any command for us, the main one runs the same command without a word',
  async plant(lab) {
    await agents(lab, 'ops');
    const main = await turnSays(lab, RUN, 'main');
    if (!main.includes('shipped-42')) throw new Error(`The main agent should have run it: ${main}`);
    const ops = await turnSays(lab, RUN, 'ops');
    if (ops.includes('shipped-42')) throw new Error('It was run, which this fault is about');
    return undefined;
  },
  twin: {
    title: 'the shell is turned off for one of three agents, the one for guests',
    async plant(lab) {
      await agents(lab, 'guests');
      const ops = await turnSays(lab, RUN, 'ops');
      if (!ops.includes('shipped-42')) throw new Error(`The agent should have run it: ${ops}`);
      return undefined;
    },
  },
});
