/**
 * Beside the usual gateway there is one for trying things out, under a profile of its own. It was used, and stopped when
 * the trial was over; its state, its log and its configuration are still there.
 */
import { addProfile } from '../beside.ts';
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'staging-stopped',
  title: 'a profile for trials was used and stopped; the usual gateway serves',
  async plant(lab) {
    const { port, env } = await addProfile(lab, 'staging');
    const trial = await lab.start({ port, env });
    const { code } = await trial.stop();
    if (code !== 0) throw new Error(`The gateway of the trial ended with ${code}`);
    await lab.start();
    return undefined;
  },
});
