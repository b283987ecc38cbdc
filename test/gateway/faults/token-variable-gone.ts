/**
 * The token is written as `${VARIABLE}`, and the service that starts the gateway does not have the variable: the
 * gateway makes itself a token for this run, that nobody knows, and every other client is refused.
 *
 * Seen on the host: the gateway runs; `gateway.auth.token` names a variable, and the log says `auth token was missing.
 * Generated a runtime token for this startup` (OpenClaw 2026.9.6). The command line works, as a device of its own.
 *
 * The twin's variable is in the environment.
 */
import { defineFault, ranWellBefore } from '../fault.ts';
import type { Lab } from '../lab.ts';

const VARIABLE = 'CLAW_TOKEN_OF_THE_TEAM';

function byVariable(lab: Lab): void {
  lab.configure(({ gateway }) => {
    gateway.auth = { mode: 'token', token: `\${${VARIABLE}}` };
  });
}

export default defineFault({
  name: 'token-variable-gone',
  title: 'the token is written as a variable that the gateway does not have',
  accepted: ['secretref-unresolved'],
  async plant(lab) {
    await ranWellBefore(lab);
    byVariable(lab);
    await lab.start();
    return undefined;
  },
  twin: {
    title: 'the token is written as a variable that is set',
    async plant(lab) {
      byVariable(lab);
      const env = { [VARIABLE]: 'token-of-the-team-0001' };
      await lab.start({ env });
      return { env };
    },
  },
});
