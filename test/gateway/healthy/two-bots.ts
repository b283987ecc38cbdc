/**
 * Two chat bots: one has a conversation, nobody has ever written to the other.
 */
import { defineHealthy } from '../healthy.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;

export default defineHealthy({
  name: 'two-bots',
  title: 'of two chat bots one talks, and nobody has written to the other',
  async plant(lab) {
    const chat = await telegramChat(lab);
    lab.configure((config) => {
      const { botToken, ...shared } = botAt(lab);
      const accounts = { front: { botToken }, night: { botToken: `987654321:${'AAnyt'.repeat(7)}` } };
      const rights = { dmPolicy: 'allowlist', allowFrom: [ANNA] };
      config.channels = { telegram: { ...shared, ...rights, defaultAccount: 'front', accounts } };
    });
    await lab.start();
    await chat.write(direct(ANNA, 'good morning'));
    await chat.isAnswered(ANNA);
    return undefined;
  },
});
