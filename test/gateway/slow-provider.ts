/**
 * A model provider on loopback that answers everything, and takes its time; which models it has it says at once.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Lab } from './lab.ts';
import { useProvider } from './provider.ts';

/** Starts it beside the lab's own model and configures it as the lab's only one. */
export async function slowProvider(lab: Lab, thinksMs: number): Promise<void> {
  const head = { id: 'chatcmpl-1', created: 0, model: 'stub-1', object: 'chat.completion.chunk' };
  const delta = { role: 'assistant', content: 'I have thought about it.' };
  const chunk = { ...head, choices: [{ index: 0, delta, finish_reason: 'stop' }] };
  const server = createServer((request, response) => {
    request.resume();
    if (request.method === 'GET') {
      const data = [{ id: 'stub-1', object: 'model', owned_by: 'stub' }];
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', data }));
      return;
    }
    const late = setTimeout(() => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
    }, thinksMs);
    response.on('close', () => clearTimeout(late));
  });
  server.listen(lab.port + 16, '127.0.0.1');
  await once(server, 'listening');
  lab.onDispose(() => {
    server.closeAllConnections();
    server.close();
  });
  lab.configure((config) => useProvider(config, lab));
}
