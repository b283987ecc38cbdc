/**
 * Telegram's Bot API on loopback, as far as a gateway with one bot needs it to be content, or its refusal of a token.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { GatewayConfig, Lab } from './lab.ts';

const BOT = { id: 1, is_bot: true, first_name: 'Lab', username: 'lab_bot' };
/** A long poll with nothing to say. */
const POLL_MS = 2_000;

/**
 * Starts it beside the lab's model and configures a bot that asks there. `written` is what people wrote to the bot, as the
 * updates of Telegram's first answer; everything is quiet after that.
 */
export async function telegramBot(
  lab: Lab,
  token: 'known' | 'revoked',
  change: (config: GatewayConfig) => void = () => {},
  written: readonly object[] = [],
): Promise<void> {
  let news = written;
  const server = createServer((request, response) => {
    request.resume();
    const say = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (token === 'revoked') return say(401, { ok: false, error_code: 401, description: 'Unauthorized' });
    if (request.url?.endsWith('/getMe')) return say(200, { ok: true, result: BOT });
    if (request.url?.endsWith('/getUpdates')) {
      const result = news;
      news = [];
      return void setTimeout(say, POLL_MS, 200, { ok: true, result });
    }
    return say(200, { ok: true, result: true });
  });
  server.listen(lab.port + 17, '127.0.0.1');
  await once(server, 'listening');
  lab.onDispose(() => {
    server.closeAllConnections();
    server.close();
  });
  lab.configure((config) => {
    const apiRoot = `http://127.0.0.1:${lab.port + 17}`;
    const network = { dangerouslyAllowPrivateNetwork: true };
    config.channels = {
      telegram: { enabled: true, botToken: `123456789:${'AAlab'.repeat(7)}`, apiRoot, network },
    };
    change(config);
  });
}
