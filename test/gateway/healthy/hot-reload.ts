/**
 * The configuration was edited a moment ago, validly, and the running gateway has taken it over.
 */
import { defineHealthy } from '../healthy.ts';
import { seen } from '../lab.ts';

export default defineHealthy({
  name: 'hot-reload',
  title: 'the configuration was just edited, and the gateway follows it',
  async plant(lab) {
    const gateway = await lab.start();
    lab.configure((config) => {
      config.messages = { ackReaction: '👀' };
      config.agents = { ...config.agents };
      Object.assign(config.agents.defaults, { timeoutSeconds: 900 });
    });
    await seen(lab, 'config change detected');
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await gateway.ready();
    return undefined;
  },
});
