/**
 * The heartbeat is to write to one person, and its own policy forbids direct messages: it has something to say and
 * nobody hears it. The bot answers whoever writes.
 *
 * Seen on the host: `heartbeat.directPolicy: "block"` beside a `to` that is a person; the last heartbeat was not
 * delivered.
 *
 * The twin's heartbeat may write directly, and does.
 */
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;
const END_LIMIT_MS = 90_000;

async function reports(lab: Lab, directPolicy: 'allow' | 'block') {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [ANNA] } };
    const heartbeat = { every: '30m', target: 'telegram', to: String(ANNA), directPolicy };
    Object.assign(config.agents.defaults, { heartbeat });
  });
  await lab.start();
  const scopes = ['operator.admin', 'operator.read', 'operator.write'];
  const user = await isLetIn(lab, { port: lab.port, token: lab.token, scopes });
  const woken = await user.call('wake', { mode: 'now', text: 'tell Anna that the report is ready' });
  if (!woken.ok) throw new Error(`It could not be woken: ${JSON.stringify(woken.error)}`);
  return { chat, last: async () => JSON.stringify(await user.call('last-heartbeat')) };
}

export default defineFault({
  name: 'heartbeat-directs-blocked',
  title: 'the heartbeat is to write to a person and may not send direct messages',
  accepted: ['heartbeat-dm-blocked'],
  complaint: 'the assistant does not report to me by itself any more, only when I ask',
  async plant(lab) {
    const { chat, last } = await reports(lab, 'block');
    for (const limit = Date.now() + END_LIMIT_MS; !(await last()).includes('dm-blocked'); ) {
      if (Date.now() > limit) throw new Error(`The heartbeat was not held back: ${await last()}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    if (chat.said(ANNA).length > 0) throw new Error('She was written to');
    return undefined;
  },
  twin: {
    title: 'the heartbeat writes to a person, as it may',
    async plant(lab) {
      await (await reports(lab, 'allow')).chat.isAnswered(ANNA);
      return undefined;
    },
  },
});
