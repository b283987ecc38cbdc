/**
 * The provider and its models have names as people give them at home: digits and words that elsewhere mean trouble. The
 * model answers.
 */
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

const ID = 'timeout-401-instruct:7b-q4_K_M';

export default defineHealthy({
  name: 'provider-odd-name',
  title: 'provider and model have names that read like errors, and answer',
  async plant(lab) {
    lab.configure(({ agents, models }) => {
      const { stub } = models.providers as { stub: { models: object[] } };
      const own = { ...stub, models: [{ ...stub.models[0], id: ID, name: 'Not Found (local)' }] };
      models.providers = { 'error-500': own as never };
      agents.defaults.model.primary = `error-500/${ID}`;
    });
    await lab.start();
    await answeredTurn(lab);
    return undefined;
  },
});
