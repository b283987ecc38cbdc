/**
 * Automations with long pauses: one for New Year's morning, which has never run, and one that waits for a date of next
 * year. Nothing has been due.
 */
import { jobMaker } from '../automations.ts';
import { defineHealthy } from '../healthy.ts';

const YEAR_MS = 365 * 86_400_000;

export default defineHealthy({
  name: 'job-once-a-year',
  title: 'automations that are due once a year and next year, and have never run',
  async plant(lab) {
    await lab.start();
    const maker = await jobMaker(lab);
    const schedules = {
      'new-year': { kind: 'cron', expr: '0 7 1 1 *', tz: 'Pacific/Chatham' },
      'renew-passport': { kind: 'at', at: new Date(Date.now() + YEAR_MS).toISOString() },
    };
    for (const [name, schedule] of Object.entries(schedules)) {
      const added = await maker.call('cron.add', {
        name,
        enabled: true,
        schedule,
        sessionTarget: 'isolated',
        wakeMode: 'next-heartbeat',
        payload: { kind: 'agentTurn', message: 'remind us' },
        delivery: { mode: 'none' },
      });
      if (!added.ok) throw new Error(`It could not be added: ${JSON.stringify(added.error)}`);
    }
    return undefined;
  },
});
