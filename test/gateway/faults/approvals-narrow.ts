/**
 * The configuration lets the agent run commands freely. The host has a list of its own, made with `openclaw approvals` when
 * the gateway was set up, which lets the agent run two programs and nothing else; the stricter of the two counts.
 *
 * Seen on the host: `tools.exec` asks for nothing; `openclaw approvals get` shows `allowlist` with two entries for the
 * agent; the log says `exec denied: allowlist miss`, and people miss it: such refusals are a list's daily business.
 *
 * The twin's list is the same, and the agent runs a program that is on it.
 */
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { answeredTurn } from '../turns.ts';

async function narrowHost(lab: Lab, command: string): Promise<void> {
  lab.configure((config) => {
    config.tools = { exec: { host: 'gateway', security: 'full', ask: 'off' } };
  });
  await lab.start();
  const scopes = ['operator.admin', 'operator.approvals', 'operator.read'];
  const owner = await isLetIn(lab, { port: lab.port, token: lab.token, scopes });
  const before = await owner.call('exec.approvals.get');
  if (!before.ok) throw new Error(JSON.stringify(before.error));
  const allowlist = ['/usr/bin/uptime', '/usr/bin/date', '/bin/date'].map((pattern) => ({ pattern }));
  const main = { security: 'allowlist', ask: 'off', askFallback: 'deny', allowlist };
  const file = { version: 1, agents: { main } };
  const set = await owner.call('exec.approvals.set', { file, baseHash: before.payload.hash });
  if (!set.ok) throw new Error(`The list could not be written: ${JSON.stringify(set.error)}`);
  await answeredTurn(lab, `TOOL:exec:${JSON.stringify({ command })}`);
}

export default defineFault({
  name: 'approvals-narrow',
  title: "the host's own list lets the agent run two programs, and it is asked for another",
  accepted: ['exec-allowlist-miss'],
  complaint: 'the agent refuses to run our report command, though the configuration lets it run everything',
  async plant(lab) {
    await narrowHost(lab, 'git --version');
    await seen(lab, 'allowlist miss');
    return undefined;
  },
  twin: {
    title: "the host's own list lets the agent run two programs, and it is asked for one of them",
    async plant(lab) {
      await narrowHost(lab, 'date');
      if (/exec denied|allowlist miss/.test(lab.log())) throw new Error('The command was refused');
      return undefined;
    },
  },
});
