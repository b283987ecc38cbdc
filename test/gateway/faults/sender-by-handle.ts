/**
 * The list of people whom the bot answers has a colleague by the name that she is called by in Telegram, not by her
 * number. OpenClaw knows people by number alone: the entry counts for nobody, and what she writes is dropped.
 *
 * Seen on the host: `channels.telegram.allowFrom` has an entry with an @ beside a number; the gateway takes her message
 * and asks no model. The one who is listed by number is answered.
 *
 * The twin's list has her by number, with the prefix that OpenClaw allows before one.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const [ANNA, BERTA] = [4711, 815];

async function bertaAs(lab: Lab, entry: string, isServed: boolean): Promise<string[]> {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    const people = { dmPolicy: 'allowlist', allowFrom: [String(ANNA), entry] };
    config.channels = { telegram: { ...botAt(lab), ...people } };
  });
  await lab.start();
  await chat.write(direct(BERTA, 'is the backup done?'));
  await chat.write(direct(ANNA, 'is the backup done?'));
  await chat.isAnswered(ANNA);
  if (isServed) await chat.isAnswered(BERTA);
  return chat.said(BERTA);
}

export default defineFault({
  name: 'sender-by-handle',
  title: 'a colleague is on the list of senders by her @name, which counts for nobody',
  accepted: ['dm-policy-blocks'],
  complaint: 'I was added to the bot last week, but whatever I send it on telegram just stays unanswered',
  async plant(lab) {
    const said = await bertaAs(lab, `@person_${BERTA}`, false);
    if (said.length > 0) throw new Error(`She was answered, which this fault is about: ${said.join()}`);
    return undefined;
  },
  twin: {
    title: 'a colleague is on the list of senders by her number, with a prefix',
    async plant(lab) {
      await bertaAs(lab, `tg:${BERTA}`, true);
      return undefined;
    },
  },
});
