/**
 * An automation was an experiment: it failed whenever it ran, and its owner switched it off and kept it for later. The
 * other one runs well.
 */
import { jobMaker, makeJob, runJob } from '../automations.ts';
import { defineHealthy } from '../healthy.ts';
import { provider, useProvider } from '../provider.ts';

const DECLINED = { status: 400, body: { error: { message: 'This request is declined' } } };

export default defineHealthy({
  name: 'job-switched-off',
  title: 'an automation that only ever failed is kept, and switched off',
  async plant(lab) {
    await provider(lab, (asked) => (asked.includes('weather in verse') ? DECLINED : { says: 'done' }));
    lab.configure((config) => useProvider(config, lab));
    await lab.start();
    const maker = await jobMaker(lab);
    const quiet = { delivery: { mode: 'none' } };
    const poem = await makeJob(maker, { name: 'weather-poem', message: 'the weather in verse', ...quiet });
    if ((await runJob(maker, poem)) !== 'error') throw new Error('The experiment should have failed');
    const off = await maker.call('cron.update', { id: poem, patch: { enabled: false } });
    if (!off.ok) throw new Error(`It could not be switched off: ${JSON.stringify(off.error)}`);
    const report = await makeJob(maker, { name: 'report', message: 'write the report', ...quiet });
    if ((await runJob(maker, report)) !== 'ok') throw new Error('The report should have run well');
    return undefined;
  },
});
