/**
 * The provider's API key was revoked: every request is answered 401. The gateway and its probes are green.
 *
 * Seen on the host: `models.list` says `available: false, unavailableReason: "cooldown"` or `auth-failed` of the
 * model, and the last run failed with `Authentication failed (provider returned HTTP 401)`.
 */
import { defineFault } from '../fault.ts';
import { refusingProvider, useProvider, WRONG_KEY } from '../provider.ts';
import { failingTurn, turn } from '../turns.ts';

export default defineFault({
  name: 'model-key-wrong',
  title: 'the model provider does not know the API key',
  accepted: ['model-auth-missing'],
  async plant(lab) {
    await refusingProvider(lab, WRONG_KEY);
    lab.configure((config) => useProvider(config, lab));
    await lab.start();
    await failingTurn(lab);
    return undefined;
  },
  twin: {
    title: 'somebody asks the model about "Incorrect API key", and it answers',
    async plant(lab) {
      await lab.start();
      await turn(lab, 'What does "401 Incorrect API key provided" of a model provider mean?');
      return undefined;
    },
  },
});
