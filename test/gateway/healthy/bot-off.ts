/**
 * The chat bot was retired: its token was revoked at Telegram, and the channel is switched off in the configuration,
 * which still has all the rest of it.
 */
import { defineHealthy } from '../healthy.ts';
import { telegramBot } from '../telegram.ts';

export default defineHealthy({
  name: 'bot-off',
  title: 'a chat bot whose token was revoked is still configured, and switched off',
  async plant(lab) {
    await telegramBot(lab, 'revoked', (config) => {
      const { telegram } = config.channels as { telegram: { enabled: boolean } };
      telegram.enabled = false;
    });
    await lab.start();
    return undefined;
  },
});
