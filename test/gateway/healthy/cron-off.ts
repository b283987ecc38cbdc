/**
 * The scheduler is switched off on purpose, and there is no job that would miss it.
 */
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'cron-off',
  title: 'cron is switched off, and there are no jobs',
  async plant(lab) {
    lab.configure((config) => {
      config.cron = { enabled: false };
    });
    await lab.start();
    return undefined;
  },
});
