/**
 * A reminder did not come: the scheduler is off. Nobody has made an automation of their own, so nothing on the gateway
 * is missed; the person misses it.
 *
 * Seen on the host: `cron.enabled: false`, and what the person says.
 *
 * The twin's scheduler runs.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

async function scheduler(lab: Lab, enabled: boolean): Promise<undefined> {
  lab.configure((config) => {
    config.cron = { enabled };
  });
  await lab.start();
  return undefined;
}

export default defineFault({
  name: 'missed-reminder',
  title: 'the scheduler is off, and a reminder is missed',
  accepted: ['cron-disabled'],
  complaint: 'my morning reminder did not come today',
  plant: (lab) => scheduler(lab, false),
  twin: {
    title: 'the scheduler runs, and a reminder is missed',
    plant: (lab) => scheduler(lab, true),
  },
});
