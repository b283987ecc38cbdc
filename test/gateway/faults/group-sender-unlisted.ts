/**
 * The group is on the list, and one of those who write in it is not: the bot answers Anna there, and drops what Berta
 * writes.
 *
 * Seen on the host: `channels.telegram.groupAllowFrom` without her, and what she says.
 *
 * The twin's list has both.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, inGroup, telegramChat } from '../telegram-chat.ts';

const [ANNA, BERTA] = [4711, 815];
const NIGHT = -1002;

/** Berta writes first, then Anna, who is always answered; says how many answers there were by then. */
async function bothWrite(lab: Lab, groupAllowFrom: number[]): Promise<number> {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    const groups = { [String(NIGHT)]: { requireMention: false } };
    config.channels = { telegram: { ...botAt(lab), groupPolicy: 'allowlist', groupAllowFrom, groups } };
  });
  await lab.start();
  await chat.write(inGroup(NIGHT, BERTA, 'is the night shift on?'));
  if (groupAllowFrom.includes(BERTA)) await chat.isAnswered(NIGHT);
  const before = chat.said(NIGHT).length;
  await chat.write(inGroup(NIGHT, ANNA, 'who is on call?'));
  for (const began = Date.now(); chat.said(NIGHT).length === before; ) {
    if (Date.now() - began > 60_000) throw new Error('Anna was not answered');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return chat.said(NIGHT).length;
}

export default defineFault({
  name: 'group-sender-unlisted',
  title: 'the bot answers one person in a group and drops what another writes',
  accepted: ['group-allowlist-blocks'],
  complaint: 'in our telegram group the bot answers Anna, and ignores everything that I write',
  async plant(lab) {
    const said = await bothWrite(lab, [ANNA]);
    if (said !== 1) throw new Error(`There were ${said} answers, and should have been Anna's alone`);
    return undefined;
  },
  twin: {
    title: 'the bot answers both who write in a group',
    async plant(lab) {
      const said = await bothWrite(lab, [ANNA, BERTA]);
      if (said < 2) throw new Error('Not everybody was answered');
      return undefined;
    },
  },
});
