/**
 * The gateway listens on every address of the host, on purpose: a token guards it, and the dashboard's own address is
 * the only origin that it knows.
 */
import { isLetIn } from '../clients.ts';
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'every-address',
  title: 'it listens on every address of the host, with a token',
  async plant(lab) {
    lab.configure((config) => {
      config.gateway.bind = 'lan';
      config.gateway.controlUi = { allowedOrigins: ['https://claw.example.org'] };
    });
    await lab.start();
    await isLetIn(lab, { port: lab.port, token: lab.token, scopes: ['operator.read'] });
    return undefined;
  },
});
