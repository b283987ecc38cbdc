/**
 * Somebody looked for an error with `OPENCLAW_SKIP_CHANNELS=1` in the environment of the gateway and left it there: the
 * gateway is well in every respect, and polls for nobody.
 *
 * Seen on the host: the channel is switched on and the gateway says that it does not run it.
 *
 * The twin was started without the variable.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;

async function started(lab: Lab, env: Record<string, string>) {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [ANNA] } };
  });
  await lab.start({ env });
  return chat;
}

export default defineFault({
  name: 'channels-left-out',
  title: 'the gateway was started without its channels, and people write to the bot',
  accepted: ['channel-disconnected'],
  complaint: 'the telegram bot does not react at all since this morning',
  async plant(lab) {
    await started(lab, { OPENCLAW_SKIP_CHANNELS: '1' });
    return undefined;
  },
  twin: {
    title: 'the gateway was started with its channels, and somebody says that the bot is silent',
    async plant(lab) {
      const chat = await started(lab, {});
      await chat.write(direct(ANNA, 'good morning'));
      await chat.isAnswered(ANNA);
      return undefined;
    },
  },
});
