/**
 * @module agent/sweep
 * One look at every gateway with every probe: known secrets first, then the probes side by side, each with
 * its time limit. Nothing is handed over that has not been through the redactor.
 */

import { Evidence } from '../protocol/evidence.ts';
import { createRedactor, type Redactor } from '../redaction/redact.ts';
import { discover, type Env, type Target } from './discover.ts';
import { fingerprinter, hostKey } from './fingerprint.ts';
import { type HostPort, realHost } from './host-port.ts';
import { loadFleetKey } from './keys.ts';
import { knownSecrets } from './known-secrets.ts';
import type { Glass, Probe, Sight } from './probe.ts';
import { PROBES } from './probes/index.ts';
import { refusalsIn } from './refusals.ts';

export type SweepOptions = {
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
  signal: AbortSignal;
  /** Called as each probe ends, with redacted evidence. */
  emit(evidence: Evidence[]): void;
  host?: HostPort;
  now?: () => number;
};

/** Whatever happens, a sweep is over by then. Milliseconds. */
const SWEEP_LIMIT_MS = 18_000;

async function within(probe: Probe, glass: Glass): Promise<Sight> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Sight>((resolve) => {
    const give = (look: 'timed-out' | 'unavailable', why: string) =>
      resolve({ source: probe.id, look, why, facts: [] });
    timer = setTimeout(give, probe.timeoutMs, 'timed-out', `no answer within ${probe.timeoutMs / 1000} s`);
    glass.signal.addEventListener('abort', () => give('unavailable', 'the look was stopped before its end'), {
      once: true,
    });
  });
  try {
    return await Promise.race([probe.look(glass), limit]);
  } catch (error) {
    // A probe's own fault must not look like the gateway's.
    const { name, message } = error as Error;
    return {
      source: probe.id,
      look: 'unavailable',
      why: `the probe itself failed: ${name}: ${message}`.slice(0, 400),
      facts: [],
    };
  } finally {
    clearTimeout(timer);
  }
}

/** Redacts one piece of evidence whole; where that fails, only the failure is told. */
function redacted(redactor: Redactor, raw: Evidence): Evidence {
  try {
    return Evidence.parse({
      ...raw,
      source: redactor.text(raw.source).slice(0, 512),
      ...(raw.why === undefined ? {} : { why: redactor.text(raw.why).slice(0, 500) }),
      ...(raw.text === undefined ? {} : { text: redactor.text(raw.text).slice(0, 16_384) }),
      facts: raw.facts.map((fact) => ({
        ...fact,
        value: clean(redactor, fact.value),
        ...(fact.quote === undefined ? {} : { quote: redactor.text(fact.quote).slice(0, 1_000) }),
      })),
    });
  } catch {
    const why = 'what was seen could not be redacted, so it stays on the host';
    return { ...raw, source: raw.probe, look: 'unavailable', why, text: '', facts: [] };
  }
}

function clean(redactor: Redactor, value: Evidence['facts'][number]['value']) {
  if (typeof value === 'string') return redactor.text(value).slice(0, 2_048);
  return Array.isArray(value) ? value.map((word) => redactor.text(word).slice(0, 512)) : value;
}

function evidenceOf(probe: Probe, target: Target, sight: Sight, at: number, tookMs: number): Evidence {
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
    tookMs: Math.max(0, Math.round(tookMs)),
  };
}

/** Looks once. Resolves when every probe has ended, been stopped or run out of time; never throws. */
export async function sweep(options: SweepOptions): Promise<void> {
  const { stateDir, env, now = Date.now, host = realHost() } = options;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(SWEEP_LIMIT_MS)]);
  const all = await discover(host, env);
  const targets =
    options.gateway === undefined ? all : all.filter((target) => target.name === options.gateway);
  const fleetKey = keyOrNull(stateDir);
  const redactor = createRedactor({
    known: await knownSecrets(host, all, env),
    ...(fleetKey ? { key: fleetKey } : {}),
  });
  if (targets.length === 0) {
    options.emit([redacted(redactor, noSuchGateway(options.gateway ?? 'default', all, now()))]);
    return;
  }
  const wanted = PROBES.filter((probe) => options.probes === undefined || options.probes.includes(probe.id));
  const fingerprint = fingerprinter(fleetKey ?? hostKey(stateDir));
  const refusals = refusalsIn(stateDir);
  const openclaw = options.openclaw ?? 'openclaw';
  await Promise.all(
    targets.flatMap((target) => {
      const glass: Glass = { host, target, shell: env, fingerprint, refusals, openclaw, now, signal };
      return wanted.map(async (probe) => {
        const began = now();
        const sight = await within(probe, glass);
        options.emit([redacted(redactor, evidenceOf(probe, target, sight, began, now() - began))]);
      });
    }),
  );
}

function keyOrNull(stateDir: string): Uint8Array | null {
  try {
    return loadFleetKey(stateDir);
  } catch {
    return null; // Not joined yet: fingerprints then compare on this host only.
  }
}

function noSuchGateway(name: string, all: readonly Target[], at: number): Evidence {
  return {
    probe: 'discover',
    subject: `gateway:${name}`,
    source: 'this host',
    at: new Date(at).toISOString(),
    how: 'live',
    look: 'unavailable',
    why: `there is no gateway “${name}” here; found: ${all.map((target) => target.name).join(', ') || 'none'}`,
    facts: [],
  };
}
