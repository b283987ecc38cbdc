/**
 * The model server on the gateway's own host was stopped: no turn is answered, and the gateway and its probes are green.
 *
 * Seen on the host: nobody listens where the configuration says that the model is; `[model-fetch] error …
 * causeCode=ECONNREFUSED` in the log, for each attempt.
 *
 * In the twin that server was being restarted, and the next attempt was answered.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { pairedOperator, say } from '../operator.ts';
import { provider, useProvider } from '../provider.ts';
import { turn } from '../turns.ts';

/** What the log says of a request that never got an answer. */
const CUT_OFF = '[model-fetch] error';

/** Nobody listens where the model is. */
async function withoutServer(lab: Lab): Promise<void> {
  lab.configure((config) => useProvider(config, lab));
  await lab.start();
}

export default defineFault({
  name: 'model-server-down',
  title: 'the model server of this host was stopped',
  accepted: ['probe-false-green'],
  async plant(lab) {
    await withoutServer(lab);
    await say(await pairedOperator(lab), 'hello');
    await seen(lab, CUT_OFF);
    return undefined;
  },
  twin: {
    title: 'the model server of this host was being restarted, and the next attempt was answered',
    async plant(lab) {
      await withoutServer(lab);
      const asked = turn(lab);
      await seen(lab, CUT_OFF);
      await provider(lab, () => ({ says: 'hello' }));
      const { status } = await asked;
      if (status !== 'ok') throw new Error(`The turn ended "${status}", and should have been answered`);
      return undefined;
    },
  },
});
