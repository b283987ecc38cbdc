/**
 * The chat bot is for one group alone, on purpose: it takes no direct messages, and answers in the group whoever names it
 * or not. A stranger wrote to it directly and heard nothing, as its owner wants.
 */
import { defineHealthy } from '../healthy.ts';
import { botAt, direct, inGroup, telegramChat } from '../telegram-chat.ts';

const [ANNA, STRANGER] = [4711, 666];
const GROUP = -1003;

export default defineHealthy({
  name: 'directs-off',
  title: 'the chat bot is for one group alone, and takes no direct messages',
  async plant(lab) {
    const chat = await telegramChat(lab);
    lab.configure((config) => {
      const groups = { [String(GROUP)]: { requireMention: false } };
      const policy = { dmPolicy: 'disabled', groupPolicy: 'allowlist', groupAllowFrom: [ANNA], groups };
      config.channels = { telegram: { ...botAt(lab), ...policy } };
    });
    await lab.start();
    await chat.write(direct(STRANGER, 'buy cheap watches'));
    await chat.write(inGroup(GROUP, ANNA, 'good morning'));
    await chat.isAnswered(GROUP);
    if (chat.said(STRANGER).length > 0) throw new Error('The stranger was answered');
    return undefined;
  },
});
