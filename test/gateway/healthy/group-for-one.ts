/**
 * A group of several people in which the bot is there for one of them, by a list of the group's own; in the other group it is
 * there for everybody who may. What the others write in the first one is dropped, and nobody misses an answer.
 */
import { defineHealthy } from '../healthy.ts';
import { botAt, inGroup, telegramChat } from '../telegram-chat.ts';

const [ANNA, BERTA, BOARD, KITCHEN] = [4711, 4712, -1051, -1052];

export default defineHealthy({
  name: 'group-for-one',
  title: 'in one of two groups the bot is there for one person alone',
  async plant(lab) {
    const chat = await telegramChat(lab);
    lab.configure((config) => {
      const groups = {
        [String(BOARD)]: { requireMention: false, allowFrom: [ANNA] },
        [String(KITCHEN)]: { requireMention: false },
      };
      const rights = { groupPolicy: 'allowlist', groupAllowFrom: [ANNA, BERTA], groups };
      config.channels = { telegram: { ...botAt(lab), ...rights } };
    });
    await lab.start();
    await chat.write(inGroup(BOARD, BERTA, 'Anna, did you see the figures?'));
    await chat.write(inGroup(KITCHEN, BERTA, 'what is there to eat?'));
    await chat.isAnswered(KITCHEN);
    if (chat.said(BOARD).length > 0) throw new Error('It should have left Berta alone');
    await chat.write(inGroup(BOARD, ANNA, 'put the figures into a table'));
    await chat.isAnswered(BOARD);
    return undefined;
  },
});
