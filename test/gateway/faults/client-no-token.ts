/**
 * Three desks were set up without the gateway's token: their apps come back every two seconds and are sent away.
 *
 * Seen on the host: the log has `unauthorized … reason=token_missing` with a close 1008, of each app once in half a
 * minute and then with `suppressed=N`; the operator's own commands work.
 *
 * The twin asked once without a token, was given it, and has been connected since.
 */
import { comesBack, DESK_APP, isLetIn, isRefused } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { newDevice } from '../socket.ts';

export default defineFault({
  name: 'client-no-token',
  title: 'apps have no token and are refused again and again',
  accepted: ['auth-missing'],
  async plant(lab) {
    await lab.start();
    const app = { port: lab.port, scopes: ['operator.read'] };
    const desks = [1, 2, 3].map((n) => ({ ...DESK_APP, displayName: `desk-${n}` }));
    for (const as of desks) {
      const device = newDevice();
      await comesBack(lab, () => isRefused({ ...app, device, as }));
    }
    return undefined;
  },
  twin: {
    title: 'an app forgot its token once and has been connected since',
    async plant(lab) {
      await lab.start();
      const app = { port: lab.port, scopes: ['operator.read'], device: newDevice(), as: DESK_APP };
      await isRefused(app);
      await isLetIn(lab, { ...app, token: lab.token });
      return undefined;
    },
  },
});
