/**
 * The bot hears what is said in a group and may not speak there any more: somebody took that right away. Each answer is
 * made, sent, and refused by Telegram.
 *
 * Seen on the host: the log has `403` and `not enough rights to send text messages to the chat` for each answer; the bot
 * is connected.
 *
 * In the twin it may speak.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { botAt, inGroup, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;
const NIGHT = -1002;
const MUTE = {
  status: 403,
  description: 'Forbidden: not enough rights to send text messages to the chat',
};

async function inTheGroup(lab: Lab, mute: boolean) {
  const chat = await telegramChat(lab, (_token, method) =>
    mute && method.startsWith('send') ? MUTE : undefined,
  );
  lab.configure((config) => {
    const groups = { [String(NIGHT)]: { requireMention: false } };
    const policy = { groupPolicy: 'allowlist', groupAllowFrom: [ANNA], groups };
    config.channels = { telegram: { ...botAt(lab), ...policy } };
  });
  await lab.start();
  await chat.write(inGroup(NIGHT, ANNA, 'who is on call?'));
  return chat;
}

export default defineFault({
  name: 'bot-put-out',
  title: 'the chat bot may no longer speak in its group',
  accepted: ['channel-api-permission'],
  async plant(lab) {
    await inTheGroup(lab, true);
    await seen(lab, 'not enough rights', 90_000);
    return undefined;
  },
  twin: {
    title: 'the chat bot may speak in its group, and does',
    async plant(lab) {
      await (await inTheGroup(lab, false)).isAnswered(NIGHT);
      return undefined;
    },
  },
});
