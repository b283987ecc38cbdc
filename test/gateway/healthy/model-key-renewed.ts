/**
 * The key of the model provider ran out this morning, and for some minutes nobody was answered. Its owner put the new one
 * into the configuration, the running gateway took it over, and everybody is answered since. The log has all of it.
 */
import { defineHealthy } from '../healthy.ts';
import { provider, useProvider, WRONG_KEY } from '../provider.ts';
import { answeredTurn, failingTurn } from '../turns.ts';

const [OLD, NEW] = ['lab-model-key-of-september', 'lab-model-key-of-october'];

export default defineHealthy({
  name: 'model-key-renewed',
  title: "the provider's key had run out and was renewed while the gateway ran",
  async plant(lab) {
    let ranOut = true;
    await provider(lab, () => (ranOut ? WRONG_KEY : { says: 'Good morning.' }));
    const withKey = (apiKey: string) =>
      lab.configure((config) => {
        useProvider(config, lab);
        Object.assign(config.models.providers.stub as object, { apiKey });
      });
    withKey(OLD);
    await lab.start();
    await failingTurn(lab, 'good morning');
    ranOut = false;
    withKey(NEW);
    for (let left = 20; !/hot reload applied|config change applied/.test(lab.log()) && left > 0; left--)
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    // OpenClaw puts a provider aside for a minute that refused its key.
    await new Promise((resolve) => setTimeout(resolve, 75_000));
    for (const message of ['good morning', 'and now?', 'thank you']) await answeredTurn(lab, message);
    return undefined;
  },
});
