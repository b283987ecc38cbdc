/**
 * An automation runs a script of the house, without any model. The scripts were moved to another folder, and the automation
 * still calls the old place: it fails each time. Whoever chats is answered.
 *
 * Seen on the host: `cron.list` says `lastRunStatus: "error"` of it; its payload is a command, and what it names is not there.
 *
 * The twin's script is where the automation calls it, and says a lot about errors, of which it found none.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jobMaker, runJob } from '../automations.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

/** The script lies in `scripts`, and the automation calls it in this folder; how its last run ended. */
async function checks(lab: Lab, folder: string): Promise<string> {
  const scripts = join(lab.dir, 'scripts');
  mkdirSync(scripts);
  writeFileSync(
    join(scripts, 'check-queue.sh'),
    'echo "errors: 0, failed: 0, not found: 0" >&2\necho "queue is empty"\n',
    { mode: 0o755 },
  );
  await lab.start();
  const maker = await jobMaker(lab);
  const added = await maker.call('cron.add', {
    name: 'queue-check',
    enabled: true,
    schedule: { kind: 'every', everyMs: 3_600_000 },
    sessionTarget: 'isolated',
    wakeMode: 'next-heartbeat',
    payload: { kind: 'command', argv: ['sh', join(lab.dir, folder, 'check-queue.sh')] },
    delivery: { mode: 'none' },
  });
  if (!added.ok) throw new Error(`The job could not be added: ${JSON.stringify(added.error)}`);
  const id = String(added.payload.id);
  await runJob(maker, id);
  return runJob(maker, id);
}

export default defineFault({
  name: 'job-script-moved',
  title: 'an automation calls a script where it no longer is',
  accepted: ['cron-run-error'],
  async plant(lab) {
    const ended = await checks(lab, 'bin');
    if (ended !== 'error') throw new Error(`The job ended "${ended}", and should have failed`);
    return undefined;
  },
  twin: {
    title: 'an automation calls a script where it is',
    async plant(lab) {
      const ended = await checks(lab, 'scripts');
      if (ended !== 'ok') throw new Error(`The job ended "${ended}"`);
      return undefined;
    },
  },
});
