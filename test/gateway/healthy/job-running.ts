/**
 * An automation is at work right now, as it is each night: it waits for a command that takes its time.
 */
import { jobMaker, makeJob } from '../automations.ts';
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'job-running',
  title: 'an automation is at work at this moment',
  async plant(lab) {
    await lab.start();
    const maker = await jobMaker(lab);
    const message = 'TOOL:exec:{"command":"sleep 60"}';
    const id = await makeJob(maker, { name: 'nightly-index', message, delivery: { mode: 'none' } });
    const started = await maker.call('cron.run', { id, mode: 'force' });
    if (!started.ok) throw new Error(`The job could not be run: ${JSON.stringify(started.error)}`);
    for (const limit = Date.now() + 60_000; Date.now() < limit; ) {
      if (JSON.stringify(await maker.call('cron.list')).includes('runningAtMs')) return undefined;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error('The job never began');
  },
});
