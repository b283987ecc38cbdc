/**
 * The bot was to be opened to everybody: the policy says so, and the list of those who may was left as it was, with one
 * person on it. OpenClaw takes both, and drops what all the others write.
 *
 * Seen on the host: `channels.telegram.dmPolicy` is "open" and `allowFrom` has no "*"; the validator warns of it. The
 * gateway takes the message and asks no model.
 *
 * The twin's list has the "*" beside that person.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const [ANNA, BERTA] = [4711, 815];

async function bothWrite(lab: Lab, allowFrom: (number | '*')[]): Promise<string[]> {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    config.channels = { telegram: { ...botAt(lab), dmPolicy: 'open', allowFrom } };
  });
  await lab.start();
  await chat.write(direct(BERTA, 'hello'));
  await chat.write(direct(ANNA, 'hello'));
  await chat.isAnswered(ANNA);
  if (allowFrom.includes('*')) await chat.isAnswered(BERTA);
  return chat.said(BERTA);
}

export default defineFault({
  name: 'directs-open-listed',
  title: 'the bot is open to everybody by its policy, and its list has one person only',
  accepted: ['dm-policy-blocks'],
  complaint: '我同事给 Telegram 机器人发私信，一直没有任何回复，我自己发就正常',
  async plant(lab) {
    const said = await bothWrite(lab, [ANNA]);
    if (said.length > 0) throw new Error(`She was answered, which this fault is about: ${said.join()}`);
    return undefined;
  },
  twin: {
    title: 'the bot is open to everybody, by its policy and by its list',
    async plant(lab) {
      await bothWrite(lab, ['*', ANNA]);
      return undefined;
    },
  },
});
