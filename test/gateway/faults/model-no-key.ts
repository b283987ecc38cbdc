/**
 * The default model was changed to one of another provider, and nobody signed in there: OpenClaw has no key for it, and
 * each turn ends before anything is asked.
 *
 * Seen on the host: `agents.defaults.model.primary` is `openai/…`; there is no key of that provider in configuration,
 * environment or state; the last run failed with `No route-compatible authentication source
 * is configured for openai.`
 *
 * The twin's gateway has the provider's usual variable in its environment.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { answeredTurn, failingTurn } from '../turns.ts';

function otherProvider(lab: Lab): void {
  lab.configure(({ agents, models }) => {
    const { apiKey: _, ...stub } = structuredClone(models.providers.stub) as { apiKey?: string };
    models.providers = { openai: stub };
    agents.defaults.model.primary = 'openai/stub-1';
    // The memory would take the same key for a service that the lab has not.
    Object.assign(agents.defaults, { memorySearch: { enabled: false } });
  });
}

export default defineFault({
  name: 'model-no-key',
  title: 'the default model is of a provider that there is no key for',
  accepted: ['model-auth-missing'],
  async plant(lab) {
    otherProvider(lab);
    await lab.start();
    await failingTurn(lab);
    return undefined;
  },
  twin: {
    title: "the default model is of a provider whose key is in the gateway's environment",
    async plant(lab) {
      otherProvider(lab);
      await lab.start({ env: { OPENAI_API_KEY: 'lab-model-key' } });
      await answeredTurn(lab);
      return undefined;
    },
  },
});
