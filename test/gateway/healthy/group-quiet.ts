/**
 * The bot sits in a lively group and keeps out of the talk: it answers who names it, and nobody else, as the group
 * agreed. In a second group it was left standing, and there nobody names it.
 */
import { defineHealthy } from '../healthy.ts';
import { BOT, botAt, inGroup, telegramChat } from '../telegram-chat.ts';

const [ANNA, LIVELY, OLD] = [4711, -1001, -1002];

export default defineHealthy({
  name: 'group-quiet',
  title: 'in a lively group the bot answers only who names it, by agreement',
  async plant(lab) {
    const chat = await telegramChat(lab);
    lab.configure((config) => {
      const groups = { [String(LIVELY)]: { requireMention: true }, [String(OLD)]: { requireMention: true } };
      const policy = { groupPolicy: 'allowlist', groupAllowFrom: [ANNA], groups };
      config.channels = { telegram: { ...botAt(lab), ...policy } };
    });
    await lab.start();
    for (const text of ['lunch?', 'at noon', 'who takes the late shift?'])
      await chat.write(inGroup(LIVELY, ANNA, text));
    await chat.write(inGroup(OLD, ANNA, 'is anybody still here?'));
    await chat.write(inGroup(LIVELY, ANNA, `@${BOT.username} what is on the menu?`));
    await chat.isAnswered(LIVELY);
    if (chat.said(OLD).length > 0) throw new Error('It should have kept quiet in the old group');
    return undefined;
  },
});
