/**
 * The model server of the house is configured by its host and port alone, as one opens it in a browser; its API lies under
 * `/v1`. It is up, it has the model, and it answers 404 to each request of the gateway.
 *
 * Seen on the host: `models.providers.stub.baseUrl` has no path; `[model-fetch]` with `status=404` in the log of a turn; at
 * the same address, `/v1/models` lists the model.
 *
 * The twin's server has its API at the root, and its address has no path either.
 */
import { defineFault } from '../fault.ts';
import { type GatewayConfig, seen } from '../lab.ts';
import { provider, useProvider } from '../provider.ts';
import { answeredTurn, failingTurn } from '../turns.ts';

/** Leaves only scheme, host and port of the model's address. */
function shorten(config: GatewayConfig): void {
  const stub = config.models.providers.stub as { baseUrl: string };
  stub.baseUrl = new URL(stub.baseUrl).origin;
}

export default defineFault({
  name: 'model-path-short',
  title: 'the address of the model server lacks the path of its API',
  accepted: ['local-backend-shape', 'model-not-found'],
  async plant(lab) {
    lab.configure(shorten);
    await lab.start();
    await failingTurn(lab);
    await seen(lab, 'status=404');
    return undefined;
  },
  twin: {
    title: 'the model server has its API at the root',
    async plant(lab) {
      await provider(lab, () => ({ says: 'good morning' }));
      lab.configure((config) => {
        useProvider(config, lab);
        shorten(config);
      });
      await lab.start();
      await answeredTurn(lab);
      return undefined;
    },
  },
});
