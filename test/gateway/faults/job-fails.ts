/**
 * The morning report fails each time: the provider declines what it asks for. Chats are answered, and every probe
 * is green.
 *
 * Seen on the host: `cron.list` says `lastRunStatus: "error"` of it, and `lastDiagnostics` that the run failed, not the
 * sending.
 *
 * In the twin the same job failed once, was mended, and has run well since; the log is full of that failure.
 */
import { jobMaker, makeJob, runJob } from '../automations.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { type Answer, provider, useProvider } from '../provider.ts';

/** Not tried again: no limit and no fault of the server. */
const DECLINED: Answer = { status: 400, body: { error: { message: 'This request is declined' } } };

async function ends(lab: Lab, wanted: string, job: Parameters<typeof makeJob>[1]): Promise<void> {
  const maker = await jobMaker(lab);
  const status = await runJob(maker, await makeJob(maker, job));
  if (status !== wanted) throw new Error(`The job ended "${status}", and should have ended "${wanted}"`);
}

export default defineFault({
  name: 'job-fails',
  title: 'an automation fails each time it runs',
  accepted: ['cron-run-error'],
  async plant(lab) {
    await provider(lab, (asked) => (asked.includes('morning report') ? DECLINED : { says: 'hello' }));
    lab.configure((config) => useProvider(config, lab));
    await lab.start();
    const job = { name: 'morning-report', message: 'write the morning report' };
    await ends(lab, 'error', { ...job, delivery: { mode: 'none' } });
    return undefined;
  },
  twin: {
    title: 'an automation failed, was mended, and has run well since',
    async plant(lab) {
      let mended = false;
      await provider(lab, () => (mended ? { says: 'the report' } : DECLINED));
      lab.configure((config) => useProvider(config, lab));
      await lab.start();
      const maker = await jobMaker(lab);
      const job = { name: 'morning-report', message: 'write the morning report', delivery: { mode: 'none' } };
      const id = await makeJob(maker, job);
      const first = await runJob(maker, id);
      if (first !== 'error') throw new Error(`The job ended "${first}" at first, and should have failed`);
      mended = true;
      if ((await runJob(maker, id)) !== 'ok') throw new Error('The job should have run well at last');
      return undefined;
    },
  },
});
