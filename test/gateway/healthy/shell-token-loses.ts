/**
 * A line in the operator's shell profile still sets `OPENCLAW_GATEWAY_TOKEN` to the token of last year. The configuration
 * has a token of its own, which comes first here (OpenClaw 2026.9.6), for the gateway as for the command line.
 */
import { defineHealthy } from '../healthy.ts';

const env = { OPENCLAW_GATEWAY_TOKEN: 'lab-token-of-the-profile-last-year-0032' };

export default defineHealthy({
  name: 'shell-token-loses',
  title: 'gateway and shell have an old token in their environment, and the one of the configuration counts',
  async plant(lab) {
    await lab.start({ env });
    const asked = ['gateway', 'call', 'status', '--json', '--timeout', '12000'];
    const { code, output } = await lab.cli(asked, 60_000, env);
    if (code !== 0) throw new Error(`The command should have been answered: ${output.slice(-800)}`);
    return { env };
  },
});
