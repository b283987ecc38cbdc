/**
 * The model runs on an old machine of the house and thinks for a quarter of a minute before its first word. Everybody knows
 * that, waits, and is answered.
 */
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

const THINKS_MS = 15_000;

export default defineHealthy({
  name: 'slow-model',
  title: 'the model thinks for a quarter of a minute before its first word, and answers',
  async plant(lab) {
    const server = createServer(async (asked, answered) => {
      const parts: Buffer[] = [];
      for await (const part of asked) parts.push(part as Buffer);
      await new Promise((resolve) => setTimeout(resolve, THINKS_MS));
      const { method = 'GET', url = '/', headers } = asked;
      const at = { port: lab.port + 15, host: '127.0.0.1', method, path: url, headers };
      const onward = request(at, (reply) => {
        answered.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answered);
      });
      onward.on('error', () => answered.destroy());
      onward.end(Buffer.concat(parts));
    });
    server.listen(lab.port + 16, '127.0.0.1');
    await once(server, 'listening');
    lab.onDispose(() => {
      server.closeAllConnections();
      server.close();
    });
    lab.configure((config) => {
      const stub = config.models.providers.stub as { baseUrl: string };
      stub.baseUrl = `http://127.0.0.1:${lab.port + 16}/v1`;
    });
    await lab.start();
    await answeredTurn(lab, 'what is the capital of Peru?');
    await answeredTurn(lab, 'and that of Chile?');
    return undefined;
  },
});
