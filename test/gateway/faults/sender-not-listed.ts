/**
 * The bot answers only who is on its list, and a colleague who should be on it is not: what she writes is dropped
 * without a word, while the others are served.
 *
 * Seen on the host: `channels.telegram.dmPolicy` is "allowlist" and `allowFrom` lacks her; the gateway takes her message
 * and asks no model. Every probe is green.
 *
 * In the twin she is on the list.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const [ANNA, BERTA] = [4711, 815];

async function bothWrite(lab: Lab, allowFrom: number[]): Promise<string[]> {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom } };
  });
  await lab.start();
  await chat.write(direct(BERTA, 'good morning'));
  await chat.write(direct(ANNA, 'good morning'));
  await chat.isAnswered(ANNA);
  if (allowFrom.includes(BERTA)) await chat.isAnswered(BERTA);
  return chat.said(BERTA);
}

export default defineFault({
  name: 'sender-not-listed',
  title: 'the bot drops what a colleague writes, who is not on its list',
  accepted: ['dm-policy-blocks'],
  complaint: 'the telegram bot ignores the direct messages of one colleague, it answers me',
  async plant(lab) {
    const said = await bothWrite(lab, [ANNA]);
    if (said.length > 0) throw new Error(`She was answered, which this fault is about: ${said.join()}`);
    return undefined;
  },
  twin: {
    title: 'the bot answers only who is on its list, and everybody is',
    async plant(lab) {
      await bothWrite(lab, [ANNA, BERTA]);
      return undefined;
    },
  },
});
