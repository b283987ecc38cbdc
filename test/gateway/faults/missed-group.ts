/**
 * The bot was added to a group and answers nobody there: groups must be listed, and none is.
 *
 * Seen on the host: `groupPolicy: "allowlist"` without a list, and what the person says.
 *
 * The twin answers in every group, without being mentioned.
 */
import { defineFault } from '../fault.ts';
import type { GatewayConfig } from '../lab.ts';
import { telegramBot } from '../telegram.ts';

const telegram = (more: object) => (config: GatewayConfig) =>
  void Object.assign((config.channels as { telegram: object }).telegram, more);

export default defineFault({
  name: 'missed-group',
  title: 'no group is on the list of groups, and people write in one',
  accepted: ['group-allowlist-blocks'],
  complaint: 'nobody gets an answer in our Telegram group',
  async plant(lab) {
    await telegramBot(lab, 'known', telegram({ groupPolicy: 'allowlist' }));
    await lab.start();
    return undefined;
  },
  twin: {
    title: 'every group is answered, and people say that theirs is not',
    async plant(lab) {
      const all = { groupPolicy: 'open', groups: { '*': { requireMention: false } } };
      await telegramBot(lab, 'known', telegram(all));
      await lab.start();
      return undefined;
    },
  },
});
