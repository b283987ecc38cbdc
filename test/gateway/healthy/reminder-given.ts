/**
 * A reminder for one time has been given, and is kept in the list: it is switched off and will never be due again.
 */
import { jobMaker } from '../automations.ts';
import { defineHealthy } from '../healthy.ts';

const RUN_LIMIT_MS = 90_000;

export default defineHealthy({
  name: 'reminder-given',
  title: 'a reminder for one time was given, and is kept in the list',
  async plant(lab) {
    await lab.start();
    const maker = await jobMaker(lab);
    const added = await maker.call('cron.add', {
      name: 'call-the-dentist',
      enabled: true,
      deleteAfterRun: false,
      schedule: { kind: 'at', at: new Date(Date.now() + 3_000).toISOString() },
      sessionTarget: 'isolated',
      wakeMode: 'now',
      payload: { kind: 'agentTurn', message: 'remind me to call the dentist' },
      delivery: { mode: 'none' },
    });
    if (!added.ok) throw new Error(`The job could not be added: ${JSON.stringify(added.error)}`);
    for (const limit = Date.now() + RUN_LIMIT_MS; ; ) {
      const answer = await maker.call('cron.list', { includeDisabled: true });
      const jobs = (answer.ok ? answer.payload.jobs : []) as {
        id: string;
        state?: { lastRunStatus?: string };
      }[];
      const status = jobs.find(({ id }) => id === added.payload.id)?.state?.lastRunStatus;
      if (status === 'ok') return undefined;
      if (status || Date.now() > limit) throw new Error(`The reminder ended "${status}"`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  },
});
