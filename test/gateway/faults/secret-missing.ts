/**
 * The token is not in the file but in a variable, and the gateway was started from a shell that does not have it.
 *
 * Seen on the host: `gateway.auth.token` is a reference with `source: env`; the gateway refuses to start and says
 * which reference could not be resolved.
 */
import { defineFault, ranWellBefore } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { refusedSaying } from '../refusal.ts';

const VARIABLE = 'TOKEN_FROM_THE_VAULT';

function byReference(lab: Lab): void {
  lab.configure(({ gateway }) => {
    gateway.auth = { mode: 'token', token: { source: 'env', provider: 'default', id: VARIABLE } };
  });
}

export default defineFault({
  name: 'secret-missing',
  title: 'the token is a reference to a variable that is not set',
  accepted: ['secretref-unresolved'],
  async plant(lab) {
    await ranWellBefore(lab);
    byReference(lab);
    const gateway = await lab.start({ wait: false });
    await refusedSaying(gateway, 'required secrets are unavailable', lab.log);
    return undefined;
  },
  twin: {
    title: 'the token is a reference to a variable that is set',
    async plant(lab) {
      byReference(lab);
      const env = { [VARIABLE]: 'token out of the vault 0001' };
      await lab.start({ env });
      return { env };
    },
  },
});
