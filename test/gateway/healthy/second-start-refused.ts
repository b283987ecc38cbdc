/**
 * Somebody typed `openclaw gateway` in a shell beside the gateway that runs: it was told so and ended. One process, one
 * try, and nobody fights.
 */
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'second-start-refused',
  title: 'a second start was refused a moment ago, once',
  async plant(lab) {
    await lab.start();
    await lab.startRefused();
    return undefined;
  },
});
