/**
 * A rule for what is sent keeps everything back that is answered in groups: the bot reads what is written there, the
 * model answers, and nothing arrives.
 *
 * Seen on the host: `session.sendPolicy` with a rule that denies groups; the model was asked.
 *
 * The twin's rule keeps back what is answered in another channel.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, direct, inGroup, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;
const NIGHT = -1002;

async function deny(lab: Lab, match: Record<string, string>) {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    config.session = { sendPolicy: { default: 'allow', rules: [{ action: 'deny', match }] } };
    const people = { dmPolicy: 'allowlist', allowFrom: [ANNA], groupPolicy: 'open' };
    const groups = { [String(NIGHT)]: { requireMention: false } };
    config.channels = { telegram: { ...botAt(lab), ...people, groups } };
  });
  await lab.start();
  await chat.write(inGroup(NIGHT, ANNA, 'is the night shift on?'));
  return chat;
}

export default defineFault({
  name: 'replies-kept-back',
  title: 'what the bot answers in groups is kept back by the rules for sending',
  accepted: ['group-allowlist-blocks'],
  complaint: 'the bot says nothing in our Telegram group, to none of us; alone it answers me',
  async plant(lab) {
    const chat = await deny(lab, { chatType: 'group' });
    await chat.write(direct(ANNA, 'are you there?'));
    await chat.isAnswered(ANNA);
    const said = chat.said(NIGHT);
    if (said.length > 0) throw new Error(`The group was answered: ${said.join()}`);
    return undefined;
  },
  twin: {
    title: 'the rules for sending keep back another channel',
    async plant(lab) {
      await (await deny(lab, { channel: 'discord' })).isAnswered(NIGHT);
      return undefined;
    },
  },
});
