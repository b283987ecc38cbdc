/**
 * Somebody likes automations: one every hour, one on New Year's Eve in another time zone, one that is due in two years, one
 * that tells nobody its result, and one for a model that is gone, switched off long ago. The one that was run went well.
 */
import { jobMaker, makeJob, runJob } from '../automations.ts';
import { defineHealthy } from '../healthy.ts';

const YEAR_MS = 365 * 24 * 3_600_000;

export default defineHealthy({
  name: 'jobs-of-all-kinds',
  title: 'automations of all kinds, of which one has run and most will not for long',
  async plant(lab) {
    await lab.start();
    const maker = await jobMaker(lab);
    const hourly = await makeJob(maker, {
      name: 'hourly',
      message: 'look round',
      delivery: { mode: 'none' },
    });
    const base = { sessionTarget: 'isolated', wakeMode: 'next-heartbeat', delivery: { mode: 'none' } };
    const payload = { kind: 'agentTurn', message: 'say hello' };
    const others = [
      {
        name: 'fireworks',
        enabled: true,
        schedule: { kind: 'cron', expr: '59 23 31 12 *', tz: 'Pacific/Auckland' },
        payload,
      },
      {
        name: 'passport',
        enabled: true,
        schedule: { kind: 'at', at: new Date(Date.now() + 2 * YEAR_MS).toISOString() },
        payload,
      },
      {
        name: 'former error report',
        enabled: false,
        schedule: { kind: 'every', everyMs: 60_000 },
        payload: { ...payload, model: 'former/former-1' },
      },
    ];
    for (const job of others) {
      const added = await maker.call('cron.add', { ...base, ...job });
      if (!added.ok) throw new Error(`It could not be added: ${JSON.stringify(added.error)}`);
    }
    const status = await runJob(maker, hourly);
    if (status !== 'ok') throw new Error(`The job ended "${status}"`);
    return undefined;
  },
});
