/**
 * A program of the house has the gateway's tool for web pages read those of the house's own web server, whose address is a
 * private one. The gateway's guard lets tools fetch nothing from private addresses unless it is told so: each try is
 * refused, while the page is there for everybody.
 *
 * Seen on the host: the log says `blocked URL fetch` with the server's address and why; nothing in
 * `tools.web.fetch.ssrfPolicy` lets it through.
 *
 * In the twin the policy lets private addresses through.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

const WORDS = 'The key of the cellar hangs behind the door.';

/** The house's pages; their address. */
async function wiki(lab: Lab): Promise<string> {
  const page = `<html><head><title>Cellar</title></head><body><main><p>${WORDS}</p></main></body></html>`;
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(page);
  });
  server.listen(lab.port + 18, '127.0.0.1');
  await once(server, 'listening');
  lab.onDispose(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${lab.port + 18}/cellar`;
}

/** Has the tool fetch the page three times; what it said the last time. */
async function fetched(lab: Lab, ssrfPolicy?: Record<string, boolean>): Promise<string> {
  const url = await wiki(lab);
  lab.configure((config) => {
    config.tools = { web: { fetch: { enabled: true, ...(ssrfPolicy && { ssrfPolicy }) } } };
  });
  await lab.start();
  let said = '';
  for (const page of [1, 2, 3]) {
    const response = await fetch(`http://127.0.0.1:${lab.port}/tools/invoke`, {
      method: 'POST',
      headers: { authorization: `Bearer ${lab.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ tool: 'web_fetch', args: { url: `${url}?page=${page}` } }),
    });
    said = `${response.status} ${await response.text()}`;
  }
  return said;
}

export default defineFault({
  name: 'wiki-refused',
  title: "web_fetch may not read pages of the house's own web server",
  accepted: ['network-policy-blocked'],
  complaint: 'the agent says it may not fetch pages from our wiki on the intranet',
  async plant(lab) {
    const said = await fetched(lab);
    if (said.includes(WORDS)) throw new Error('It read the page, which this fault is about');
    if (!lab.log().includes('blocked URL fetch'))
      throw new Error(`It failed otherwise: ${said.slice(0, 1000)}\n${lab.log().slice(-500)}`);
    return undefined;
  },
  twin: {
    title: "web_fetch may read pages of the house's own web server",
    async plant(lab) {
      const said = await fetched(lab, { dangerouslyAllowPrivateNetwork: true });
      if (!said.includes(WORDS)) throw new Error(`It did not read the page: ${said.slice(0, 1500)}`);
      return undefined;
    },
  },
});
