/**
 * A password instead of a token, in the configuration and nowhere else.
 */
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'password-mode',
  title: 'a password instead of a token',
  async plant(lab) {
    lab.configure((config) => {
      config.gateway.auth = { mode: 'password', password: 'lab-password-of-the-config-0001' };
    });
    await lab.start();
    return undefined;
  },
});
