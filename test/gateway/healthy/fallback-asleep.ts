/**
 * A small model on this host is the second choice, for days without a network. Its server is started by hand when it is
 * wanted, which was never yet: the first choice answers.
 */
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'fallback-asleep',
  title: 'the server of the second model is started when it is wanted, and the first model answers',
  async plant(lab) {
    lab.configure((config) => {
      const models = [
        { id: 'small', name: 'Small', input: ['text'], contextWindow: 32_000, maxTokens: 1_000 },
      ];
      config.models.providers.attic = {
        baseUrl: `http://127.0.0.1:${lab.port + 13}/v1`,
        apiKey: 'none',
        api: 'openai-completions',
        models,
      };
      Object.assign(config.agents.defaults.model, { fallbacks: ['attic/small'] });
    });
    await lab.start();
    await answeredTurn(lab);
    return undefined;
  },
});
