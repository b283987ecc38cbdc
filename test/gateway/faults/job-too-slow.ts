/**
 * The nightly summary got a limit of a few seconds, and the model takes longer for it: the scheduler breaks off each run.
 * Whoever chats waits a moment and is answered.
 *
 * Seen on the host: `cron.list` says `lastRunStatus: "error"` of it, and that it timed out; the job's own `timeoutSeconds`
 * is small.
 *
 * The twin's model is as slow, and the job has the time.
 */
import { jobMaker, makeJob, runJob } from '../automations.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { slowProvider } from '../slow-provider.ts';
import { answeredTurn } from '../turns.ts';

const THINKS_MS = 8_000;

/** Makes the job with such a limit and runs it; resolves with how that ended. */
async function summary(lab: Lab, timeoutSeconds: number): Promise<string> {
  await slowProvider(lab, THINKS_MS);
  await lab.start();
  await answeredTurn(lab, 'good morning');
  const maker = await jobMaker(lab);
  const id = await makeJob(maker, {
    name: 'nightly-summary',
    message: 'sum up the day',
    delivery: { mode: 'none' },
  });
  const payload = { kind: 'agentTurn', message: 'sum up the day', timeoutSeconds };
  const changed = await maker.call('cron.update', { id, patch: { payload } });
  if (!changed.ok) throw new Error(`The job could not be given a limit: ${JSON.stringify(changed.error)}`);
  return runJob(maker, id);
}

export default defineFault({
  name: 'job-too-slow',
  title: 'an automation is broken off at its own limit each time, since the model is slow',
  accepted: ['cron-run-error'],
  async plant(lab) {
    const status = await summary(lab, 4);
    if (status !== 'error') throw new Error(`The job ended "${status}", and should have been broken off`);
    return undefined;
  },
  twin: {
    title: 'an automation waits for a slow model and has the time for it',
    async plant(lab) {
      const status = await summary(lab, 120);
      if (status !== 'ok') throw new Error(`The job ended "${status}", and had the time`);
      return undefined;
    },
  },
});
