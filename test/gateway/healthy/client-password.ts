/**
 * The gateway elsewhere asks for a password; the client has it, and an old token beside it.
 */
import { clientOf } from '../client-only.ts';
import { defineHealthy } from '../healthy.ts';

const password = 'lab-password-of-the-gateway-0006';

export default defineHealthy({
  name: 'client-password',
  title: 'only a client, of a gateway with a password',
  async plant(lab) {
    lab.configure((config) => {
      config.gateway.auth = { mode: 'password', password };
    });
    await lab.start();
    return clientOf(lab, { url: `ws://localhost:${lab.port}`, password });
  },
});
