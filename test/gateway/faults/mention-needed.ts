/**
 * In a group the bot answers only who names it, and people there do not: they think that it is dead.
 *
 * Seen on the host: `requireMention` holds for the group; the gateway takes the message and asks no model. Every probe is
 * green.
 *
 * In the twin the group was freed of that rule.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { BOT, botAt, inGroup, type TelegramChat, telegramChat } from '../telegram-chat.ts';

const [ANNA, GROUP] = [4711, -1001];

async function group(lab: Lab, requireMention: boolean): Promise<TelegramChat> {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    const groups = { [String(GROUP)]: { requireMention } };
    config.channels = { telegram: { ...botAt(lab), groupPolicy: 'open', groups } };
  });
  await lab.start();
  await chat.write(inGroup(GROUP, ANNA, 'what is the state of the build?'));
  return chat;
}

export default defineFault({
  name: 'mention-needed',
  title: 'the bot answers in a group only when it is named, and nobody names it',
  accepted: ['mention-gating'],
  complaint: 'nobody gets an answer from the bot in our telegram group',
  async plant(lab) {
    const chat = await group(lab, true);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    if (chat.said(GROUP).length > 0) throw new Error('It answered, which this fault is about');
    return undefined;
  },
  twin: {
    title: 'the bot answers everything in a group',
    async plant(lab) {
      const chat = await group(lab, false);
      await chat.isAnswered(GROUP);
      await chat.write(inGroup(GROUP, ANNA, `thank you @${BOT.username}`));
      return undefined;
    },
  },
});
