/**
 * The bot is a member of two groups. In the one of the sales people it was switched off by its owner, and they talk among
 * themselves all day; in the other one it answers.
 */
import { defineHealthy } from '../healthy.ts';
import { botAt, inGroup, telegramChat } from '../telegram-chat.ts';

const [ANNA, BERTA] = [4711, 815];
const [SALES, BUILD] = [-1008, -1009];

export default defineHealthy({
  name: 'group-left-alone',
  title: 'the bot is switched off in one of its groups, where people talk among themselves',
  async plant(lab) {
    const chat = await telegramChat(lab);
    lab.configure((config) => {
      const groups = { [String(SALES)]: { enabled: false }, [String(BUILD)]: { requireMention: false } };
      const policy = { dmPolicy: 'allowlist', allowFrom: [ANNA], groupPolicy: 'allowlist', groups };
      config.channels = { telegram: { ...botAt(lab), ...policy } };
    });
    await lab.start();
    for (const text of ['who has the offer?', 'I have.', 'it was refused, they say: error in the price'])
      await chat.write(inGroup(SALES, BERTA, text));
    await chat.write(inGroup(BUILD, ANNA, 'is the build green?'));
    await chat.isAnswered(BUILD);
    if (chat.said(SALES).length > 0) throw new Error('It spoke where it is switched off');
    return undefined;
  },
});
