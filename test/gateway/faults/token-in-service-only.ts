/**
 * The token is a reference to a variable. The service that runs the gateway has it; the shell that people type
 * `openclaw` in does not, and neither has a device of its own there.
 *
 * Seen on the host: the gateway serves and its own environment holds the variable; a command typed here ends with
 * "requires credentials before opening a websocket" (OpenClaw 2026.9.6). It takes the complaint to tell this from a host
 * agent that runs as a service and needs no such variable.
 *
 * The twin's shell has the variable too.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

const SECRET = { TOKEN_OF_THE_SERVICE: 'token-that-only-the-service-has-0001' };

function byReference(lab: Lab): void {
  lab.configure(({ gateway }) => {
    gateway.auth = {
      mode: 'token',
      token: { source: 'env', provider: 'default', id: 'TOKEN_OF_THE_SERVICE' },
    };
  });
}

export default defineFault({
  name: 'token-in-service-only',
  title: 'the service has the variable that the token refers to, the shell has not',
  accepted: ['secretref-unresolved'],
  complaint: 'the CLI cannot log in to the gateway',
  async plant(lab) {
    byReference(lab);
    await lab.start({ env: SECRET });
    return undefined;
  },
  twin: {
    title: 'service and shell both have the variable',
    async plant(lab) {
      byReference(lab);
      await lab.start({ env: SECRET });
      return { env: SECRET };
    },
  },
});
