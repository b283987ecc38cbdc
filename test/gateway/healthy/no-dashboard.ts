/**
 * A gateway for programs alone: dashboard, browser and heartbeat are switched off, so that its pages answer 404 where
 * others have a web page.
 */
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'no-dashboard',
  title: 'dashboard, browser and heartbeat are switched off; agents work',
  async plant(lab) {
    lab.configure((config) => {
      config.gateway.controlUi = { enabled: false };
      config.browser = { enabled: false };
      Object.assign(config.agents.defaults, { heartbeat: { every: '0m' } });
    });
    await lab.start();
    const page = await fetch(`http://127.0.0.1:${lab.port}/`);
    await page.text();
    if (page.ok) throw new Error('There is a dashboard');
    await answeredTurn(lab);
    return undefined;
  },
});
