/**
 * The token is nowhere in the configuration: the gateway is given it as `OPENCLAW_GATEWAY_TOKEN`. The operator's shell has
 * that variable too, with the token of last year in it (a line in a profile that nobody remembers).
 *
 * Seen on the host: the gateway's environment and the shell's have different values; a command typed here is sent away
 * with a token mismatch, and the log has `reason=token_mismatch`.
 *
 * The twin's shell has the token of today.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

const [TODAY, LAST_YEAR] = ['lab-token-of-the-service-today-0031', 'lab-token-of-the-profile-last-year-0031'];
const ASK = ['gateway', 'call', 'status', '--json', '--timeout', '12000'];

async function asked(lab: Lab, token: string) {
  lab.configure(({ gateway }) => {
    gateway.auth = { mode: 'token' };
  });
  await lab.start({ env: { OPENCLAW_GATEWAY_TOKEN: TODAY } });
  const env = { OPENCLAW_GATEWAY_TOKEN: token };
  return { env, ...(await lab.cli(ASK, 60_000, env)) };
}

export default defineFault({
  name: 'shell-token-old',
  title: 'the shell presents an older token than the one that the gateway was started with',
  accepted: ['token-drift'],
  async plant(lab) {
    const { env, code, output } = await asked(lab, LAST_YEAR);
    if (code === 0 || !/mismatch/i.test(output))
      throw new Error(`The command should have been sent away: ${output.slice(-800)}`);
    return { env };
  },
  twin: {
    title: 'shell and gateway have the same token in their environment',
    async plant(lab) {
      const { env, code, output } = await asked(lab, TODAY);
      if (code !== 0) throw new Error(`The command should have been answered: ${output.slice(-800)}`);
      return { env };
    },
  },
});
