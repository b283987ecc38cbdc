/**
 * The configuration holds no token: gateway and operators have it in their environment.
 */
import { defineHealthy } from '../healthy.ts';

const TOKEN = 'lab-token-of-the-environment-0003';

export default defineHealthy({
  name: 'env-token',
  title: 'the token is in the environment and not in the configuration',
  async plant(lab) {
    lab.configure((config) => {
      config.gateway.auth = { mode: 'token' };
    });
    await lab.start({ env: { OPENCLAW_GATEWAY_TOKEN: TOKEN } });
    return { env: { OPENCLAW_GATEWAY_TOKEN: TOKEN } };
  },
});
