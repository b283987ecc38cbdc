/**
 * An automation has a model of its own, and that one was taken out of the configuration when the provider changed: each
 * run fails, while chats with the default model are answered.
 *
 * Seen on the host: `cron.list` says `lastRunStatus: "error"` of it, its payload names a model that is not there.
 *
 * The twin's automation names the model that is there.
 */
import { jobMaker, runJob } from '../automations.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { answeredTurn } from '../turns.ts';

async function ends(lab: Lab, model: string): Promise<string> {
  await lab.start();
  await answeredTurn(lab);
  const maker = await jobMaker(lab);
  const added = await maker.call('cron.add', {
    name: 'nightly-digest',
    enabled: true,
    schedule: { kind: 'every', everyMs: 3_600_000 },
    sessionTarget: 'isolated',
    wakeMode: 'next-heartbeat',
    payload: { kind: 'agentTurn', message: 'write the digest', model },
    delivery: { mode: 'none' },
  });
  if (!added.ok) throw new Error(`The job could not be added: ${JSON.stringify(added.error)}`);
  return runJob(maker, String(added.payload.id));
}

export default defineFault({
  name: 'job-model-gone',
  title: "an automation's own model is no longer configured",
  accepted: ['cron-run-error', 'model-not-found'],
  async plant(lab) {
    const status = await ends(lab, 'former/former-1');
    if (status !== 'error') throw new Error(`The job ended "${status}", and should have failed`);
    return undefined;
  },
  twin: {
    title: 'an automation has a model of its own, which is configured',
    async plant(lab) {
      const status = await ends(lab, 'stub/stub-1');
      if (status !== 'ok') throw new Error(`The job ended "${status}", and should have run well`);
      return undefined;
    },
  },
});
