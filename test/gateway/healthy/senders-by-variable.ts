/**
 * Whom the bot answers stands in the environment: the list of senders is a variable alone, whose value the gateway and
 * the operators have. The owner is answered, and nobody misses anything.
 */
import { defineHealthy } from '../healthy.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const OWNER = 4711;

export default defineHealthy({
  name: 'senders-by-variable',
  title: 'the list of senders is a variable of the environment, and its owner is answered',
  async plant(lab) {
    const chat = await telegramChat(lab);
    lab.configure((config) => {
      const people = { dmPolicy: 'allowlist', allowFrom: ['$'.concat('{BOT_OWNER}')] };
      config.channels = { telegram: { ...botAt(lab), ...people } };
    });
    const env = { BOT_OWNER: String(OWNER) };
    await lab.start({ env });
    await chat.write(direct(OWNER, 'is the backup done?'));
    await chat.isAnswered(OWNER);
    return { env };
  },
});
