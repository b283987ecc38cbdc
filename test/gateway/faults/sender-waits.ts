/**
 * A new colleague wrote to the bot and was given a code; nobody has approved it, so what she writes is not answered.
 *
 * Seen on the host: `openclaw pairing list --channel telegram` has her request; the bot told her the code.
 *
 * In the twin the bot asks for approval too, and she has been approved.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, direct, type TelegramChat, telegramChat } from '../telegram-chat.ts';

const BERTA = 815;

async function sheWrites(lab: Lab): Promise<TelegramChat> {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    config.channels = { telegram: { ...botAt(lab), dmPolicy: 'pairing' } };
  });
  await lab.start();
  await chat.write(direct(BERTA, 'good morning'));
  await chat.isAnswered(BERTA);
  return chat;
}

/** The code that the bot told her, as she would read it out to the operator. */
function codeIn(said: string): string {
  const [, code] = /approve\s+(?:--channel\s+)?telegram\s+([A-Z0-9]{6,12})/i.exec(said) ?? [];
  if (!code) throw new Error(`The bot told her no code, but: ${said}`);
  return code;
}

export default defineFault({
  name: 'sender-waits',
  title: 'a colleague wrote to the bot, and nobody has approved her',
  accepted: ['dm-pairing-pending'],
  complaint: 'a new colleague gets no answer from the telegram bot, only some code',
  async plant(lab) {
    codeIn((await sheWrites(lab)).said(BERTA).join('\n'));
    return undefined;
  },
  twin: {
    title: 'a colleague wrote to the bot and was approved',
    async plant(lab) {
      const chat = await sheWrites(lab);
      const before = chat.said(BERTA);
      const { code, output } = await lab.cli(['pairing', 'approve', 'telegram', codeIn(before.join('\n'))]);
      if (code !== 0) throw new Error(`She could not be approved: ${output}`);
      await chat.write(direct(BERTA, 'and now?'));
      await chat.isAnswered(BERTA);
      return undefined;
    },
  },
});
