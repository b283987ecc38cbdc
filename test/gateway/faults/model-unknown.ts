/**
 * The default model was renamed at the provider, or mistyped: the provider is there and has other models, not this.
 *
 * Seen on the host: `models.list` has models of the provider and not the one that `agents.list` names; turns fail with
 * `Unknown model: …`. Every probe of OpenClaw is green, and nothing is logged before the first turn.
 *
 * The twin has a second agent's model in the list as well, and both are there.
 */
import { defineFault } from '../fault.ts';

export default defineFault({
  name: 'model-unknown',
  title: 'the default model is not among those of its provider',
  accepted: ['model-not-found'],
  async plant(lab) {
    lab.configure(({ agents }) => {
      agents.defaults.model.primary = 'stub/stub-1-preview';
    });
    await lab.start();
    return undefined;
  },
  twin: {
    title: 'two models of one provider, and the default is one of them',
    async plant(lab) {
      lab.configure(({ agents, models }) => {
        const stub = models.providers.stub as { models: Array<Record<string, string | number | string[]>> };
        stub.models.push({ ...stub.models[0], id: 'stub-2', name: 'Stub Two' });
        agents.defaults.model.primary = 'stub/stub-2';
      });
      await lab.start();
      return undefined;
    },
  },
});
