/**
 * The gateway went from a token to a password, and an app was forgotten: it still shows the token, and is sent away each
 * time it tries.
 *
 * Seen on the host: `gateway.auth.mode` is password; `unauthorized` with `password_mismatch` in the log, and everybody who
 * has the password is let in.
 *
 * In the twin the app has the password.
 */
import { comesBack, DESK_APP, isLetIn, isRefused } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { newDevice } from '../socket.ts';

const PASSWORD = 'lab-password-since-october-0032';

async function byPassword(lab: Lab) {
  lab.configure((config) => {
    config.gateway.auth = { mode: 'password', password: PASSWORD };
  });
  await lab.start();
  return { port: lab.port, scopes: ['operator.read'], as: DESK_APP, device: newDevice() };
}

export default defineFault({
  name: 'apps-keep-token',
  title: 'the gateway went from a token to a password, and an app still shows the token',
  accepted: ['auth-mode-conflict', 'token-drift'],
  async plant(lab) {
    const app = await byPassword(lab);
    await isLetIn(lab, { ...app, password: PASSWORD, device: newDevice() });
    await comesBack(lab, () => isRefused({ ...app, token: lab.token }));
    await seen(lab, 'password_mismatch');
    return undefined;
  },
  twin: {
    title: 'the gateway went from a token to a password, and the app has it',
    async plant(lab) {
      const app = await byPassword(lab);
      await isLetIn(lab, { ...app, password: PASSWORD });
      return undefined;
    },
  },
});
