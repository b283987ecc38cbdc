/**
 * The previous run was killed without a word (out of memory, say), the supervisor started it again, and all is well.
 */
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'crashed-once',
  title: 'the run before was killed; this one is fine',
  async plant(lab) {
    await (await lab.start()).kill();
    await lab.start();
    return undefined;
  },
});
