/**
 * The bot is for two people. Others find it and write to it, every day; what they write is dropped, as its owner wants it.
 */
import { defineHealthy } from '../healthy.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const [ANNA, BERTA] = [4711, 4712];

export default defineHealthy({
  name: 'strangers-knock',
  title: 'strangers write to the bot and are dropped; its two people are answered',
  async plant(lab) {
    const chat = await telegramChat(lab);
    lab.configure((config) => {
      const rights = { dmPolicy: 'allowlist', allowFrom: [ANNA, BERTA], groupPolicy: 'disabled' };
      config.channels = { telegram: { ...botAt(lab), ...rights } };
    });
    await lab.start();
    for (const stranger of [90_001, 90_002, 90_003])
      await chat.write(direct(stranger, 'free money, click here'));
    for (const one of [ANNA, BERTA]) {
      await chat.write(direct(one, 'good morning'));
      await chat.isAnswered(one);
    }
    if (chat.said(90_001).length > 0) throw new Error('A stranger was answered');
    return undefined;
  },
});
