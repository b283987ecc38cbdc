/**
 * Somebody changed `gateway.auth.mode` to password and set none: the token of before does not stand in for it, and the
 * gateway refuses to start, exit code 78.
 *
 * Seen on the host: nothing listens; the file has a token and `mode: "password"`; the log's last words are `Gateway auth
 * is set to password, but no password is configured.`
 */
import { defineFault, ranWellBefore } from '../fault.ts';

export default defineFault({
  name: 'password-missing',
  title: 'the mode says password, and only a token is configured',
  accepted: ['auth-not-configured'],
  async plant(lab) {
    await ranWellBefore(lab);
    lab.configure(({ gateway }) => {
      gateway.auth = { ...gateway.auth, mode: 'password' };
    });
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'the mode says password, the file has only a token, and the password comes from the environment',
    async plant(lab) {
      lab.configure(({ gateway }) => {
        gateway.auth = { ...gateway.auth, mode: 'password' };
      });
      await lab.start({ env: { OPENCLAW_GATEWAY_PASSWORD: 'lab-password-of-the-environment-0001' } });
      return undefined;
    },
  },
});
