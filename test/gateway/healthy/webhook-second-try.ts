/**
 * The chat bot takes its messages by webhook. When the gateway came up, Telegram could not look up the name in its address yet
 * and declined it, loudly; some seconds later it took it. Messages come in, and the log has the first try.
 */
import { defineHealthy } from '../healthy.ts';
import { seen } from '../lab.ts';
import { startServing } from '../serving.ts';
import { botAt, telegramChat } from '../telegram-chat.ts';

const PATH = '/bot-in';
const SECRET = 'lab-secret-of-the-webhook-0022';
const LIMIT_MS = 90_000;

export default defineHealthy({
  name: 'webhook-second-try',
  title: "Telegram declined the address of the bot's webhook once, and then took it",
  async plant(lab) {
    let tries = 0;
    await telegramChat(lab, (_token, method) => {
      if (method !== 'setWebhook') return undefined;
      tries += 1;
      const description =
        'Bad Request: bad webhook: Failed to resolve host: Temporary failure in name resolution';
      return tries === 1 ? { status: 400, description } : undefined;
    });
    lab.configure((config) => {
      const webhook = {
        webhookUrl: `https://claw.example.org${PATH}`,
        webhookSecret: SECRET,
        webhookPath: PATH,
        webhookHost: '127.0.0.1',
        webhookPort: lab.port + 19,
      };
      config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [4711], ...webhook } };
    });
    await startServing(lab);
    await seen(lab, 'Failed to resolve host', 60_000);
    const delivers = () =>
      fetch(`http://127.0.0.1:${lab.port + 19}${PATH}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
        body: JSON.stringify({ update_id: tries }),
      }).then(
        ({ ok }) => ok,
        () => false,
      );
    for (const began = Date.now(); tries < 2 || !(await delivers()); ) {
      if (Date.now() - began > LIMIT_MS) throw new Error(`The webhook did not come up after ${tries} tries`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    for (const began = Date.now(); ; ) {
      const ready = await fetch(`http://127.0.0.1:${lab.port}/readyz`).then(({ ok }) => ok);
      if (ready) return undefined;
      if (Date.now() - began > LIMIT_MS) throw new Error('The gateway did not become ready');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  },
});
