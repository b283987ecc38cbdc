/**
 * The configuration names a variable instead of a token, and the variable is there.
 */
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'secret-ref',
  title: 'the token is a reference to a variable, which resolves',
  async plant(lab) {
    const secret = { CLAW_DOOR: 'lab-token-behind-a-reference-0004' };
    lab.configure((config) => {
      config.gateway.auth = { mode: 'token', token: { source: 'env', provider: 'default', id: 'CLAW_DOOR' } };
    });
    await lab.start({ env: secret });
    return { env: secret };
  },
});
