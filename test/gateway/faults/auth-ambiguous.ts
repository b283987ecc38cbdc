/**
 * Token and password are both configured and no mode says which one counts: the gateway refuses to start.
 *
 * Seen on the host: no process, exit code 78 and in the log `Invalid config: gateway.auth.token and
 * gateway.auth.password are both configured, but gateway.auth.mode is unset`.
 */
import { defineFault, ranWellBefore } from '../fault.ts';
import type { Lab } from '../lab.ts';

function both(lab: Lab, mode?: string): void {
  lab.configure(({ gateway }) => {
    const { mode: _, ...auth } = gateway.auth ?? {};
    gateway.auth = { ...auth, password: 'password of the file 0001', ...(mode ? { mode } : {}) };
  });
}

export default defineFault({
  name: 'auth-ambiguous',
  title: 'token and password, and no word which one counts',
  accepted: ['auth-ambiguous-mode'],
  async plant(lab) {
    await ranWellBefore(lab);
    both(lab);
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'token and password are both there, and the mode says token',
    async plant(lab) {
      both(lab, 'token');
      await lab.start();
      return undefined;
    },
  },
});
