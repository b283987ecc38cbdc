/**
 * An automation does its work, and nobody gets the result: the chat channel that it is to go to was never set up here.
 *
 * Seen on the host: `cron.list` says `lastRunStatus: "ok"`, `lastDeliveryStatus: "not-delivered"` and why.
 *
 * The twin's job has nothing to say and says so; OpenClaw then sends nothing, on purpose. Another one may get lost.
 */
import { jobMaker, makeJob, runJob } from '../automations.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { provider, useProvider } from '../provider.ts';

const TO_NOBODY = { mode: 'announce', channel: 'telegram', to: '12345' };

async function watcher(lab: Lab): Promise<void> {
  await provider(lab, (asked) => ({
    says: asked.includes('if anything is wrong') ? 'NO_REPLY' : 'all is well',
  }));
  lab.configure((config) => useProvider(config, lab));
  await lab.start();
}

export default defineFault({
  name: 'job-undelivered',
  title: 'an automation runs well and its result reaches nobody',
  accepted: ['cron-delivery-failed'],
  async plant(lab) {
    await watcher(lab);
    const maker = await jobMaker(lab);
    const job = { name: 'morning-report', message: 'write the morning report', delivery: TO_NOBODY };
    await runJob(maker, await makeJob(maker, job));
    return undefined;
  },
  twin: {
    title: 'an automation has nothing to say, and another one is not important',
    async plant(lab) {
      await watcher(lab);
      const maker = await jobMaker(lab);
      const quiet = { name: 'watch', message: 'speak only if anything is wrong', delivery: TO_NOBODY };
      await runJob(maker, await makeJob(maker, quiet));
      const gone = { name: 'joke', message: 'tell a joke', delivery: { ...TO_NOBODY, bestEffort: true } };
      await runJob(maker, await makeJob(maker, gone));
      return undefined;
    },
  },
});
