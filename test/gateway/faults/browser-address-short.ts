/**
 * The agents are to use the browser of another machine, and somebody wrote its address as one says it, by name and port: without
 * `http://` the name is taken for the kind of address, and each use of the browser ends before anything is asked.
 *
 * Seen on the host: `browser.profiles.desk.cdpUrl` is no address with `http(s)` or `ws(s)`; the gateway says that it must be one.
 *
 * In the twin the address is whole, and a browser answers there.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

const scopes = ['operator.admin', 'operator.read', 'operator.write'];

/** What Chrome says of itself where it listens for programs. */
async function chrome(lab: Lab): Promise<void> {
  const at = `localhost:${lab.port + 18}`;
  const server = createServer((request, response) => {
    const version = { Browser: 'Chrome/141.0', webSocketDebuggerUrl: `ws://${at}/devtools/browser/B1` };
    const body = request.url?.startsWith('/json/version') ? version : [];
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  server.listen(lab.port + 18);
  await once(server, 'listening');
  lab.onDispose(() => {
    server.closeAllConnections();
    server.close();
  });
}

/** The browser is used twice; what the gateway says of the second time. */
async function uses(lab: Lab, scheme: string): Promise<string> {
  await chrome(lab);
  lab.configure((config) => {
    const desk = { cdpUrl: `${scheme}localhost:${lab.port + 18}`, color: '#0066CC' };
    config.browser = { enabled: true, defaultProfile: 'desk', profiles: { desk } };
  });
  await lab.start();
  const user = await isLetIn(lab, { port: lab.port, token: lab.token, scopes });
  const ask = () => user.call('browser.request', { method: 'GET', path: '/', timeoutMs: 15_000 });
  await ask();
  return JSON.stringify(await ask());
}

export default defineFault({
  name: 'browser-address-short',
  title: 'the address of the browser that the agents use lacks its beginning',
  accepted: ['browser-cdp-url-invalid'],
  async plant(lab) {
    const said = await uses(lab, '');
    if (!/must be http/.test(said)) throw new Error(`Not what this fault is about: ${said}`);
    return undefined;
  },
  twin: {
    title: 'the address of the browser that the agents use is whole',
    async plant(lab) {
      const said = await uses(lab, 'http://');
      if (!/"cdpHttp":true/.test(said)) throw new Error(`The browser is not seen: ${said}`);
      return undefined;
    },
  },
});
