/**
 * Somebody wanted to let a group in and wrote its number into the list of people who may write in groups. No person has
 * such a number, so nobody in the group is answered.
 *
 * Seen on the host: `channels.telegram.groupAllowFrom` has a negative number and nothing else; the log says `Invalid
 * allowFrom entry` and where a group belongs instead.
 *
 * The twin has the group among the groups, and the people among the people.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { botAt, inGroup, type TelegramChat, telegramChat } from '../telegram-chat.ts';

const [ANNA, GROUP] = [4711, -1001];

async function writesInGroup(lab: Lab, more: object): Promise<TelegramChat> {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    const groups = { [String(GROUP)]: { requireMention: false } };
    config.channels = { telegram: { ...botAt(lab), groupPolicy: 'allowlist', groups, ...more } };
  });
  await lab.start();
  await chat.write(inGroup(GROUP, ANNA, 'is the build green?'));
  return chat;
}

export default defineFault({
  name: 'group-among-senders',
  title: 'the list of people who may write in groups has the number of the group',
  accepted: ['group-allowlist-blocks'],
  async plant(lab) {
    const chat = await writesInGroup(lab, { groupAllowFrom: [String(GROUP)] });
    await seen(lab, 'Invalid allowFrom entry');
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    if (chat.said(GROUP).length > 0) throw new Error('It answered, which this fault is about');
    return undefined;
  },
  twin: {
    title: 'the list of people who may write in groups has the people',
    async plant(lab) {
      await (await writesInGroup(lab, { groupAllowFrom: [String(ANNA)] })).isAnswered(GROUP);
      return undefined;
    },
  },
});
