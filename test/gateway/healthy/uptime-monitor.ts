/**
 * An uptime service looks at the pages every two seconds, without any token: it reads the ones of health, and it has an
 * old list of others that are refused or not there.
 */
import { comesBack } from '../clients.ts';
import { defineHealthy } from '../healthy.ts';

const PAGES = ['/healthz', '/readyz', '/api/health', '/v1/models', '/wp-login.php'];

export default defineHealthy({
  name: 'uptime-monitor',
  title: 'an uptime service asks for pages all the time, some of which are refused',
  async plant(lab) {
    await lab.start();
    const at = `http://127.0.0.1:${lab.port}`;
    await comesBack(lab, async () => {
      for (const page of PAGES) await (await fetch(at + page)).text();
      await (await fetch(`${at}/tools/invoke`, { method: 'POST', body: '{}' })).text();
    });
    return undefined;
  },
});
