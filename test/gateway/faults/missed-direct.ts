/**
 * Somebody writes to the bot and hears nothing: the channel takes no direct messages, by its own policy. The gateway is
 * well, the channel is connected, and nothing was logged, since nothing failed.
 *
 * Seen on the host: `channels.telegram.dmPolicy: "disabled"`, and what the person says.
 *
 * The twin lets everybody write, and the same complaint has no cause here.
 */
import { defineFault } from '../fault.ts';
import { telegramBot } from '../telegram.ts';

export default defineFault({
  name: 'missed-direct',
  title: 'direct messages are switched off, and somebody writes them',
  accepted: ['dm-policy-blocks'],
  complaint: 'my direct messages to the bot are ignored',
  async plant(lab) {
    await telegramBot(lab, 'known', (config) => {
      Object.assign((config.channels as { telegram: object }).telegram, { dmPolicy: 'disabled' });
    });
    await lab.start();
    return undefined;
  },
  twin: {
    title: 'everybody may write directly, and somebody says that nothing comes back',
    async plant(lab) {
      await telegramBot(lab, 'known', (config) => {
        const open = { dmPolicy: 'open', allowFrom: ['*'] };
        Object.assign((config.channels as { telegram: object }).telegram, open);
      });
      await lab.start();
      return undefined;
    },
  },
});
