/**
 * The default model goes through a command-line backend (`claude-cli/…`) instead of an API: turns get none of the
 * gateway's file tools, and here not even an answer, because there is no such program.
 *
 * Seen on the host: `agents.defaults.model.primary` is `claude-cli/…` and no `models.providers.claude-cli` exists;
 * `models.list` has no row tagged "default"; log line `agent model: claude-cli/claude-sonnet-5`; all probes green.
 */
import { defineFault } from '../fault.ts';

export default defineFault({
  name: 'cli-only',
  title: 'the default model is routed to a command-line backend',
  accepted: ['cli-only-backend'],
  async plant(lab) {
    lab.configure((config) => {
      config.agents.defaults.model.primary = 'claude-cli/claude-sonnet-5';
    });
    await lab.start();
    return undefined;
  },
  twin: {
    // A turn through it was seen to work, tools included: the name of a provider of one's own means nothing.
    title: 'the model provider is called "acme-cli", but it is an API that the configuration describes',
    async plant(lab) {
      lab.configure((config) => {
        config.models.providers['acme-cli'] = structuredClone(config.models.providers.stub ?? null);
        config.agents.defaults.model.primary = 'acme-cli/stub-1';
      });
      await lab.start();
      return undefined;
    },
  },
});
