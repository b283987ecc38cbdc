/**
 * The bot was added to a second group, and its list of groups names only the first: in the second it says nothing.
 *
 * Seen on the host: `channels.telegram.groups` without that group; the log says `skipping group message` with its
 * number and `not-allowed`; in the first group it answers.
 *
 * The twin's list names both.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, inGroup, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;
const [DAY, NIGHT] = [-1001, -1002];

async function inBothGroups(lab: Lab, listed: number[]): Promise<string[]> {
  const chat = await telegramChat(lab);
  const groups = Object.fromEntries(listed.map((id) => [String(id), { requireMention: false }]));
  lab.configure((config) => {
    config.channels = {
      telegram: { ...botAt(lab), groupPolicy: 'allowlist', groupAllowFrom: [ANNA], groups },
    };
  });
  await lab.start();
  await chat.write(inGroup(NIGHT, ANNA, 'who is on call?'));
  await chat.write(inGroup(DAY, ANNA, 'who is on call?'));
  await chat.isAnswered(DAY);
  if (listed.includes(NIGHT)) await chat.isAnswered(NIGHT);
  return chat.said(NIGHT);
}

export default defineFault({
  name: 'group-not-listed',
  title: 'the bot says nothing in a group that is not on its list',
  accepted: ['group-allowlist-blocks'],
  complaint: 'the telegram bot says nothing in our new group, in the old group it answers',
  async plant(lab) {
    const said = await inBothGroups(lab, [DAY]);
    if (said.length > 0) throw new Error(`It answered, which this fault is about: ${said.join()}`);
    return undefined;
  },
  twin: {
    title: 'the bot is in two groups, and both are on its list',
    async plant(lab) {
      await inBothGroups(lab, [DAY, NIGHT]);
      return undefined;
    },
  },
});
