/**
 * The chat bot was turned from polling to a webhook, for which the gateway opens a port of its own, and another program of
 * the host has that port: the bot takes nothing in. The gateway is green on its own port.
 *
 * Seen on the host: `channels.telegram.webhookPort` is held by a program that is no gateway; the log says `EADDRINUSE` of
 * the channel, again and again.
 *
 * In the twin the port is free, and the webhook is there.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { startServing } from '../serving.ts';
import { startStranger } from '../stranger.ts';
import { botAt, telegramChat } from '../telegram-chat.ts';

const PATH = '/bot-in';
const SECRET = 'lab-secret-of-the-webhook-0007';

/** Sets the bot up for a webhook at a port beside the gateway's; returns that port. */
async function byWebhook(lab: Lab): Promise<number> {
  const port = lab.port + 19;
  await telegramChat(lab);
  lab.configure((config) => {
    const webhook = {
      webhookUrl: 'https://bot.example.org/bot-in',
      webhookSecret: SECRET,
      webhookPath: PATH,
      webhookHost: '127.0.0.1',
      webhookPort: port,
    };
    config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [4711], ...webhook } };
  });
  return port;
}

/** What the webhook says to an update of Telegram with the right secret. */
async function delivers(port: number): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${port}${PATH}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
    body: JSON.stringify({ update_id: 1 }),
  });
  return { status: response.status, text: await response.text() };
}

export default defineFault({
  name: 'webhook-port-taken',
  title: "another program has the port of the chat bot's webhook",
  accepted: ['channel-ingress-unavailable', 'channel-disconnected', 'port-conflict-foreign'],
  async plant(lab) {
    const port = await byWebhook(lab);
    await startStranger(lab, port);
    await startServing(lab);
    await seen(lab, 'EADDRINUSE', 60_000);
    const { text } = await delivers(port);
    if (!text.includes('It works')) throw new Error(`The other program did not answer: ${text}`);
    return undefined;
  },
  twin: {
    title: "the port of the chat bot's webhook is free, and another program has the next one",
    async plant(lab) {
      const port = await byWebhook(lab);
      await startStranger(lab, port - 1);
      await lab.start();
      const { status, text } = await delivers(port);
      if (status !== 200) throw new Error(`The webhook answered ${status}: ${text}`);
      return undefined;
    },
  },
});
