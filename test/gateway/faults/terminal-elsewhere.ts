/**
 * The operator's shell still has the address and the token of a second gateway, from an afternoon of trying things out. Both
 * gateways are well; whatever is typed here goes to the other one.
 *
 * Seen on the host: `OPENCLAW_GATEWAY_URL` of the shell leads to a gateway that is not the one of this configuration, with a
 * token that is good there; what the person says.
 *
 * The twin's shell has the address of this host's own gateway, and its token.
 */
import { jobMaker, makeJob } from '../automations.ts';
import { farGateway } from '../far-gateway.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

const NAME = 'friday-invoices';

/** The operator's shell, whose commands go to the gateway at that port. */
const shell = (port: number, token: string) => ({
  OPENCLAW_GATEWAY_URL: `ws://127.0.0.1:${port}`,
  OPENCLAW_GATEWAY_TOKEN: token,
});

/** Whether `openclaw cron list`, typed in that shell, shows what somebody made in the dashboard. */
async function shows(lab: Lab, env: Record<string, string>): Promise<boolean> {
  await makeJob(await jobMaker(lab), {
    name: NAME,
    message: 'write the invoices',
    delivery: { mode: 'none' },
  });
  const { code, output } = await lab.cli(['cron', 'list', '--json'], 120_000, env);
  if (code !== 0) throw new Error(`The list could not be had: ${output.slice(-1000)}`);
  return output.includes(NAME);
}

export default defineFault({
  name: 'terminal-elsewhere',
  title: "the operator's shell talks to another gateway than this host's, and both are well",
  accepted: ['remote-mode-misdirect', 'wrong-target-url'],
  complaint:
    "I made an automation in the dashboard this morning and openclaw cron list in my terminal doesn't show it, it's as if the CLI looked at some other gateway",
  async plant(lab) {
    const far = await farGateway(lab);
    await lab.start();
    const env = shell(far.port, far.token);
    if (await shows(lab, env)) throw new Error('The command shows it, so it asked the right gateway');
    return { env };
  },
  twin: {
    title: "the operator's shell names this host's own gateway",
    async plant(lab) {
      await lab.start();
      const env = shell(lab.port, lab.token);
      if (!(await shows(lab, env))) throw new Error('The command does not show it');
      return { env };
    },
  },
});
