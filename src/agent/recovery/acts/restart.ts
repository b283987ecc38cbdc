/**
 * @module agent/recovery/acts/restart
 * The ordered restart: written down, asked of the gateway itself so that it ends its turns first, else ordered from
 * whoever owns it. It has ended when the old instance is gone or has become another; whether the new one serves is
 * `restart.proof`.
 */
import { setTimeout } from 'node:timers/promises';
import type { Because } from '../../../protocol/recovery.ts';
import type { Act, ActResult, ActTools, RunMemory } from '../../../runbooks/act.ts';
import { at } from '../../gateways/config-file.ts';
import {
  instanceOf,
  isAlive,
  isBootedSince,
  type Running,
  runningNow,
  sameInstance,
  wordOf,
} from '../../supervisors/instance.ts';
import { ownerOf } from '../../supervisors/owner.ts';
import { servedAt } from '../../supervisors/serving.ts';
import { type Files, sightOf } from '../../supervisors/sight.ts';
import { because, type Owned, type Sight, type Taken } from '../../supervisors/supervisor.ts';
import { beginRestart, isWholeHistory, lastRestart, noteRestart, type RestartEntry } from '../history.ts';
import { plannedRepair } from '../planned-repair.ts';
import { startsByItself } from './starts-by-itself.ts';
import { keepFor, type SupervisorMeans } from './supervisor-means.ts';

/** The gateway ends its turns for 315 s at most before it cuts them (2026.9.6); then it ends. Milliseconds. */
const RESTART_MS = 420_000;
const STEP_MS = 250;
/** A machine that was booted starts its services within this time; the shell came up with them. Milliseconds. */
const BOOT_MS = 30_000;

/** The operation that people agreed to: one that ends and starts a plain process is its own. */
export const STOP_START = 'restart.stop-start';

export type Met = { sight: Sight; owner: Owned; running: Running | null };

export async function meet(means: SupervisorMeans, { memory }: ActTools): Promise<Met | Because> {
  const { plan, run } = memory;
  const sight = await sightOf(means, plan.gateway, lastRestart(means.stateDir, run)?.files);
  if (!sight) return because('restart.no-such-gateway', { gateway: plan.gateway });
  const owner = await ownerOf(sight);
  if (!owner) return because('restart.nobody-owns-it', { gateway: plan.gateway });
  // People have agreed to who restarts it: another one may do more than they know.
  if (owner.id !== plan.supervisor)
    return because('restart.other-supervisor', { planned: plan.supervisor, found: owner.id });
  return { sight, owner, running: await nowOf(sight, owner) };
}

/** The gateway that runs now; a container's first process is another after each restart. */
export const nowOf = async (sight: Sight, owner: Owned): Promise<Running | null> =>
  runningNow(sight, await owner.firstProcess?.());

/** Where a gateway's files are as this host sees them; inside a container they are not. */
export const filesOf = ({ target }: Sight): Files | undefined =>
  target.container ? undefined : { stateDir: target.stateDir, configPath: target.configPath };

/** Where it is asked whether it serves: at the port that its lock names, from outside a container at the published one. */
export const doorOf = ({ target }: Sight, signal: AbortSignal, running?: Running | null) => ({
  port: (target.container ? null : running?.port) ?? target.port,
  tls: at(target.config.value, 'gateway.tls.enabled') === true,
  signal,
});

/** Whether the gateway may be asked to restart itself: it must come back, and be told apart from what it was. */
const mayAsk = (owner: Owned, running: Running): boolean =>
  owner.revives && (running.instance.owner !== null || owner.id.startsWith('systemd'));

async function order(
  means: SupervisorMeans,
  { sight, owner, running }: Met,
  tools: ActTools,
): Promise<Taken> {
  const { signal, memory, say } = tools;
  const given = { signal, keep: keepFor(means.stateDir, memory.run) };
  if (running === null) {
    say(because('start.ordered', { supervisor: owner.id, name: owner.name }));
    return owner.start(given);
  }
  if (memory.plan.steps.some(({ operation }) => operation === STOP_START)) {
    if (!owner.anew)
      return { ok: false, because: because('restart.no-stop-start', { supervisor: owner.id }) };
    say(because('restart.ends-and-starts', { name: owner.name }));
    const { variable, port } = plannedRepair(memory)?.args ?? {};
    return owner.anew({
      ...given,
      without: typeof variable === 'string' ? [variable] : [],
      atConfiguredPort: port === 'configured',
    });
  }
  if (mayAsk(owner, running)) {
    const asked = await means.askRestart(sight, signal);
    if (asked.asked) {
      say(
        because(asked.asked === 'deferred' ? 'restart.waits-for-turns' : 'restart.asked', {
          name: owner.name,
        }),
      );
      return { ok: true };
    }
    if (signal.aborted) return { ok: null, because: asked.because };
  }
  say(because('restart.ordered', { supervisor: owner.id, name: owner.name }));
  return owner.restart(given);
}

/** Waits until the instance is gone or another; false when the time is over. */
async function changed(sight: Sight, owner: Owned, before: Running, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    const now = await nowOf(sight, owner);
    if (now === null || !sameInstance(now.instance, before.instance)) return true;
    await setTimeout(STEP_MS);
  }
  return false;
}

/** Nothing is ordered that could not be written down, e.g. on a full disk. */
export function writtenDown(...order: Parameters<typeof beginRestart>): RestartEntry | null {
  try {
    return beginRestart(...order);
  } catch {
    return null;
  }
}

/** The order of this run whose end was told; on the way back there is one already. */
const toldBefore = ({ told }: RunMemory): number =>
  typeof told.restart?.seq === 'number' ? told.restart.seq : 0;

/**
 * Another one runs than the plan was made for: whoever keeps it has restarted it meanwhile, and a second restart would
 * interrupt people for nothing. Where a file was changed in between it must be loaded all the same, and on the way back
 * another one is what is meant.
 */
async function isAnotherAlready(
  { sight, owner, running }: Met,
  means: SupervisorMeans,
  tools: ActTools,
): Promise<boolean> {
  const { plan, told } = tools.memory;
  const planned = instanceOf(plan.standing.instance);
  if (planned === null || told.restart !== undefined || told['repair.apply'] !== undefined) return false;
  // Nothing that we ended before is waited for: what a crash of ours left between a stop and a start is ours to start.
  if (running === null)
    return (
      owner.id === 'process' &&
      lastRestart(means.stateDir, tools.memory.run) === null &&
      startsByItself(() => meet(means, tools), tools.signal)
    );
  const now = await runningNow(sight);
  return now !== null && !sameInstance(now.instance, planned);
}

async function restart(means: SupervisorMeans, tools: ActTools): Promise<ActResult> {
  const met = await meet(means, tools);
  if ('code' in met) return { ok: false, because: met };
  const { sight, owner, running } = met;
  if (await isAnotherAlready(met, means, tools)) {
    tools.say(because('restart.already-another', { name: owner.name }));
    return { ok: true, told: { already: true } };
  }
  const main = sight.target.processes.ok ? sight.target.processes.value[0] : undefined;
  if (running !== null && main?.state === 'stopped')
    return { ok: false, because: because('restart.frozen', { pid: main.pid }) };
  const { stateDir, now } = means;
  const { run, plan } = tools.memory;
  const served = running ? await servedAt(doorOf(sight, tools.signal, running)) : null;
  const about = {
    run,
    gateway: plan.gateway,
    files: filesOf(sight),
    before: running && wordOf(running.instance),
    port: running?.port ?? null,
    failing: [...(served?.failing ?? [])],
    beganAt: now(),
  };
  const entry = writtenDown(stateDir, about, toldBefore(tools.memory));
  if (entry === null) return { ok: false, because: because('restart.not-written') };
  const end = (ended: RestartEntry['ended'], result: ActResult): ActResult => {
    noteRestart(stateDir, entry.seq, { ended, ...(ended === 'done' ? { goneAt: now() } : {}) });
    return result;
  };
  const taken = await order(means, met, tools);
  if (taken.ok === false) return end('not-done', taken);
  if (taken.ok === null) return end('unknown', taken);
  if (running === null || (await changed(sight, owner, running, tools.signal)))
    return end('done', { ok: true, told: { seq: entry.seq, before: entry.before, supervisor: owner.id } });
  return end('unknown', { ok: null, because: because('restart.old-one-stays', { name: owner.name }) });
}

/** After a crash: the order is looked for in what was written down, its effect in what runs. */
async function seen(means: SupervisorMeans, tools: ActTools): Promise<'done' | 'not-done' | 'unknown'> {
  const { memory, signal } = tools;
  const entry = lastRestart(means.stateDir, memory.run, toldBefore(memory));
  // Nothing is ordered before it is written down; what was written down and is lost may have been done.
  if (entry === null) return isWholeHistory(means.stateDir) ? 'not-done' : 'unknown';
  if (entry.ended === 'not-done') return 'not-done';
  if (entry.ended === 'done') return 'done';
  const met = await meet(means, tools);
  if ('code' in met) return 'unknown';
  const before = instanceOf(entry.before);
  const booted = before !== null && (await isBootedSince(met.sight.host, before));
  const began = performance.now();
  for (;;) {
    const now = await nowOf(met.sight, met.owner);
    const gone = now === null && (before === null || !(await isAlive(met.sight.host, before)));
    // Between a stop and a start of ours it is for us to go on; a supervisor goes on by itself.
    if (gone && (before === null || met.owner.id === 'process')) return 'not-done';
    if (gone && !booted) return 'done';
    // An order does not outlive the machine, and not every service is started with it.
    if (gone && performance.now() - began > BOOT_MS) return 'not-done';
    if (now !== null && (before === null || !sameInstance(now.instance, before))) return 'done';
    // Without its lock and alive: it boots anew within its process just now.
    if (now !== null && (await servedAt(doorOf(met.sight, signal, now))).startup !== 'draining')
      return 'not-done';
    // It was told, and ends its turns: telling it again might cut them.
    if (signal.aborted) return 'unknown';
    await setTimeout(STEP_MS);
  }
}

export const restartAct = (means: SupervisorMeans): Act => ({
  id: 'restart',
  mutates: true,
  limitMs: RESTART_MS,
  do: (tools) => restart(means, tools),
  seen: (tools) => seen(means, tools),
});
