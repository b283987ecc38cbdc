/**
 * A model server of one's own takes no parts of a message, only text: it declines what OpenClaw sends.
 *
 * Seen on the host: the last run failed with "provider rejected the request schema or tool payload".
 *
 * In the twin it declines once, is mended, and the next run is answered.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { type Answer, provider, useProvider } from '../provider.ts';
import { failingTurn, turn } from '../turns.ts';

const DECLINED: Answer = {
  status: 400,
  body: { error: { message: 'messages.1.content: invalid type: sequence, expected a string' } },
};

async function served(lab: Lab, mended: () => boolean): Promise<void> {
  await provider(lab, () => (mended() ? { says: 'hello' } : DECLINED));
  lab.configure((config) => useProvider(config, lab));
  await lab.start();
  await failingTurn(lab);
}

export default defineFault({
  name: 'model-shape',
  title: 'the model server declines the shape of what OpenClaw sends',
  accepted: ['local-backend-shape'],
  async plant(lab) {
    await served(lab, () => false);
    return undefined;
  },
  twin: {
    title: 'the model server declined a request, was mended, and has answered since',
    async plant(lab) {
      let mended = false;
      await served(lab, () => mended);
      mended = true;
      const { status } = await turn(lab);
      if (status !== 'ok') throw new Error(`The turn ended "${status}", and should have been answered`);
      return undefined;
    },
  },
});
