/**
 * The gateway speaks TLS with a certificate that it made itself.
 */
import { defineHealthy } from '../healthy.ts';
import { seen } from '../lab.ts';
import { isFree } from '../ports.ts';

export default defineHealthy({
  name: 'tls',
  title: 'TLS with a certificate of its own making',
  // Without pages in the clear the lab cannot wait for the end of the start.
  verdicts: ['healthy', 'waiting'],
  async plant(lab) {
    lab.configure((config) => {
      config.gateway.tls = { enabled: true, autoGenerate: true };
    });
    await lab.start({ wait: false });
    // Its pages speak TLS only, so the lab's own way of waiting does not see them.
    const limit = Date.now() + 120_000;
    while (await isFree(lab.port)) {
      if (Date.now() > limit) throw new Error('The gateway with TLS did not come up');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await seen(lab, 'http server listening');
    return undefined;
  },
});
