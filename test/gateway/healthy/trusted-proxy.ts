/**
 * A reverse proxy says who somebody is; programs on the host itself use a password.
 */
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'trusted-proxy',
  title: 'a reverse proxy vouches for its users',
  async plant(lab) {
    lab.configure((config) => {
      config.gateway.trustedProxies = ['10.9.8.7'];
      config.gateway.auth = {
        mode: 'trusted-proxy',
        trustedProxy: { userHeader: 'x-forwarded-user' },
        password: 'lab-password-for-the-host-itself-0005',
      };
    });
    await lab.start();
    return undefined;
  },
});
