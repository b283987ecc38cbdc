/**
 * The gateway was launched a moment ago and is on its way: nothing answers yet, and that is as it should be.
 */
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'starting',
  title: 'the gateway was launched a moment ago',
  says: ['gateway-starting'],
  verdicts: ['waiting', 'healthy'],
  async plant(lab) {
    await lab.start({ wait: false });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    return undefined;
  },
});
