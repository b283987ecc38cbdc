/**
 * The agent is asked for a page of the house, which a server beside the gateway has. The guard of the web tools refuses
 * addresses of private networks, as it does unless somebody allows them, and the page is never asked for.
 *
 * Seen on the host: `tools.web.fetch` allows no such address; the log says `blocked URL fetch` with the address and the
 * reason, for each attempt.
 *
 * In the twin private addresses are allowed for pages, and the agent gets it.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { answeredTurn } from '../turns.ts';

/** Starts the server of the house and has the agent fetch its page twice; returns how often it was asked for. */
async function fetched(lab: Lab, fetch: object): Promise<number> {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Canteen</title><h1>Today: soup</h1><p>And bread, and a salad.</p>');
  });
  server.listen(lab.port + 19, '127.0.0.1');
  await once(server, 'listening');
  lab.onDispose(() => {
    server.closeAllConnections();
    server.close();
  });
  lab.configure((config) => {
    config.tools = { toolSearch: false, web: { fetch: { enabled: true, ...fetch } } };
  });
  await lab.start();
  for (const page of ['menu', 'menu/tomorrow'])
    await answeredTurn(
      lab,
      `TOOL:web_fetch:${JSON.stringify({ url: `http://127.0.0.1:${lab.port + 19}/${page}` })}`,
    );
  return asked;
}

export default defineFault({
  name: 'page-in-house',
  title: 'the guard of the web tools refuses a page of the own network',
  accepted: ['network-policy-blocked'],
  complaint:
    'it says it cannot fetch the menu of our canteen from the web server in the basement, I can open it fine',
  async plant(lab) {
    const asked = await fetched(lab, {});
    if (asked > 0) throw new Error(`The page was asked for ${asked} times, which this fault is about`);
    await seen(lab, 'blocked URL fetch');
    return undefined;
  },
  twin: {
    title: 'the web tools may fetch a page of the own network',
    async plant(lab) {
      const asked = await fetched(lab, { ssrfPolicy: { dangerouslyAllowPrivateNetwork: true } });
      if (asked < 2) throw new Error(`The page was asked for ${asked} times`);
      return undefined;
    },
  },
});
