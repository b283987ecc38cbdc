/**
 * The gateway lives in another time zone than the host agent, and writes its log in its own time.
 */
import { defineHealthy } from '../healthy.ts';
import { pairedOperator } from '../operator.ts';

export default defineHealthy({
  name: 'time-zone',
  title: 'the gateway keeps the time of another zone',
  async plant(lab) {
    await lab.start({ env: { TZ: 'Asia/Kolkata' } });
    await pairedOperator(lab);
    return { env: { TZ: 'America/St_Johns' } };
  },
});
