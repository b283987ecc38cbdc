/**
 * A second machine was set up from a copy of the first, and so that nothing runs twice it was started with
 * `OPENCLAW_SKIP_CRON=1`. The first machine is gone, this one has its work, and the variable is still in its environment.
 *
 * Seen on the host: an automation that a person made and that is switched on; the configuration has the scheduler on, and
 * the gateway says that it is not.
 *
 * The twin was started without the variable.
 */
import { jobMaker, makeJob } from '../automations.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

/** Starts the gateway with that environment and one automation; says whether the scheduler is on. */
async function scheduler(lab: Lab, env: Record<string, string>): Promise<unknown> {
  lab.configure((config) => {
    config.cron = { enabled: true };
  });
  await lab.start({ env });
  const maker = await jobMaker(lab);
  await makeJob(maker, { name: 'tank-levels', message: 'read the tank levels', delivery: { mode: 'none' } });
  const status = await maker.call('cron.status');
  if (!status.ok) throw new Error(JSON.stringify(status.error));
  return status.payload.enabled;
}

export default defineFault({
  name: 'jobs-left-out',
  title: 'the environment of the gateway leaves the scheduler out, and there is work for it',
  accepted: ['cron-disabled'],
  async plant(lab) {
    if ((await scheduler(lab, { OPENCLAW_SKIP_CRON: '1' })) !== false) throw new Error('The scheduler is on');
    return undefined;
  },
  twin: {
    title: 'the scheduler runs and has work',
    async plant(lab) {
      if ((await scheduler(lab, { OPENCLAW_SKIP_CRON: '0' })) !== true)
        throw new Error('The scheduler is off');
      return undefined;
    },
  },
});
