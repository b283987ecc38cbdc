/**
 * The heartbeat is to speak through a second chat bot whose account was taken out of the configuration: it has something
 * to say, and nobody hears it.
 *
 * Seen on the host: `heartbeat.accountId` is not among `channels.telegram.accounts`; the log says `heartbeat: unknown
 * accountId`.
 *
 * The twin's heartbeat names the account that is there.
 */
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { botAt, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;

async function speaksBy(lab: Lab, accountId: string) {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    const { botToken, ...shared } = botAt(lab);
    const rights = { dmPolicy: 'allowlist', allowFrom: [ANNA] };
    const accounts = { front: { botToken } };
    config.channels = { telegram: { ...shared, ...rights, defaultAccount: 'front', accounts } };
    const heartbeat = { every: '30m', target: 'telegram', to: String(ANNA), accountId };
    Object.assign(config.agents.defaults, { heartbeat });
  });
  await lab.start();
  const { port, token } = lab;
  const user = await isLetIn(lab, { port, token, scopes: ['operator.admin', 'operator.write'] });
  const woken = await user.call('wake', { mode: 'now', text: 'tell Anna that the report is ready' });
  if (!woken.ok) throw new Error(`It could not be woken: ${JSON.stringify(woken.error)}`);
  return chat;
}

export default defineFault({
  name: 'heartbeat-account-gone',
  title: 'the heartbeat is to speak through an account that is not there',
  accepted: ['heartbeat-unknown-account', 'heartbeat-no-route'],
  async plant(lab) {
    await speaksBy(lab, 'night');
    await seen(lab, 'unknown accountId', 90_000);
    return undefined;
  },
  twin: {
    title: 'the heartbeat speaks through the account that is there',
    async plant(lab) {
      await (await speaksBy(lab, 'front')).isAnswered(ANNA);
      return undefined;
    },
  },
});
