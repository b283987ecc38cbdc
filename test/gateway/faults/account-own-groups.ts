/**
 * Two chat bots share a list of groups. The night bot was given a list of its own for a new group, and that replaces
 * the shared list for it: in the group where it had always answered it says nothing any more.
 *
 * Seen on the host: `channels.telegram.groups` has the group, and `channels.telegram.accounts.night.groups` has only the
 * other one; the log says `skipping group message` with `not-allowed`.
 *
 * In the twin the night bot's own list has both groups.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, inGroup, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;
const [GUARDS, DRIVERS] = [-1011, -1012];
const everything = (ids: number[]) =>
  Object.fromEntries(ids.map((id) => [String(id), { requireMention: false }]));

/** Anna writes in both groups; what the night bot said to the guards. */
async function nightBot(lab: Lab, own: number[]): Promise<string[]> {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    const { botToken, ...shared } = botAt(lab);
    const accounts = {
      front: { botToken: `987654321:${'AAnyt'.repeat(7)}` },
      night: { botToken, groups: everything(own) },
    };
    const rights = { groupPolicy: 'allowlist', groupAllowFrom: [ANNA], groups: everything([GUARDS]) };
    config.channels = { telegram: { ...shared, ...rights, defaultAccount: 'night', accounts } };
  });
  await lab.start();
  await chat.write(inGroup(GUARDS, ANNA, 'who has the late round?'));
  await chat.write(inGroup(DRIVERS, ANNA, 'who drives tonight?'));
  await chat.isAnswered(DRIVERS);
  if (own.includes(GUARDS)) await chat.isAnswered(GUARDS);
  return chat.said(GUARDS);
}

export default defineFault({
  name: 'account-own-groups',
  title: "the night bot's own list of groups replaces the shared one",
  accepted: ['group-allowlist-blocks'],
  complaint:
    'since yesterday the night bot is silent in the guards group on Telegram, in the new drivers group it works',
  async plant(lab) {
    const said = await nightBot(lab, [DRIVERS]);
    if (said.length > 0) throw new Error(`It answered, which this fault is about: ${said.join()}`);
    return undefined;
  },
  twin: {
    title: "the night bot's own list of groups has both groups",
    async plant(lab) {
      await nightBot(lab, [DRIVERS, GUARDS]);
      return undefined;
    },
  },
});
