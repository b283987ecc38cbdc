/**
 * The key of the model provider is in the gateway's environment, as it always was. Somebody once signed in with an account
 * of their own and had OpenClaw use that one only; the account was removed, and the order that names it was left behind.
 *
 * Seen on the host: `auth.order.openai` names one profile and there is no such profile; the provider's variable is in the
 * gateway's environment; turns end before anything is asked.
 *
 * The twin's order is for another provider, which no agent uses.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { answeredTurn, failingTurn } from '../turns.ts';

async function ordered(lab: Lab, provider: string): Promise<void> {
  lab.configure((config) => {
    const { apiKey: _, ...stub } = structuredClone(config.models.providers.stub) as { apiKey?: string };
    config.models.providers = { openai: stub };
    config.agents.defaults.model.primary = 'openai/stub-1';
    Object.assign(config.agents.defaults, { memorySearch: { enabled: false } });
    config.auth = { order: { [provider]: [`${provider}:berta`] } };
  });
  await lab.start({ env: { OPENAI_API_KEY: 'lab-model-key' } });
}

export default defineFault({
  name: 'auth-order-gone',
  title: 'the order of sign-ins for a provider names only one that is no longer there',
  accepted: ['model-auth-missing'],
  async plant(lab) {
    await ordered(lab, 'openai');
    await failingTurn(lab);
    return undefined;
  },
  twin: {
    title: 'the order of sign-ins for a provider that nobody uses names one that is no longer there',
    async plant(lab) {
      await ordered(lab, 'groq');
      await answeredTurn(lab);
      return undefined;
    },
  },
});
