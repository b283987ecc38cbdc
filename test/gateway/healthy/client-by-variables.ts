/**
 * Address and token stand in the environment, as in a container of a build: there is no configuration at all.
 */
import { bareClient } from '../client-only.ts';
import { defineHealthy } from '../healthy.ts';
import { forwardTo } from '../tunnel.ts';

export default defineHealthy({
  name: 'client-by-variables',
  title: 'only a client, by variables alone',
  async plant(lab) {
    await lab.start();
    return bareClient(lab, {
      OPENCLAW_GATEWAY_URL: `ws://127.0.0.1:${await forwardTo(lab, lab.port)}`,
      OPENCLAW_GATEWAY_TOKEN: lab.token,
    });
  },
});
