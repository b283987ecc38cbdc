/**
 * The model provider's limit is reached: each request is answered 429. OpenClaw tries again for a minute and a half,
 * and nobody gets an answer meanwhile; the gateway and its probes are green.
 *
 * Seen on the host: `embedded_run_agent_end` with `failoverReason: "rate_limit"` in the log, for each attempt.
 *
 * In the twin the first attempt meets the limit and the second is answered, as on any busy day.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { pairedOperator, say } from '../operator.ts';
import { type Answer, provider, useProvider } from '../provider.ts';
import { turn } from '../turns.ts';

const LIMIT: Answer = {
  status: 429,
  body: {
    error: { message: 'Rate limit reached for requests', type: 'requests', code: 'rate_limit_exceeded' },
  },
};

/** The first `times` requests meet the limit. */
async function limited(lab: Lab, times: number): Promise<void> {
  let asked = 0;
  await provider(lab, () => (++asked > times ? { says: 'hello' } : LIMIT));
  lab.configure((config) => useProvider(config, lab));
  await lab.start();
}

export default defineFault({
  name: 'model-limited',
  title: 'the model provider answers that the limit is reached',
  accepted: ['model-rate-limited'],
  async plant(lab) {
    await limited(lab, Number.POSITIVE_INFINITY);
    await say(await pairedOperator(lab), 'hello');
    await seen(lab, 'retry 2/');
    return undefined;
  },
  twin: {
    title: 'the limit was reached once, and the second attempt was answered',
    async plant(lab) {
      await limited(lab, 1);
      const { status } = await turn(lab);
      if (status !== 'ok') throw new Error(`The turn ended "${status}", and should have been answered`);
      return undefined;
    },
  },
});
