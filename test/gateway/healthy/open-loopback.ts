/**
 * No credential at all, on loopback alone: a laptop, or a host with a proxy of its own that asks people who they are.
 */
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'open-loopback',
  title: 'no token and no password, and bound to loopback alone',
  async plant(lab) {
    lab.configure((config) => {
      config.gateway.auth = { mode: 'none' };
    });
    await lab.start();
    return undefined;
  },
});
