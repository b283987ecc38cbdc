/**
 * The provider took the model off its list: the configuration describes it well, the gateway offers it, and each request
 * is answered 404.
 *
 * Seen on the host: the last run failed, and the log has what the provider says of the model. Gateway and probes are
 * green.
 *
 * The twin's provider has withdrawn another model, which somebody asks about.
 */
import { defineFault } from '../fault.ts';
import { type Answer, provider, refusingProvider, useProvider } from '../provider.ts';
import { answeredTurn, failingTurn } from '../turns.ts';

const SAID = 'The model `stub-1` does not exist or you do not have access to it.';
const GONE: Answer = {
  status: 404,
  body: { error: { message: SAID, type: 'invalid_request_error', code: 'model_not_found' } },
};

export default defineFault({
  name: 'model-withdrawn',
  title: 'the model provider no longer has the model',
  accepted: ['model-not-found'],
  async plant(lab) {
    await refusingProvider(lab, GONE);
    lab.configure((config) => useProvider(config, lab));
    await lab.start();
    await failingTurn(lab);
    return undefined;
  },
  twin: {
    title: 'somebody asks what it means that a model does not exist, and is answered',
    async plant(lab) {
      await provider(lab, () => ({ says: 'It was withdrawn by its provider.' }));
      lab.configure((config) => useProvider(config, lab));
      await lab.start();
      await answeredTurn(lab, `What does "404 ${SAID}" mean?`);
      return undefined;
    },
  },
});
