/**
 * The chat bot was turned from polling to a webhook, and the name in its address is not in the public DNS (it is one of the
 * house): Telegram declines to send anything there. The gateway's own port for it is open and hears nothing.
 *
 * Seen on the host: the log has `setWebhook` with `400` and `bad webhook: Failed to resolve host`, again and again.
 *
 * In the twin Telegram takes the address.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { startServing } from '../serving.ts';
import { botAt, type Refuses, telegramChat } from '../telegram-chat.ts';

const WORDS = 'bad webhook: Failed to resolve host';
const PATH = '/bot-in';
const SECRET = 'lab-secret-of-the-webhook-0021';

async function byWebhook(lab: Lab, host: string, refuses?: Refuses): Promise<string[]> {
  const asked: string[] = [];
  await telegramChat(lab, (token, method) => {
    asked.push(method);
    return refuses?.(token, method);
  });
  lab.configure((config) => {
    const webhook = {
      webhookUrl: `https://${host}${PATH}`,
      webhookSecret: SECRET,
      webhookPath: PATH,
      webhookHost: '127.0.0.1',
      webhookPort: lab.port + 19,
    };
    config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [4711], ...webhook } };
  });
  return asked;
}

export default defineFault({
  name: 'webhook-not-registered',
  title: "Telegram declines the address of the chat bot's webhook",
  accepted: ['channel-ingress-unavailable', 'channel-disconnected', 'channel-api-permission'],
  async plant(lab) {
    const asked = await byWebhook(lab, 'claw.office.lan', (_token, method) =>
      method === 'setWebhook'
        ? { status: 400, description: `Bad Request: ${WORDS}: Name or service not known` }
        : undefined,
    );
    await startServing(lab);
    await seen(lab, WORDS, 60_000);
    if (asked.includes('getUpdates')) throw new Error('The bot polls, and so hears people all the same');
    return undefined;
  },
  twin: {
    title: "Telegram takes the address of the chat bot's webhook",
    async plant(lab) {
      const asked = await byWebhook(lab, 'claw.example.org');
      await lab.start();
      if (!asked.includes('setWebhook')) throw new Error('The webhook was not registered');
      const response = await fetch(`http://127.0.0.1:${lab.port + 19}${PATH}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
        body: JSON.stringify({ update_id: 1 }),
      });
      if (response.status !== 200) throw new Error(`The webhook answered ${response.status}`);
      return undefined;
    },
  },
});
