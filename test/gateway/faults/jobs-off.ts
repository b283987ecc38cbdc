/**
 * Automations exist and nothing runs them: the scheduler was switched off, and nobody switched it on again.
 *
 * Seen on the host: `cron.status` says `enabled: false`, `cron.list` has an enabled job that a person made.
 *
 * The twin's scheduler is off as well, and there is nothing for it to run but what OpenClaw makes for itself.
 */
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

function schedulerOff(lab: Lab): void {
  lab.configure((config) => {
    config.cron = { enabled: false };
  });
}

export default defineFault({
  name: 'jobs-off',
  title: 'automations exist and the scheduler is off',
  accepted: ['cron-disabled'],
  async plant(lab) {
    schedulerOff(lab);
    await lab.start();
    const { port, token } = lab;
    const admin = await isLetIn(lab, { port, token, scopes: ['operator.admin', 'operator.read'] });
    const added = await admin.call('cron.add', {
      name: 'morning-report',
      enabled: true,
      schedule: { kind: 'every', everyMs: 3_600_000 },
      sessionTarget: 'isolated',
      wakeMode: 'next-heartbeat',
      payload: { kind: 'agentTurn', message: 'write the morning report' },
    });
    if (!added.ok) throw new Error(`The job could not be added: ${JSON.stringify(added.error)}`);
    return undefined;
  },
  twin: {
    title: 'the scheduler is off, and nobody has made an automation',
    async plant(lab) {
      schedulerOff(lab);
      await lab.start();
      return undefined;
    },
  },
});
