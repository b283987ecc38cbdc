/**
 * Other programs listen on the ports around the gateway's.
 */
import { defineHealthy } from '../healthy.ts';
import { startStranger } from '../stranger.ts';

export default defineHealthy({
  name: 'neighbours',
  title: 'other programs listen on the ports around it',
  async plant(lab) {
    await startStranger(lab, lab.port - 1);
    await startStranger(lab, lab.port + 1);
    await lab.start();
    return undefined;
  },
});
