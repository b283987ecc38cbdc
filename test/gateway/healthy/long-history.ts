/**
 * A gateway that people talk to all day: sixty conversations, some with very long messages, all answered and all kept.
 */
import { isLetIn } from '../clients.ts';
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

const CONVERSATIONS = 60;
const AT_ONCE = 3;
const LONG = 'What do you make of this paragraph of our report? '.repeat(600);

export default defineHealthy({
  name: 'long-history',
  title: 'sixty conversations are kept, some with very long messages',
  async plant(lab) {
    await lab.start();
    let left = CONVERSATIONS;
    const worker = async () => {
      while (left > 0) {
        left -= 1;
        await answeredTurn(lab, left % 10 === 0 ? LONG : `good morning, this is number ${left}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const reader = await isLetIn(lab, { port: lab.port, token: lab.token, scopes: ['operator.read'] });
    const answer = await reader.call('sessions.list', { limit: 500 });
    const kept = answer.ok ? (answer.payload.sessions as unknown[]).length : 0;
    if (kept < CONVERSATIONS) throw new Error(`Only ${kept} conversations were kept`);
    return undefined;
  },
});
