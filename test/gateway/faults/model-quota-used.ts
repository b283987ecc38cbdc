/**
 * The money at the model provider is used up: each request is answered 429 with `insufficient_quota`, and waiting does
 * not help. The gateway and its probes are green, and nobody gets an answer.
 *
 * Seen on the host: the log has the provider's words for each attempt.
 *
 * The twin's provider answers, and the same is said of it.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { pairedOperator, say } from '../operator.ts';
import { type Answer, provider, type Reaction, useProvider } from '../provider.ts';
import { answeredTurn } from '../turns.ts';

const SPENT: Answer = {
  status: 429,
  body: {
    error: {
      message: 'You exceeded your current quota, please check your plan and billing details.',
      type: 'insufficient_quota',
      code: 'insufficient_quota',
    },
  },
};

async function ask(lab: Lab, reaction: Reaction): Promise<void> {
  await provider(lab, () => reaction);
  lab.configure((config) => useProvider(config, lab));
  await lab.start();
}

export default defineFault({
  name: 'model-quota-used',
  title: 'the quota at the model provider is used up',
  accepted: ['model-rate-limited'],
  complaint: 'the assistant gives no answers any more since this morning, only errors',
  async plant(lab) {
    await ask(lab, SPENT);
    await say(await pairedOperator(lab), 'good morning');
    await seen(lab, 'current quota', 90_000);
    return undefined;
  },
  twin: {
    title: 'the provider answers, and somebody says that it does not',
    async plant(lab) {
      await ask(lab, { says: 'good morning' });
      await answeredTurn(lab);
      return undefined;
    },
  },
});
