/**
 * No gateway is meant to run here: the configuration leads through a tunnel to one elsewhere, which is well.
 */
import { clientOf } from '../client-only.ts';
import { defineHealthy } from '../healthy.ts';
import { forwardTo } from '../tunnel.ts';

export default defineHealthy({
  name: 'client-tunnel',
  title: 'only a client, of a gateway behind a tunnel',
  async plant(lab) {
    await lab.start();
    return clientOf(lab, { url: `ws://127.0.0.1:${await forwardTo(lab, lab.port)}`, token: lab.token });
  },
});
