/**
 * Somebody set the tool profile to the one for messaging: what is left to the agent are messages and sessions, no files
 * and no commands.
 *
 * Seen on the host: `tools.profile` is "messaging", and what the person says; nothing was refused and nothing logged.
 *
 * The twin has the profile for coding, with files and commands.
 */
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

/** What the agent's tool said when it was asked to run something: the model stub repeats it. */
async function ran(lab: Lab, profile: string): Promise<string> {
  lab.configure((config) => {
    config.tools = { profile };
  });
  await lab.start();
  const { port, token } = lab;
  const scopes = ['operator.admin', 'operator.read', 'operator.write'];
  const user = await isLetIn(lab, { port, token, scopes });
  const sessionKey = 'agent:main:files';
  const begun = await user.call('agent', {
    agentId: 'main',
    sessionKey,
    message: `TOOL:exec:${JSON.stringify({ command: 'echo it-$((40+2))-ran' })}`,
    idempotencyKey: 'files-1',
  });
  if (!begun.ok) throw new Error(`The turn could not be started: ${JSON.stringify(begun.error)}`);
  for (let i = 0; i < 8; i++) {
    const end = await user.call('agent.wait', { runId: begun.payload.runId, timeoutMs: 15_000 });
    if (end.ok && end.payload.status !== 'timeout') break;
  }
  return JSON.stringify(await user.call('chat.history', { sessionKey }));
}

export default defineFault({
  name: 'profile-narrow',
  title: 'the tool profile leaves the agent no files and no commands, and people miss them',
  accepted: ['tool-policy-denies'],
  complaint:
    "since yesterday the assistant can't open files or run anything on the box, it says it doesn't have a tool for that",
  async plant(lab) {
    const said = await ran(lab, 'messaging');
    if (said.includes('it-42-ran')) throw new Error('The command was run, which this fault is about');
    return undefined;
  },
  twin: {
    title: 'the tool profile gives the agent files and commands, and people miss them all the same',
    async plant(lab) {
      const said = await ran(lab, 'coding');
      if (!said.includes('it-42-ran')) throw new Error(`The command was not run: ${said.slice(-1500)}`);
      return undefined;
    },
  },
});
