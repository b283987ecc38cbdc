/**
 * The dashboard lives under a path of its own, since the host has other pages too, and the gateway's own pages of health
 * are where they always were.
 */
import { isLetIn } from '../clients.ts';
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'dashboard-under-path',
  title: 'the dashboard lives under a path',
  async plant(lab) {
    lab.configure(({ gateway }) => {
      gateway.controlUi = { basePath: '/house/claw' };
    });
    await lab.start();
    const page = await fetch(`http://127.0.0.1:${lab.port}/house/claw/`);
    if (!page.ok) throw new Error(`The dashboard is not there: ${page.status}`);
    await isLetIn(lab, { port: lab.port, token: lab.token, scopes: ['operator.read'] });
    return undefined;
  },
});
