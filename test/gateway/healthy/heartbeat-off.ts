/**
 * The owner wants a bot that speaks when it is spoken to: the heartbeat's cadence is "0m" and its target is "none". It
 * answers, and nobody waits for a word that nobody asked for.
 */
import { isLetIn } from '../clients.ts';
import { defineHealthy } from '../healthy.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;

export default defineHealthy({
  name: 'heartbeat-off',
  title: 'the heartbeat is off by choice, and the bot answers who writes to it',
  async plant(lab) {
    const chat = await telegramChat(lab);
    lab.configure((config) => {
      config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [ANNA] } };
      Object.assign(config.agents.defaults, { heartbeat: { every: '0m', target: 'none' } });
    });
    await lab.start();
    await chat.write(direct(ANNA, 'good morning'));
    await chat.isAnswered(ANNA);
    const user = await isLetIn(lab, { port: lab.port, token: lab.token, scopes: ['operator.read'] });
    const last = await user.call('last-heartbeat');
    if (last.ok && last.payload?.status) throw new Error(`There was a heartbeat: ${JSON.stringify(last)}`);
    return undefined;
  },
});
