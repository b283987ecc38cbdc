/**
 * @module agent/recovery/acts/stop-duplicate
 * Ends the gateways that are in this one's way and were proved to be OpenClaw's and ours. SIGTERM to exactly the process
 * that was looked at; SIGKILL only when it has not ended in the time that a drain may take.
 */
import { setTimeout } from 'node:timers/promises';
import type { Act, ActResult, ActTools } from '../../../runbooks/act.ts';
import { codeOf } from '../../host/outcome.ts';
import { type Judged, type Rival, rivalsOf } from '../../supervisors/rivals.ts';
import { sightOf } from '../../supervisors/sight.ts';
import { sendTo, waitGone } from '../../supervisors/signals.ts';
import { because } from '../../supervisors/supervisor.ts';
import type { SupervisorMeans } from './supervisor-means.ts';

const STOP_MS = 360_000;
/** One that drains ends its turns for 315 s at most (2026.9.6). Milliseconds. */
const DRAIN_MS = 330_000;
/** Who starts it again does so soon. Milliseconds. */
const AGAIN_MS = 5_000;

/** Whether a signal would be let through; signal 0 does nothing (kill(2)). One that is gone by now needs none. */
function maySignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'EPERM';
  }
}

const stoppable = (all: readonly Judged[]): Rival[] =>
  all.flatMap((one) => ('rival' in one ? [one.rival] : []));

/** With none ended before it nothing was changed; with some, people must know which. */
function notEnded(pid: number, ended: readonly Rival[]): ActResult {
  if (ended.length === 0) return { ok: false, because: because('duplicate.no-right', { pid }) };
  const pids = ended.map((one) => one.pid).join(', ');
  return { ok: null, because: because('duplicate.ended-some', { pid, ended: pids }) };
}

async function stop(means: SupervisorMeans, tools: ActTools): Promise<ActResult> {
  const { memory, signal, say } = tools;
  const look = async (): Promise<Judged[]> => {
    const sight = await sightOf(means, memory.plan.gateway);
    return sight ? rivalsOf(sight) : [];
  };
  const all = await look();
  const rivals = stoppable(all);
  const kept = all.flatMap((one) => ('not' in one ? [one.not] : []));
  if (rivals.length === 0) return { ok: false, because: kept[0] ?? because('duplicate.none') };
  // All before any: one that may not be ended is no reason to have ended another.
  for (const { pid } of rivals)
    if (!maySignal(pid)) return { ok: false, because: because('duplicate.no-right', { pid }) };
  for (const rival of rivals) {
    say(because('duplicate.ends', { pid: rival.pid }));
    if ((await sendTo(means.host, rival, 'SIGTERM')) === 'no-right')
      return notEnded(rival.pid, rivals.slice(0, rivals.indexOf(rival)));
    await sendTo(means.host, rival, 'SIGCONT');
    if (await waitGone(means.host, rival, DRAIN_MS, signal)) continue;
    if (signal.aborted) return { ok: null, because: because('duplicate.still-ends', { pid: rival.pid }) };
    await sendTo(means.host, rival, 'SIGKILL');
    if (!(await waitGone(means.host, rival, 5_000, signal)))
      return { ok: null, because: because('duplicate.does-not-end', { pid: rival.pid }) };
  }
  await setTimeout(AGAIN_MS);
  const [again] = stoppable(await look());
  if (again) return { ok: null, because: because('duplicate.comes-back', { pid: again.pid }) };
  return {
    ok: true,
    told: { ended: rivals.map(({ pid }) => String(pid)) },
    changed: rivals.map(({ pid, what }) => ({ what: `${what} gateway`, before: `PID ${pid}`, after: null })),
  };
}

export const stopDuplicateAct = (means: SupervisorMeans): Act => ({
  id: 'stop-duplicate',
  mutates: true,
  limitMs: STOP_MS,
  do: (tools) => stop(means, tools),
  async seen({ memory }) {
    const sight = await sightOf(means, memory.plan.gateway);
    if (!sight) return 'unknown';
    return stoppable(await rivalsOf(sight)).length > 0 ? 'not-done' : 'done';
  },
});
