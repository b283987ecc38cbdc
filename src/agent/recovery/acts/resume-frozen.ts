/**
 * @module agent/recovery/acts/resume-frozen
 * Lets a gateway go on that a signal has stopped (SIGSTOP, a stray Ctrl-Z). Nothing is ended: it has its turns still.
 */
import { setTimeout } from 'node:timers/promises';
import type { Act, ActResult, ActTools } from '../../../runbooks/act.ts';
import { stateOf } from '../../gateways/processes.ts';
import { startOf } from '../../supervisors/instance.ts';
import { servedAt } from '../../supervisors/serving.ts';
import { sightOf } from '../../supervisors/sight.ts';
import { sendTo } from '../../supervisors/signals.ts';
import { because } from '../../supervisors/supervisor.ts';
import { doorOf } from './restart.ts';
import type { SupervisorMeans } from './supervisor-means.ts';

const RESUME_MS = 40_000;
/** It has to catch up with what waited for it. Milliseconds. */
const ANSWER_MS = 30_000;
/** What stopped it may stop it at once again, and it answers in between. Milliseconds. */
const STEADY_MS = 2_000;
const STEP_MS = 250;

async function resume(means: SupervisorMeans, { memory, signal }: ActTools): Promise<ActResult> {
  const { host } = means;
  const sight = await sightOf(means, memory.plan.gateway);
  const main = sight?.target.processes.ok ? sight.target.processes.value[0] : undefined;
  const start = main && (await startOf(host, main.pid));
  if (!sight || !main || start == null) return { ok: false, because: because('frozen.no-process') };
  const { pid } = main;
  if ((await stateOf(host, pid)) !== 'stopped')
    return { ok: false, because: because('frozen.is-not', { pid }) };
  const sent = await sendTo(host, { pid, start }, 'SIGCONT');
  if (sent !== 'sent')
    return {
      ok: false,
      because: because(sent === 'gone' ? 'frozen.no-process' : 'frozen.no-right', { pid }),
    };
  const until = performance.now() + ANSWER_MS;
  let since: number | null = null;
  while (!signal.aborted && performance.now() < until) {
    const state = await stateOf(host, pid);
    if (state === null) return { ok: null, because: because('frozen.ended', { pid }) };
    const serves = state !== 'stopped' && (await servedAt(doorOf(sight, signal))).startup === 'started';
    since = serves ? (since ?? performance.now()) : null;
    if (since !== null && performance.now() - since >= STEADY_MS)
      return {
        ok: true,
        told: { pid },
        changed: [{ what: `PID ${pid}`, before: 'stopped', after: 'running' }],
      };
    await setTimeout(STEP_MS);
  }
  const again = (await stateOf(host, pid)) === 'stopped';
  return { ok: null, because: because(again ? 'frozen.stopped-again' : 'frozen.does-not-answer', { pid }) };
}

export const resumeFrozenAct = (means: SupervisorMeans): Act => ({
  id: 'resume-frozen',
  mutates: true,
  limitMs: RESUME_MS,
  do: (tools) => resume(means, tools),
  async seen({ memory }) {
    const sight = await sightOf(means, memory.plan.gateway);
    const main = sight?.target.processes.ok ? sight.target.processes.value[0] : undefined;
    if (!main) return 'unknown';
    return main.state === 'stopped' ? 'not-done' : 'done';
  },
});
