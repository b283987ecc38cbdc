/**
 * Two chat bots sit in the same group: one is to answer there, the other one has an empty list of groups of its own and is
 * for direct messages only. Each does its part, and the log says of the second what it leaves aside.
 */
import { defineHealthy } from '../healthy.ts';
import { botAt, direct, inGroup, telegramChat } from '../telegram-chat.ts';

const [ANNA, GROUP] = [4711, -1031];

export default defineHealthy({
  name: 'account-kept-out',
  title: 'a bot is kept out of the group in which another bot answers, and takes direct messages',
  async plant(lab) {
    const chat = await telegramChat(lab);
    lab.configure((config) => {
      const { botToken, ...shared } = botAt(lab);
      const accounts = {
        front: { botToken: `987654321:${'AAnyt'.repeat(7)}` },
        desk: { botToken, groups: {} },
      };
      const groups = { [String(GROUP)]: { requireMention: false } };
      const rights = { dmPolicy: 'allowlist', allowFrom: [ANNA], groupPolicy: 'allowlist', groups };
      config.channels = { telegram: { ...shared, ...rights, defaultAccount: 'desk', accounts } };
    });
    await lab.start();
    await chat.write(inGroup(GROUP, ANNA, 'good morning everybody'));
    await chat.write(direct(ANNA, 'good morning'));
    await chat.isAnswered(ANNA);
    if (chat.said(GROUP).length > 0) throw new Error('The second bot should have left the group alone');
    return undefined;
  },
});
