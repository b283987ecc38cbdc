/**
 * The owner wants no word from the bot outside the hours of the office, and it is outside of them: what it was told for its
 * next heartbeat waits until the morning. Who writes is answered at any hour, and nobody waits for a word.
 */
import { isLetIn } from '../clients.ts';
import { defineHealthy } from '../healthy.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;

/** `HH:00` so many hours from now, in UTC. */
const hour = (ahead: number): string =>
  `${String((new Date().getUTCHours() + ahead) % 24).padStart(2, '0')}:00`;

export default defineHealthy({
  name: 'heartbeat-night-rest',
  title: 'it is outside the hours in which the bot speaks by itself, and nobody misses that',
  says: ['heartbeat-skipped'],
  async plant(lab) {
    const chat = await telegramChat(lab);
    lab.configure((config) => {
      config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [ANNA] } };
      const activeHours = { start: hour(5), end: hour(9), timezone: 'UTC' };
      const heartbeat = { every: '30m', target: 'telegram', to: String(ANNA), activeHours };
      Object.assign(config.agents.defaults, { heartbeat });
    });
    await lab.start();
    const scopes = ['operator.admin', 'operator.read', 'operator.write'];
    const user = await isLetIn(lab, { port: lab.port, token: lab.token, scopes });
    const woken = await user.call('wake', { mode: 'next-heartbeat', text: 'the office is closed' });
    if (!woken.ok) throw new Error(`It could not be told: ${JSON.stringify(woken.error)}`);
    await chat.write(direct(ANNA, 'are you there?'));
    await chat.isAnswered(ANNA);
    return undefined;
  },
});
