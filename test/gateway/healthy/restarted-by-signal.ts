/**
 * Two restarts by signal within minutes, in the same process each: somebody tries out a plugin. Every one of them was
 * wanted, and the last is over.
 */
import { bootOf, nextBoot } from '../boots.ts';
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'restarted-by-signal',
  title: 'restarted twice by signal in the last minutes, on purpose',
  async plant(lab) {
    const gateway = await lab.start();
    for (let i = 0; i < 2; i++) {
      const before = await bootOf(lab);
      gateway.signal('SIGUSR2');
      await nextBoot(lab, before);
      await gateway.ready();
    }
    return undefined;
  },
});
