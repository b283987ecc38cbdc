/**
 * One host's folder for a test: a home with a configuration and a state directory, processes that look like
 * gateways, and what a probe looks through. Everything is real but the gateway.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { fingerprinter } from '../../src/agent/credentials/fingerprint.ts';
import { refusalsIn } from '../../src/agent/credentials/refusals.ts';
import { discover, type Env, type Target } from '../../src/agent/gateways/discover.ts';
import { type HostPort, realHost } from '../../src/agent/host/host-port.ts';
import type { ProbeContext, ProbeResult } from '../../src/agent/probe.ts';
import type { FactName } from '../../src/evidence/dictionary.ts';
import type { FactValue } from '../../src/protocol/evidence.ts';
import { type Manners, type StandIn, standIn } from './stand-in-gateway.ts';

export type Place = {
  dir: string;
  stateDir: string;
  configPath: string;
  /** The operator's environment: it names the configuration. */
  env: Record<string, string>;
  write(path: string, text: string): string;
  configure(config: unknown): void;
};

/** An empty host; gone when the test is over. */
export function emptyPlace(): Place {
  const dir = mkdtempSync(join(tmpdir(), 'host-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const stateDir = join(dir, 'state');
  const configPath = join(dir, 'openclaw.json');
  mkdirSync(stateDir);
  const write = (path: string, text: string): string => {
    const whole = join(dir, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text);
    return whole;
  };
  return {
    dir,
    stateDir,
    configPath,
    env: {
      HOME: dir,
      PATH: '/usr/bin:/bin',
      OPENCLAW_STATE_DIR: stateDir,
      OPENCLAW_CONFIG_PATH: configPath,
    },
    write,
    configure: (config) =>
      writeFileSync(configPath, typeof config === 'string' ? config : JSON.stringify(config)),
  };
}

/** A stand-in that is closed when the test is over. */
export async function gatewayLike(manners: Manners = {}): Promise<StandIn> {
  const started = await standIn(manners);
  onTestFinished(() => started.close());
  return started;
}

/** The first gateway that this host's environment leads to. */
export async function targetOf(env: Env, host: HostPort = realHost()): Promise<Target> {
  const [target] = await discover(host, env);
  if (!target) throw new Error('discover found no gateway');
  return target;
}

export async function contextOf(
  place: Place,
  more: Partial<ProbeContext> & { shell?: Record<string, string> } = {},
): Promise<ProbeContext> {
  const env = { ...place.env, ...more.shell };
  return {
    host: realHost(),
    target: await targetOf(env),
    shell: env,
    fingerprint: fingerprinter(Buffer.alloc(32, 7)),
    refusals: refusalsIn(join(place.dir, 'no-memory')),
    openclaw: 'openclaw',
    now: Date.now,
    signal: new AbortController().signal,
    ...more,
  };
}

/** What a sight says of one subject (`gateway:default` and `/child`), by fact. */
export function said(sight: ProbeResult, child = ''): Partial<Record<FactName, FactValue>> {
  const subject = child.startsWith('host') ? child : `gateway:default${child}`;
  return Object.fromEntries(
    sight.facts.filter((fact) => fact.subject === subject).map(({ fact, value }) => [fact, value]),
  );
}

type Part = {
  title?: string;
  lock?: boolean;
  role?: string;
  listen?: boolean;
  port?: number;
  env?: Record<string, string>;
  /** What it is called with besides, as a shell would show it. */
  stateDir?: string;
  /** Started by `timeout`, which is called as the gateway is and waits for it. */
  within?: 'timeout';
};

/** Starts a process that looks like this place's gateway; resolves with its pid, ends it with the test. */
export async function processLike(place: Place, part: Part = {}): Promise<number> {
  const {
    title = 'openclaw-gateway',
    lock = true,
    listen = false,
    port = 0,
    stateDir = place.stateDir,
  } = part;
  const file = join(import.meta.dirname, 'stand-in-process.ts');
  const { role } = part;
  const { configPath } = place;
  const what = JSON.stringify({ title, lock, role, listen, port, stateDir, configPath });
  const call = [process.execPath, file, what];
  const waits = ['timeout', '--signal=KILL', '600', ...call, 'openclaw', 'gateway', 'run'];
  const [program = '', ...words] = part.within ? waits : call;
  const child = spawn(program, words, {
    env: { ...place.env, OPENCLAW_STATE_DIR: stateDir, ...part.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    // What waits passes this one on to the process.
    child.kill(part.within ? 'SIGTERM' : 'SIGKILL');
    await once(child, 'exit');
  });
  const [ready] = (await once(child.stdout, 'data')) as [Buffer];
  return Number(String(ready).split(' ')[1]);
}
