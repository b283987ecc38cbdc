/**
 * A group with topics, in which two people talk to the bot. One topic was set up for one of them and has a list of people of
 * its own, which counts there instead of the one for groups: what the other one writes in it is dropped.
 *
 * Seen on the host: `channels.telegram.groupAllowFrom` has both, and `groups.<group>.topics.<topic>.allowFrom` has one; the
 * gateway takes her message there and asks no model. In the group's other topics she is answered.
 *
 * In the twin the topic has a list of its own as well, with both.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, inGroup, type TelegramChat, telegramChat, type Written } from '../telegram-chat.ts';

const [OTTO, BERTA, DEPOT] = [4720, 4721, -1021];
const [INVOICES, VANS] = [7, 9];

function inTopic(topic: number, from: number, text: string): Written {
  const message = inGroup(DEPOT, from, text);
  return { ...message, topic, chat: { ...message.chat, is_forum: true } };
}

/** Berta asks in the topic of the invoices. */
async function asksForInvoices(lab: Lab, people: number[]): Promise<TelegramChat> {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    const topics = { [String(INVOICES)]: { allowFrom: people } };
    const groups = { [String(DEPOT)]: { requireMention: false, topics } };
    const rights = { groupPolicy: 'allowlist', groupAllowFrom: [OTTO, BERTA], groups };
    config.channels = { telegram: { ...botAt(lab), ...rights } };
  });
  await lab.start();
  await chat.write(inTopic(INVOICES, BERTA, 'which invoices are open?'));
  return chat;
}

export default defineFault({
  name: 'topic-own-people',
  title: 'a topic has a list of people of its own, and one who writes there is not on it',
  accepted: ['group-allowlist-blocks'],
  complaint:
    'Berta gets no reply from the bot when she asks in the invoices topic of our telegram group. Otto does get one there, and in the vans topic it replies to her as well',
  async plant(lab) {
    const chat = await asksForInvoices(lab, [OTTO]);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    if (chat.said(DEPOT).length > 0) throw new Error('It answered, which this fault is about');
    await chat.write(inTopic(INVOICES, OTTO, 'which invoices are open?'));
    await chat.isAnswered(DEPOT);
    const before = chat.said(DEPOT).length;
    await chat.write(inTopic(VANS, BERTA, 'where is van three?'));
    for (const began = Date.now(); chat.said(DEPOT).length === before; ) {
      if (Date.now() - began > 60_000) throw new Error('It did not answer her in the other topic');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return undefined;
  },
  twin: {
    title: 'a topic has a list of people of its own, with all who write there',
    async plant(lab) {
      const chat = await asksForInvoices(lab, [OTTO, BERTA]);
      await chat.isAnswered(DEPOT);
      return undefined;
    },
  },
});
