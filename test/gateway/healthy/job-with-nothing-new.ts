/**
 * An automation runs a script of the house every hour, which is to write to Anna when there is something new. There is nothing
 * new, which it says in the way that OpenClaw keeps to itself: each run is well, and nothing is delivered.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jobMaker, runJob } from '../automations.ts';
import { defineHealthy } from '../healthy.ts';
import { botAt, telegramChat } from '../telegram-chat.ts';

const ANNA = 4711;

export default defineHealthy({
  name: 'job-with-nothing-new',
  title: 'an automation has nothing new to tell, and tells nobody',
  async plant(lab) {
    const chat = await telegramChat(lab);
    lab.configure((config) => {
      config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [ANNA] } };
    });
    const script = join(lab.dir, 'error-check.sh');
    writeFileSync(script, 'echo NO_REPLY\n');
    await lab.start();
    const maker = await jobMaker(lab);
    const added = await maker.call('cron.add', {
      name: 'error-check',
      enabled: true,
      schedule: { kind: 'every', everyMs: 3_600_000 },
      sessionTarget: 'isolated',
      wakeMode: 'next-heartbeat',
      payload: { kind: 'command', argv: ['sh', script] },
      delivery: { mode: 'announce', channel: 'telegram', to: String(ANNA) },
    });
    if (!added.ok) throw new Error(`The job could not be added: ${JSON.stringify(added.error)}`);
    for (let i = 0; i < 2; i++) {
      const status = await runJob(maker, String(added.payload.id));
      if (status !== 'ok') throw new Error(`The job ended "${status}"`);
    }
    if (chat.said(ANNA).length > 0) throw new Error(`Anna was told: ${chat.said(ANNA)}`);
    return undefined;
  },
});
