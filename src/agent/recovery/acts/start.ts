/**
 * @module agent/recovery/acts/start
 * Starts a gateway that does not run, through whoever would hold it. One that runs by then is left as it is.
 */
import type { Act, ActResult, ActTools } from '../../../runbooks/act.ts';
import { because } from '../../supervisors/supervisor.ts';
import { noteRestart } from '../history.ts';
import { filesOf, meet, nowOf, writtenDown } from './restart.ts';
import { isThere, startsByItself } from './starts-by-itself.ts';
import { keepFor, type SupervisorMeans } from './supervisor-means.ts';

/** An order to start is taken at once; a container engine may take some time. Milliseconds. */
const START_MS = 60_000;

async function start(means: SupervisorMeans, tools: ActTools): Promise<ActResult> {
  const met = await meet(means, tools);
  if ('code' in met) return { ok: false, because: met };
  const { sight, owner } = met;
  if (
    isThere(met) ||
    (owner.id === 'process' && (await startsByItself(() => meet(means, tools), tools.signal)))
  )
    return { ok: true, told: { already: true } };
  const { run, plan } = tools.memory;
  const about = {
    run,
    gateway: plan.gateway,
    files: filesOf(sight),
    before: null,
    port: null,
    failing: [],
    beganAt: means.now(),
  };
  const entry = writtenDown(means.stateDir, about);
  if (entry === null) return { ok: false, because: because('restart.not-written') };
  tools.say(because('start.ordered', { supervisor: owner.id, name: owner.name }));
  const taken = await owner.start({ signal: tools.signal, keep: keepFor(means.stateDir, run) });
  if (taken.ok === true) {
    noteRestart(means.stateDir, entry.seq, { ended: 'done', goneAt: means.now() });
    return { ok: true, told: { seq: entry.seq, supervisor: owner.id } };
  }
  noteRestart(means.stateDir, entry.seq, { ended: taken.ok === false ? 'not-done' : 'unknown' });
  return taken;
}

export const startAct = (means: SupervisorMeans): Act => ({
  id: 'start',
  mutates: true,
  limitMs: START_MS,
  do: (tools) => start(means, tools),
  async seen(tools) {
    const met = await meet(means, tools);
    if ('code' in met) return 'unknown';
    // One that begins has no lock yet; a second order finds it and leaves it alone.
    return (await nowOf(met.sight, met.owner)) === null ? 'not-done' : 'done';
  },
});
