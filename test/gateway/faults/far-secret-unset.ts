/**
 * A client takes the token of the gateway elsewhere from a variable that its service sets; in the operator's shell it is
 * not set, so every command there goes without.
 *
 * Seen on the host: `gateway.remote.token` is a reference to an environment variable that the shell does not have;
 * commands say that it is unavailable and do not connect.
 *
 * The twin's shell has the variable.
 */
import { farGateway, isAnswered, isTold, useFar } from '../client-host.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

const VARIABLE = 'FAR_CLAW_TOKEN';

function tokenFromVariable(lab: Lab): void {
  const token = { source: 'env', provider: 'default', id: VARIABLE };
  useFar(lab, { url: `ws://127.0.0.1:${lab.port}`, token });
}

export default defineFault({
  name: 'far-secret-unset',
  title: 'a client takes its token from a variable that the shell does not have',
  accepted: ['secretref-unresolved'],
  async plant(lab) {
    tokenFromVariable(lab);
    await isTold(lab, 'gateway.remote.token is configured as a secret reference');
    return undefined;
  },
  twin: {
    title: 'a client takes its token from a variable that is set',
    async plant(lab) {
      await farGateway(lab);
      tokenFromVariable(lab);
      const env = { [VARIABLE]: lab.token };
      await isAnswered(lab, env);
      return { env };
    },
  },
});
