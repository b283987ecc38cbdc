/**
 * The owner wants no browser: the tool is switched off. An old profile of it is still in the configuration, with the
 * address of a machine that was given back and the path of a program that is not installed. Nobody misses it.
 */
import { join } from 'node:path';
import { isLetIn } from '../clients.ts';
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'browser-not-wanted',
  title: 'the browser is switched off, and what is left of its settings leads nowhere',
  async plant(lab) {
    lab.configure((config) => {
      const lent = { cdpUrl: `http://127.0.0.1:${lab.port + 18}`, attachOnly: true, color: '#0066CC' };
      const executablePath = join(lab.dir, 'opt', 'chromium', 'chrome');
      config.browser = { enabled: false, executablePath, profiles: { lent } };
      config.plugins = { entries: { browser: { enabled: false } } };
    });
    await lab.start();
    await answeredTurn(lab, 'good morning');
    const reader = await isLetIn(lab, { port: lab.port, token: lab.token, scopes: ['operator.read'] });
    const health = await reader.call('health');
    if (!health.ok) throw new Error(`The gateway does not tell its health: ${JSON.stringify(health.error)}`);
    return undefined;
  },
});
