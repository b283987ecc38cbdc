/**
 * The chat bot takes its messages by webhook and asks for none; strangers found its door, and are sent away. Another program
 * has the port that such a bot takes when it is given none.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { defineHealthy } from '../healthy.ts';
import { botAt, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;
const SECRET = 'lab-secret-of-the-webhook-0018';

export default defineHealthy({
  name: 'bot-by-webhook',
  title: 'the chat bot takes its messages by webhook, and strangers at its door are sent away',
  async plant(lab) {
    const chat = await telegramChat(lab);
    lab.configure((config) => {
      const webhookUrl = 'https://bot.example.com/tg/in';
      const hook = { webhookUrl, webhookSecret: SECRET, webhookPath: '/tg/in', webhookPort: lab.port + 18 };
      config.channels = { telegram: { ...botAt(lab), ...hook, dmPolicy: 'allowlist', allowFrom: [ANNA] } };
    });
    const other = createServer((_request, response) => response.end('label printer'));
    other.listen(lab.port + 19, '127.0.0.1');
    await once(other, 'listening');
    lab.onDispose(() => {
      other.closeAllConnections();
      other.close();
    });
    await lab.start();

    const now = Math.floor(Date.now() / 1000);
    const message = {
      message_id: 7,
      from: { id: ANNA, is_bot: false, first_name: 'Anna' },
      chat: { id: ANNA, type: 'private' },
      date: now,
      text: 'good morning',
    };
    const bring = async (path: string, secret: string): Promise<number> => {
      const response = await fetch(`http://127.0.0.1:${lab.port + 18}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body: JSON.stringify({ update_id: now, message }),
      });
      await response.text();
      return response.status;
    };
    for (const [path, secret] of [
      ['/tg/in', 'guessed'],
      ['/tg/in', ''],
      ['/telegram-webhook', SECRET],
    ] as const) {
      const refused = await bring(path, secret);
      if (refused < 400) throw new Error(`A stranger was answered ${refused} at ${path}`);
    }
    const status = await bring('/tg/in', SECRET);
    if (status !== 200) throw new Error(`Telegram was answered ${status}`);
    await chat.isAnswered(ANNA);
    return undefined;
  },
});
