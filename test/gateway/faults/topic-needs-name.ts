/**
 * A group with topics: the bot answers everything in it, but for one topic somebody once wanted it to speak only when it
 * is named. The people of that topic do not know, and nobody names it.
 *
 * Seen on the host: `channels.telegram.groups.<group>.requireMention` is false, and `topics.<topic>.requireMention` below it
 * is true; the gateway takes the message of that topic and asks no model. In the other topics it answers.
 *
 * In the twin the topic has an entry as well, with a prompt of its own and no such rule.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, inGroup, type TelegramChat, telegramChat, type Written } from '../telegram-chat.ts';

const [ANNA, FORUM] = [4711, -1005];
const [RELEASES, KITCHEN] = [21, 34];

function inTopic(topic: number, text: string): Written {
  const message = inGroup(FORUM, ANNA, text);
  return { ...message, topic, chat: { ...message.chat, is_forum: true } };
}

/** One message in either topic; the bot answers the one in the kitchen at least. */
async function forum(lab: Lab, releases: object): Promise<TelegramChat> {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    const topics = { [String(RELEASES)]: releases };
    const groups = { [String(FORUM)]: { requireMention: false, topics } };
    const rights = { groupPolicy: 'allowlist', groupAllowFrom: [ANNA], groups };
    config.channels = { telegram: { ...botAt(lab), ...rights } };
  });
  await lab.start();
  await chat.write(inTopic(RELEASES, 'which changes go out today?'));
  return chat;
}

export default defineFault({
  name: 'topic-needs-name',
  title: 'in one topic of a group the bot answers only when it is named',
  accepted: ['mention-gating'],
  complaint:
    'in our telegram group the bot replies everywhere except in the releases topic, there it just ignores us',
  async plant(lab) {
    const chat = await forum(lab, { requireMention: true });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    if (chat.said(FORUM).length > 0) throw new Error('It answered, which this fault is about');
    await chat.write(inTopic(KITCHEN, 'who has the key to the kitchen?'));
    await chat.isAnswered(FORUM);
    return undefined;
  },
  twin: {
    title: 'a topic of a group has a prompt of its own, and the bot answers everything there',
    async plant(lab) {
      const chat = await forum(lab, { systemPrompt: 'Speak of releases only.' });
      await chat.isAnswered(FORUM);
      return undefined;
    },
  },
});
