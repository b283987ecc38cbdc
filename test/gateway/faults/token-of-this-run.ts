/**
 * Nobody gave the gateway a credential, so it made one up for this run. A desk that was given the one of the run before
 * comes back every two seconds and is refused; after the next restart everybody will be.
 *
 * Seen on the host: the console says `auth token was missing. Generated a runtime token for this startup` (OpenClaw
 * 2026.9.6), the configuration holds none, and the log has `unauthorized … reason=token_mismatch` again and again.
 *
 * The twin has its token in the configuration, and the desk has that one.
 */
import { comesBack, DESK_APP, isLetIn, isRefused } from '../clients.ts';
import { defineFault, ranWellBefore } from '../fault.ts';
import { newDevice } from '../socket.ts';

const SCOPES = { scopes: ['operator.read'] };

export default defineFault({
  name: 'token-of-this-run',
  title: 'no credential is configured: the gateway made one up that ends with this run',
  accepted: ['auth-not-configured'],
  async plant(lab) {
    lab.configure(({ gateway }) => {
      delete gateway.auth;
    });
    await ranWellBefore(lab);
    await lab.start();
    const desk = { ...SCOPES, port: lab.port, device: newDevice(), as: DESK_APP };
    await comesBack(lab, () => isRefused({ ...desk, token: 'token-of-the-run-before-0001' }));
    return undefined;
  },
  twin: {
    title: 'the token is configured, and the desk has it',
    async plant(lab) {
      await lab.start();
      await isLetIn(lab, { ...SCOPES, port: lab.port, token: lab.token, device: newDevice(), as: DESK_APP });
      return undefined;
    },
  },
});
