/**
 * The operators' address is the one of IPv6: `[::1]`, where the gateway listens beside 127.0.0.1.
 */
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'ipv6',
  title: 'clients use the IPv6 loopback address',
  async plant(lab) {
    await lab.start();
    const env = {
      OPENCLAW_GATEWAY_URL: `ws://[::1]:${lab.port}`,
      OPENCLAW_GATEWAY_TOKEN: lab.token,
    };
    return { env };
  },
});
