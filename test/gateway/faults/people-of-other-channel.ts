/**
 * Who may write to the bot is a named list of people (`accessGroups`). It was made when the house still used another chat,
 * and has everybody under that chat's name: for Telegram it is empty.
 *
 * Seen on the host: `channels.telegram.allowFrom` is `accessGroup:team`, whose members are all under `discord`; the gateway
 * takes her message and asks no model.
 *
 * The twin's list has her under `telegram` as well.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, direct, type TelegramChat, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;

async function team(lab: Lab, telegram: object): Promise<TelegramChat> {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    const members = { discord: ['discord:123456789012345678'], ...telegram };
    config.accessGroups = { team: { type: 'message.senders', members } };
    const rights = { dmPolicy: 'allowlist', allowFrom: ['accessGroup:team'] };
    config.channels = { telegram: { ...botAt(lab), ...rights } };
  });
  await lab.start();
  await chat.write(direct(ANNA, 'good morning'));
  return chat;
}

export default defineFault({
  name: 'people-of-other-channel',
  title: 'the named list of people who may write has them for another chat only',
  accepted: ['dm-policy-blocks'],
  complaint: 'Ich schreibe dem Bot in Telegram direkt, und es kommt nie eine Antwort.',
  async plant(lab) {
    const chat = await team(lab, {});
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    if (chat.said(ANNA).length > 0) throw new Error('It answered, which this fault is about');
    return undefined;
  },
  twin: {
    title: 'the named list of people who may write has them for two chats',
    async plant(lab) {
      const chat = await team(lab, { telegram: [String(ANNA)] });
      await chat.isAnswered(ANNA);
      return undefined;
    },
  },
});
