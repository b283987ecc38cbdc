/**
 * Of two bots of one gateway the second one's token was revoked: the first one answers people, the second one is gone.
 *
 * Seen on the host: `channels.status` has one account that runs and one that gave up with `getMe returned 401`;
 * `/readyz` names the channel.
 *
 * In the twin a second bot was set up, and switched off when its token was revoked.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { startServing } from '../serving.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;
const REVOKED = `987654321:${'BBlab'.repeat(7)}`;

async function twoBots(lab: Lab, enabled: boolean) {
  const refuse = { status: 401, description: 'Unauthorized' };
  const chat = await telegramChat(lab, (token) => (token === REVOKED ? refuse : undefined));
  lab.configure((config) => {
    const { botToken, ...shared } = botAt(lab);
    const accounts = { front: { botToken }, night: { botToken: REVOKED, enabled } };
    const rights = { dmPolicy: 'allowlist', allowFrom: [ANNA] };
    config.channels = { telegram: { ...shared, ...rights, defaultAccount: 'front', accounts } };
  });
  return chat;
}

export default defineFault({
  name: 'one-bot-revoked',
  title: 'the token of one of two chat bots was revoked',
  accepted: ['channel-auth-failed'],
  async plant(lab) {
    const chat = await twoBots(lab, true);
    await startServing(lab);
    await seen(lab, 'terminal disconnect');
    await chat.write(direct(ANNA, 'good morning'));
    await chat.isAnswered(ANNA);
    return undefined;
  },
  twin: {
    title: 'the token of a chat bot was revoked, and that bot is switched off',
    async plant(lab) {
      const chat = await twoBots(lab, false);
      await lab.start();
      await chat.write(direct(ANNA, 'good morning'));
      await chat.isAnswered(ANNA);
      return undefined;
    },
  },
});
