/**
 * The gateway listens on an address of the host that is not 127.0.0.1 as well, with a token: clients come from other
 * machines. Here it is another loopback address, so that nothing is reachable from outside.
 */
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'custom-bind',
  title: 'bound to an address of its own, with a token',
  async plant(lab) {
    lab.configure((config) => {
      config.gateway.bind = 'custom';
      config.gateway.customBindHost = '127.0.0.2';
      config.gateway.controlUi = { allowedOrigins: ['https://claw.example.org'] };
    });
    await lab.start();
    return undefined;
  },
});
