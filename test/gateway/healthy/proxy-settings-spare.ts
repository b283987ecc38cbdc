/**
 * The configuration is prepared for a web server in front that is not there yet: its address is trusted, its name is an
 * origin of the dashboard, and its headers are known. People come directly until then, and all of them are served.
 */
import { isLetIn } from '../clients.ts';
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'proxy-settings-spare',
  title: 'the settings for a web server in front are there, and the web server is not',
  async plant(lab) {
    lab.configure(({ gateway }) => {
      gateway.trustedProxies = ['10.20.30.40', '10.20.31.0/24'];
      gateway.controlUi = { enabled: true, allowedOrigins: ['https://claw.example.org'] };
    });
    await lab.start();
    const page = await fetch(`http://127.0.0.1:${lab.port}/`);
    if (!page.ok) throw new Error(`The dashboard was answered ${page.status}`);
    await page.text();
    const headers = { origin: `http://127.0.0.1:${lab.port}` };
    const { port, token } = lab;
    await isLetIn(lab, { port, token, scopes: ['operator.read'] });
    await isLetIn(lab, { port, token, scopes: ['operator.read'], headers });
    await answeredTurn(lab);
    return undefined;
  },
});
