/**
 * @module agent/recovery/acts/restart-proof
 * Whether the gateway is back: the old instance is gone, and another one has started, takes work, holds the port and the
 * configuration that are meant, is of the installed release, and still is the same a moment later.
 */
import { setTimeout } from 'node:timers/promises';
import type { Because } from '../../../protocol/recovery.ts';
import type { Act, ActResult, ActTools } from '../../../runbooks/act.ts';
import { at } from '../../gateways/config-file.ts';
import { openclawOf } from '../../gateways/openclaw-command.ts';
import { packageOf } from '../../gateways/openclaw-package.ts';
import { samePlace } from '../../gateways/starting-processes.ts';
import { listenerOn } from '../../host/listeners.ts';
import { unitProgram } from '../../services/unit-program.ts';
import {
  type Instance,
  instanceOf,
  isAlive,
  type Running,
  sameInstance,
  sameProcess,
  wordOf,
} from '../../supervisors/instance.ts';
import { forgetLaunch } from '../../supervisors/plain-process.ts';
import { type Served, servedAt } from '../../supervisors/serving.ts';
import { sightOf } from '../../supervisors/sight.ts';
import { because, type Owned, type Sight } from '../../supervisors/supervisor.ts';
import { lastRestart, noteRestart, patienceFor, type RestartEntry } from '../history.ts';
import { doorOf, meet, nowOf } from './restart.ts';
import { keepFor, type SupervisorMeans } from './supervisor-means.ts';

/** Longer than the longest patience, for what is looked at before and after. Milliseconds. */
const PROOF_MS = 210_000;
const STEP_MS = 500;
/** So long it must stay the same: one that is started and ended again and again serves in between. Milliseconds. */
const STEADY_MS = 3_000;
/** A channel that is still not well when the gateway has been up for so long is not waited for. Milliseconds. */
const CHANNELS_MS = 20_000;
/** No restart takes longer; a clock that was set meanwhile says so. Milliseconds. */
const LONGEST_MS = 3_600_000;
/** So many instances seen one after the other are somebody who restarts it. */
const MOST_INSTANCES = 3;

/** Is it another than before? Nothing was there before: anything is. */
const isNew = (now: Instance, before: Instance | null): boolean =>
  before === null || !sameInstance(now, before);

/** The release on the disk that this gateway should run; null where that cannot be told. */
async function installedFor({ host, target, openclaw }: Sight, owner: Owned): Promise<string | null> {
  if (target.container) return null;
  const unit = target.units.find(({ name }) => name === owner.name);
  if (unit) return (await unitProgram(host, unit)).version ?? null;
  const program = await openclawOf(host, openclaw, target);
  const found = program.ok ? await packageOf(host, program.value) : program;
  return found.ok ? found.value.version : null;
}

/** What is wrong with a gateway that says it has started; null for nothing. */
async function wrongWith(
  sight: Sight,
  owner: Owned,
  entry: RestartEntry | null,
  now: Running,
  served: Served,
): Promise<Because | null> {
  const { host, target } = sight;
  if (
    now.configPath !== null &&
    !(await samePlace(host, target.root + now.configPath, target.root + target.configPath))
  )
    return because('proof.other-config', { runs: now.configPath, meant: target.configPath });
  const wanted = [target.clientPort, ...(entry?.port ? [entry.port] : [])];
  if (now.port !== null && !target.container && !wanted.includes(now.port))
    return because('proof.other-port', { port: now.port, meant: target.clientPort });
  const installed = await installedFor(sight, owner);
  if (installed !== null && served.version !== null && served.version !== installed)
    return because('proof.old-version', { runs: served.version, installed });
  if (target.container) return null;
  const listener = await listenerOn(host, now.port ?? target.port, [now.instance.pid]);
  // "May not be seen" is no word against it; another process that is seen there is.
  if (listener.ok && listener.value?.pid != null && listener.value.pid !== now.instance.pid)
    return because('proof.port-of-another', { port: now.port ?? target.port, pid: listener.value.pid });
  return null;
}

/**
 * May it be called ready? What was failing before need not be well now. Nor need a channel, once it had its time: that
 * its service lets nobody in is no fault of a restart. Anything else that fails keeps it from being ready.
 */
const worksAs = (served: Served, before: readonly string[], channels: readonly string[]): boolean =>
  served.startup === 'started' &&
  (served.ready ||
    (served.failing.length > 0 &&
      served.failing.every((name) => before.includes(name) || channels.includes(name))));

const channelsOf = ({ target }: Sight): string[] => {
  const channels = at(target.config.value, 'channels');
  return typeof channels === 'object' && channels !== null ? Object.keys(channels) : [];
};

/** Why it is not proved, when the time is over. */
function lateWord(
  now: Running | null,
  before: Instance | null,
  served: Served | null,
  seconds: number,
): Because {
  if (now === null) return because('proof.never-back', { seconds });
  if (!isNew(now.instance, before)) return because('proof.same-instance', { pid: now.instance.pid });
  if (served?.startup === 'started')
    return because('proof.not-ready', { failing: served.failing.join(', '), seconds });
  return because('proof.still-starting', { status: served?.startup ?? 'silent', seconds });
}

async function prove(means: SupervisorMeans, tools: ActTools): Promise<ActResult> {
  const { memory, signal, say } = tools;
  const met = await meet(means, tools);
  if ('code' in met) return { ok: false, because: met };
  const { owner } = met;
  let { sight } = met;
  const entry = lastRestart(means.stateDir, memory.run);
  const before = instanceOf(entry ? entry.before : memory.plan.standing.instance);
  const keep = keepFor(means.stateDir, memory.run);
  const waits = Math.min(
    means.patienceMs ?? Number.POSITIVE_INFINITY,
    patienceFor(means.stateDir, memory.plan.gateway),
  );
  const seconds = Math.round(waits / 1_000);
  const until = performance.now() + waits;
  const instances: Instance[] = [];
  let [now, served]: [Running | null, Served | null] = [null, null];
  let steadySince: number | null = null;
  let startedSince: number | null = null;
  say(because('proof.waits', { seconds }));
  // One that has come up within its time may still show that it stays.
  while (!signal.aborted && (performance.now() < until || steadySince !== null)) {
    now = await nowOf(sight, owner);
    const last = instances.at(-1);
    if (now !== null && isNew(now.instance, before) && (!last || !sameInstance(last, now.instance))) {
      instances.push(now.instance);
      steadySince = null;
      if (instances.length > MOST_INSTANCES)
        return { ok: false, because: because('proof.restarts-itself', { times: instances.length }) };
      // Where it listens and what its unit is may be new with it.
      sight = (await sightOf(means, memory.plan.gateway, entry?.files)) ?? sight;
    }
    const fresh = now !== null && isNew(now.instance, before);
    served = fresh ? await servedAt(doorOf(sight, signal, now)) : null;
    startedSince = served?.startup === 'started' ? (startedSince ?? performance.now()) : null;
    const settled = startedSince !== null && performance.now() - startedSince >= CHANNELS_MS;
    const passed = settled ? channelsOf(sight) : [];
    if (now === null || !fresh || !served || !worksAs(served, entry?.failing ?? [], passed)) {
      steadySince = null;
      const up = now === null ? await owner.givenUp?.(keep) : null;
      if (up) return { ok: false, because: up };
    } else if (before !== null && !sameProcess(now.instance, before) && (await isAlive(means.host, before))) {
      // Two at once: the old one is not gone, whatever the new one says.
      steadySince = null;
    } else {
      steadySince ??= performance.now();
      if (performance.now() - steadySince >= STEADY_MS)
        return proved(means, tools, { sight, owner, entry, now, served });
    }
    await setTimeout(STEP_MS);
  }
  return { ok: false, because: lateWord(now, before, served, seconds) };
}

type Proof = { sight: Sight; owner: Owned; entry: RestartEntry | null; now: Running; served: Served };

async function proved(means: SupervisorMeans, tools: ActTools, proof: Proof): Promise<ActResult> {
  const { sight, owner, entry, now, served } = proof;
  const wrong = await wrongWith(sight, owner, entry, now, served);
  if (wrong) return { ok: false, because: wrong };
  forgetLaunch(keepFor(means.stateDir, tools.memory.run));
  const ready = means.now() - STEADY_MS;
  // A clock that was set meanwhile tells no time that a start took.
  const span = (from: number | null): number | null =>
    from !== null && ready >= from && ready - from <= LONGEST_MS ? ready - from : null;
  if (entry && entry.tookMs === null)
    noteRestart(means.stateDir, entry.seq, { tookMs: span(entry.beganAt), startMs: span(entry.goneAt) });
  const before = instanceOf(entry?.before ?? null);
  return {
    ok: true,
    told: {
      instance: wordOf(now.instance),
      version: served.version,
      port: now.port,
      failing: served.failing,
    },
    changed: entry
      ? [
          {
            // A plain process is named by its number, which is what changes.
            what: owner.id === 'process' ? 'gateway process' : owner.name,
            before: before ? `PID ${before.pid}` : 'not running',
            // A restart within the process changes no number.
            after: `PID ${now.instance.pid}${before?.pid === now.instance.pid ? ', another boot' : ''}`,
          },
        ]
      : [],
  };
}

export const restartProofAct = (means: SupervisorMeans): Act => ({
  id: 'restart.proof',
  mutates: false,
  limitMs: PROOF_MS,
  do: (tools) => prove(means, tools),
});
