/**
 * The owner has suspended the gateway for a snapshot of its disk: it takes no work at this moment, and says so.
 */
import { defineHealthy } from '../healthy.ts';
import { suspend } from '../suspension.ts';

export default defineHealthy({
  name: 'suspended-now',
  title: 'the gateway is suspended at this moment, because its owner wants it so',
  says: ['gateway-draining'],
  verdicts: ['waiting'],
  async plant(lab) {
    await lab.start();
    await suspend(lab, 'disk-snapshot');
    return undefined;
  },
});
