/**
 * An operator without a paired device asked with `openclaw gateway probe`: the probe connects without
 * any scope, and the gateway writes "missing scope" about it. That is so on every healthy gateway.
 */
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'narrow-probe',
  title: 'only probes with narrow rights have asked, and were refused what they may not see',
  async plant(lab) {
    await lab.start();
    await lab.cli(['gateway', 'probe']);
    return undefined;
  },
});
