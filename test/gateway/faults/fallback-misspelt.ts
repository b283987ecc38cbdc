/**
 * The first model's account has no quota left. For that case the configuration names a second one, of another provider, and
 * its name is misspelt: that provider has no such model, and nobody is answered.
 *
 * Seen on the host: the log has 429 with `insufficient_quota` for the first model; `agents.defaults.model.fallbacks` names one
 * that `models.providers.cellar.models` does not have, and that provider answers it 404.
 *
 * In the twin the first model is as empty, and the second one is on the list and answers.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { provider, useProvider } from '../provider.ts';
import { answeredTurn, failingTurn } from '../turns.ts';

const SPENT = {
  status: 429,
  body: { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } },
};
const NO_SUCH_MODEL = {
  status: 404,
  body: { error: { message: 'The model does not exist', code: 'model_not_found' } },
};

async function withFallback(lab: Lab, fallback: string): Promise<void> {
  await provider(lab, (asked) => {
    if (asked.includes('"stub-1"')) return SPENT;
    return asked.includes('"talk-2-mini"') ? { says: 'good morning' } : NO_SUCH_MODEL;
  });
  lab.configure((config) => {
    useProvider(config, lab);
    const { stub } = config.models.providers as { stub: { models: object[] } };
    const models = [{ ...stub.models[0], id: 'talk-2-mini', name: 'Talk Two Mini' }];
    config.models.providers.cellar = { ...stub, apiKey: 'lab-model-key-of-the-cellar', models } as never;
    Object.assign(config.agents.defaults.model, { fallbacks: [`cellar/${fallback}`] });
  });
  await lab.start();
}

export default defineFault({
  name: 'fallback-misspelt',
  title: 'the first model has no quota left, and the name of the second is not on the list',
  accepted: ['model-rate-limited', 'model-not-found'],
  async plant(lab) {
    await withFallback(lab, 'talk-mini-2');
    await failingTurn(lab);
    return undefined;
  },
  twin: {
    title: 'the first model has no quota left, and the second one answers',
    async plant(lab) {
      await withFallback(lab, 'talk-2-mini');
      await answeredTurn(lab);
      return undefined;
    },
  },
});
