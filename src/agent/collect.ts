/**
 * @module agent/collect
 * One look at every gateway with every probe: known secrets first, then the probes side by side, each with
 * its time limit. Nothing is handed over that has not been through the redactor.
 */
import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { redactEvidence } from '../evidence/redact-evidence.ts';
import type { Evidence } from '../protocol/evidence.ts';
import { incidentKey } from '../redaction/incident-key.ts';
import { createRedactor } from '../redaction/redact.ts';
import { couldNotLook } from './could-not-look.ts';
import { knownSecrets } from './credentials/known-secrets.ts';
import { refusalsIn } from './credentials/refusals.ts';
import { discover, type Env, MOST_GATEWAYS, type Target } from './gateways/discover.ts';
import { inReadersWords } from './gateways/legacy-variables.ts';
import { lentEnv } from './gateways/lent-environment.ts';
import { isOneUsers } from './gateways/ownership.ts';
import { type HostPort, realHost } from './host/host-port.ts';
import { keepConfig } from './kept-configs.ts';
import { fleetKeyIn, ownFingerprint } from './own-fingerprint.ts';
import { openStateDir } from './private-files.ts';
import { type Probe, type ProbeContext, type ProbeResult, suits } from './probe.ts';
import { PROBES } from './probes/index.ts';
import { processorClock } from './processor-clock.ts';

export type CollectOptions = {
  /** Where the host agent keeps its own files. */
  stateDir: string;
  /** The environment that a local operator's shell has. */
  env: Env;
  /** Path of the OpenClaw command. */
  openclaw?: string | undefined;
  /** One profile only. */
  gateway?: string | undefined;
  /** Some probes only, by id. */
  probes?: readonly string[] | undefined;
  deep?: boolean;
  /** Tags in what is redacted agree within this incident alone; absent for a look on the host itself. */
  incident?: string | undefined;
  /** Key of the tags in what is redacted, where they must agree with somebody else's. */
  tagKey?: Uint8Array;
  signal: AbortSignal;
  /** Called as each probe ends, with redacted evidence. */
  emit(evidence: Evidence[]): void;
  /** Programs of which a host bears few at once wait for it; this process's own count when absent. */
  inTurn?: ProbeContext['inTurn'];
  /** Versions of the configurations are kept as ways back; a look by hand leaves no file behind. */
  keepsConfigs?: boolean;
  host?: HostPort;
  now?: () => number;
};

/** Whatever happens, collecting is over by then. Milliseconds. */
const SWEEP_LIMIT_MS = 18_000;

/** A probe that is told to stop may still hand over what it has. Milliseconds. */
const GRACE_MS = 400;

/** One probe within its time: told to stop when that is over, given up soon after. */
async function within(probe: Probe, context: ProbeContext): Promise<ProbeResult> {
  const own = new AbortController();
  const signal = AbortSignal.any([context.signal, own.signal]);
  const timers = [globalThis.setTimeout(() => own.abort(), probe.timeoutMs)];
  const limit = new Promise<ProbeResult>((resolve) => {
    const giveUp = (): void => {
      const look = own.signal.aborted ? 'timed-out' : 'unavailable';
      resolve({ source: probe.id, look, why: whyStopped(probe, own), facts: [] });
    };
    const stop = (): void => void timers.push(globalThis.setTimeout(giveUp, GRACE_MS));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    const sight = await Promise.race([probe.look({ ...context, signal }), limit]);
    return signal.aborted && sight.why === undefined ? { ...sight, why: whyStopped(probe, own) } : sight;
  } catch (error) {
    // A probe's own fault must not look like the gateway's.
    const { name, message } = error as Error;
    const why = `the probe itself failed: ${name}: ${message}`.slice(0, 400);
    return { source: probe.id, look: 'unavailable', why, facts: [] };
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

const whyStopped = ({ timeoutMs }: Probe, own: AbortController): string =>
  own.signal.aborted
    ? `it took longer than ${timeoutMs / 1000} s; this is what was seen until then`
    : 'the look was stopped before its end; this is what was seen until then';

function evidenceOf(probe: Probe, target: Target, sight: ProbeResult, at: number, tookMs: number): Evidence {
  return {
    probe: probe.id,
    subject: target.subject,
    source: sight.source.slice(0, 512),
    at: new Date(at).toISOString(),
    how: sight.how ?? 'live',
    look: sight.look ?? 'seen',
    ...(sight.why === undefined ? {} : { why: sight.why.slice(0, 500) }),
    ...(sight.text === undefined ? {} : { text: sight.text.slice(0, 16_384) }),
    facts: sight.facts.slice(0, 2_000),
    ...(sight.report === undefined ? {} : { report: sight.report }),
    tookMs: Math.max(0, Math.round(tookMs)),
  };
}

/** These make the headline, or wait longest for others: they go first. */
const FIRST = new Set(['processes', 'http-health', 'conversation', 'road']);
/** The rest starts when the headline is there, and at the latest then. Milliseconds. */
const HEAD_START_MS = 250;

/** Gives the first ones the processor to themselves for a moment: one busy reader would hold all of them up. */
async function inTwoSteps(probes: readonly Probe[], start: (probe: Probe) => Promise<void>): Promise<void> {
  const first = probes.filter(({ id }) => FIRST.has(id));
  const others = probes.filter(({ id }) => !FIRST.has(id));
  const running = first.map(start);
  if (first.length > 0 && others.length > 0)
    await Promise.race([Promise.all(running), setTimeout(HEAD_START_MS)]);
  await Promise.all([...running, ...others.map(start)]);
}

/** Gives up on what cannot be stopped, e.g. a call into a dead network file system. */
function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
    work.then(resolve, reject);
  });
}

/** Looks once. Resolves when every probe has ended, been stopped or run out of time; never throws. */
export async function collect(options: CollectOptions): Promise<void> {
  const { stateDir, env, now = Date.now, host = realHost() } = options;
  const stopped = new AbortController();
  // A probe's waits need listeners; an unref'd timer alone would not keep a program alive that waits for it.
  const limit = AbortSignal.any([options.signal, stopped.signal]);
  const clock = globalThis.setTimeout(() => stopped.abort(), SWEEP_LIMIT_MS);
  setMaxListeners(0, limit);
  try {
    await look({ ...options, host, now, signal: limit, stateDir, env });
  } catch (error) {
    // Without a redactor nothing is handed over but the fact that it failed.
    options.emit([couldNotLook(options.gateway, now(), (error as Error).name)]);
  } finally {
    clearTimeout(clock);
  }
}

async function look(options: CollectOptions & Required<Pick<CollectOptions, 'host' | 'now'>>): Promise<void> {
  const { stateDir, now, host, signal } = options;
  const openclaw = options.openclaw ?? 'openclaw';
  // As a command that is typed here would read it.
  const script = openclaw.includes('/') ? openclaw : undefined;
  const asked = inReadersWords(host, options.env, { brand: 'openclaw', is: 'client', script });
  const env = (await orStopped(asked, signal)) ?? options.env;
  const found = await orStopped(discover(host, env, options.gateway), signal);
  if (found === null) {
    const why = 'finding the gateways took too long; is the file system of the home directory there?';
    return options.emit([couldNotLook(options.gateway, now(), why)]);
  }
  const targets =
    options.gateway === undefined ? found : found.filter((target) => target.name === options.gateway);
  const fleetKey = fleetKeyIn(stateDir);
  const known = await orStopped(knownSecrets(host, found, env), signal);
  if (known === null) {
    const why = 'collecting what must be redacted took too long, so nothing was looked at';
    return options.emit([couldNotLook(options.gateway, now(), why)]);
  }
  const ofIncident = fleetKey && incidentKey(fleetKey, options.incident ?? 'looked at on the host itself');
  const key = options.tagKey ?? ofIncident;
  const redactor = createRedactor({ known, clock: processorClock, ...(key ? { key } : {}) });
  if (targets.length === 0) {
    const names = found.map((target) => target.name).join(', ');
    const why = redactor.text(`there is no gateway “${options.gateway}” here; found: ${names}`);
    return options.emit([couldNotLook(options.gateway, now(), why)]);
  }
  if (options.gateway === undefined && found.length >= MOST_GATEWAYS) {
    const why = `only the first ${MOST_GATEWAYS} gateways of this host are looked at; name another with --gateway`;
    options.emit([couldNotLook(undefined, now(), why)]);
  }
  const wanted = PROBES.filter((probe) =>
    options.probes === undefined ? options.deep === true || !probe.deep : options.probes.includes(probe.id),
  );
  ownFolder(stateDir);
  if (options.keepsConfigs) await keepConfigs(targets.filter(isOneUsers), options);
  const fingerprint = ownFingerprint(stateDir);
  const refusals = refusalsIn(stateDir);
  const { inTurn } = options;
  const own = { fingerprint, refusals, ownState: stateDir };
  const shared = { host, ...own, openclaw, now, signal, ...(inTurn ? { inTurn } : {}) };
  for (const { name, owner } of targets)
    if (owner.why !== undefined)
      options.emit([
        couldNotLook(name, now(), redactor.text(`nothing of this gateway was looked at: ${owner.why}`)),
      ]);
  await Promise.all(
    targets.filter(isOneUsers).map(async (target) => {
      const { root, stateDir: theirs, configPath } = target;
      const shell = await lentEnv(host, env, [root + theirs, root + configPath]);
      const suited = wanted.filter((probe) => suits(probe, target));
      await inTwoSteps(suited, async (probe) => {
        const began = now();
        const sight = await within(probe, { ...shared, shell, target });
        options.emit([redactEvidence(redactor, evidenceOf(probe, target, sight, began, now() - began))]);
      });
    }),
  );
}

async function keepConfigs(
  targets: readonly Target[],
  {
    stateDir,
    host,
    now,
    signal,
  }: Pick<CollectOptions, 'stateDir' | 'signal'> & { host: HostPort; now(): number },
): Promise<void> {
  const all = targets.map(({ root, configPath }) => keepConfig(host, stateDir, root + configPath, now()));
  await orStopped(Promise.all(all), signal);
}

/** The limit on refused credentials is remembered there. Looking goes on without it, within this one run's memory. */
function ownFolder(stateDir: string): void {
  try {
    openStateDir(stateDir);
  } catch {
    return;
  }
}
