/**
 * A second agent was taken out of the configuration, and an automation that somebody had made for it was left behind: it
 * fails each time. Whoever chats talks to the main agent and is answered.
 *
 * Seen on the host: `cron.list` has the automation with an `agentId` that is not among the agents, and says
 * `lastRunStatus: "error"` of it.
 *
 * The twin's second agent is still there.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { jobMaker, runJob } from '../automations.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { answeredTurn } from '../turns.ts';

/** Writes the configuration with or without the second agent. */
function agents(lab: Lab, second: boolean): void {
  const workspace = join(lab.dir, 'books');
  mkdirSync(workspace, { recursive: true });
  lab.configure((config) => {
    Object.assign(config.agents, {
      entries: { main: { default: true }, ...(second && { books: { workspace } }) },
    });
  });
}

/** Somebody makes an automation for the second agent, and the gateway is stopped. */
async function madeBefore(lab: Lab): Promise<string> {
  agents(lab, true);
  const gateway = await lab.start();
  const maker = await jobMaker(lab);
  const added = await maker.call('cron.add', {
    name: 'month-end',
    agentId: 'books',
    enabled: true,
    schedule: { kind: 'every', everyMs: 3_600_000 },
    sessionTarget: 'isolated',
    wakeMode: 'next-heartbeat',
    payload: { kind: 'agentTurn', message: 'close the month' },
    delivery: { mode: 'none' },
  });
  if (!added.ok) throw new Error(`The job could not be added: ${JSON.stringify(added.error)}`);
  await gateway.stop();
  return String(added.payload.id);
}

export default defineFault({
  name: 'job-agent-gone',
  title: 'an automation belongs to an agent that is no longer configured',
  accepted: ['cron-run-error'],
  async plant(lab) {
    const id = await madeBefore(lab);
    agents(lab, false);
    await lab.start();
    await answeredTurn(lab);
    const status = await runJob(await jobMaker(lab), id);
    if (status !== 'error') throw new Error(`The job ended "${status}", and should have failed`);
    return undefined;
  },
  twin: {
    title: 'an automation belongs to a second agent, which is there',
    async plant(lab) {
      const id = await madeBefore(lab);
      await lab.start();
      await answeredTurn(lab);
      const status = await runJob(await jobMaker(lab), id);
      if (status !== 'ok') throw new Error(`The job ended "${status}", and should have run well`);
      return undefined;
    },
  },
});
