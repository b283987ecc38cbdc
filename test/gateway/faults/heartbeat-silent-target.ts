/**
 * The heartbeat runs and says what it has to say to nobody: its target was set to "none", and people wait for the word
 * that the bot used to write by itself. Whoever writes to it is answered.
 *
 * Seen on the host: `agents.defaults.heartbeat.target` is "none" beside a chat bot that works, and what the person says.
 *
 * The twin's heartbeat writes to that person, and did a moment ago.
 */
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { botAt, type TelegramChat, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;
const LIMIT_MS = 60_000;

async function woken(lab: Lab, way: object): Promise<TelegramChat> {
  const chat = await telegramChat(lab);
  lab.configure((config) => {
    config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [ANNA] } };
    Object.assign(config.agents.defaults, { heartbeat: { every: '30m', ...way } });
  });
  await lab.start();
  const scopes = ['operator.admin', 'operator.read', 'operator.write'];
  const user = await isLetIn(lab, { port: lab.port, token: lab.token, scopes });
  const answer = await user.call('wake', { mode: 'now', text: 'tell Anna that the report is ready' });
  if (!answer.ok) throw new Error(`It could not be woken: ${JSON.stringify(answer.error)}`);
  for (const began = Date.now(); ; ) {
    const last = await user.call('last-heartbeat');
    if (last.ok && last.payload?.status) return chat;
    if (Date.now() - began > LIMIT_MS) throw new Error(`There was no heartbeat: ${JSON.stringify(last)}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

export default defineFault({
  name: 'heartbeat-silent-target',
  title: 'the heartbeat runs and is to tell nobody, and people wait for its word',
  accepted: ['heartbeat-no-route', 'heartbeat-skipped'],
  complaint:
    'der Bot meldet sich seit letzter Woche nicht mehr von selbst bei mir, wenn ich ihm schreibe antwortet er normal',
  async plant(lab) {
    const chat = await woken(lab, { target: 'none' });
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    if (chat.said(ANNA).length > 0) throw new Error('It wrote, which this fault is about');
    return undefined;
  },
  twin: {
    title: 'the heartbeat writes to the person who misses it',
    async plant(lab) {
      const chat = await woken(lab, { target: 'telegram', to: String(ANNA) });
      await chat.isAnswered(ANNA);
      return undefined;
    },
  },
});
