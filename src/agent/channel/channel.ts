/**
 * @module agent/channel/channel
 * The host agent at work: holds one connection to the bot it has joined, dials again with growing patience
 * when it breaks, and stops in good order. It only dials out; it listens on nothing.
 */
import type { Log } from '../../log.ts';
import { CLOSE } from '../../protocol/closing.ts';
import { DEAD_AFTER_MS, HANDSHAKE_MS, HEARTBEAT_MS } from '../../protocol/limits.ts';
import type { OperationTerms } from '../../protocol/operations.ts';
import type { Precondition } from '../../protocol/order.ts';
import { randomText, thumbprint } from '../../protocol/signer.ts';
import type { Operations, Resume } from '../operation.ts';
import { openStateDir, statePaths } from '../private-files.ts';
import { AgentProblem } from '../problem.ts';
import { type Connection, connect, type Ended } from './connection.ts';
import type { Greeter } from './greeting.ts';
import { createJobs } from './jobs.ts';
import { type Journal, openJournal } from './journal.ts';
import { keptFrames } from './kept-frames.ts';
import { loadIdentity } from './keys.ts';
import { policyKeeper } from './policy.ts';
import { lockState } from './state-lock.ts';

export type AgentOptions = {
  stateDir: string;
  operations: Operations;
  /** By operation: those that go on where a process before this one was interrupted. */
  resume?: Readonly<Record<string, Resume>>;
  /** Told once which orders are still open, before any is gone on with. */
  openOrders?: (ids: ReadonlySet<string>) => void;
  /** Recoveries that ended here without an order and stand in no journal yet; `noted` once they do. */
  endedHere?: () => readonly EndedHere[];
  /** Whether arguments of a look ask for a costly one; absent: none do. */
  deep?: (args: Record<string, unknown>) => boolean;
  /** Absent: `/etc/openclaw-host-agent/agent.toml`, or the shipped policy if that is missing. */
  policyFile?: string;
  /** The host agent's own version. */
  version: string;
  log: Log;
  /** The version of OpenClaw on this host, if it can be told; asked at each connection. */
  openclawVersion?: () => Promise<string | null>;
  /** Whether something that was agreed on still holds on this host; absent: nothing can be shown to hold. */
  holds?: (precondition: Precondition) => Promise<boolean>;
  /** What a bot may ask for; the protocol's own table unless a test says otherwise. */
  terms?: Readonly<Record<string, OperationTerms>>;
  /** Milliseconds; only tests change them. */
  timing?: Partial<Timing>;
  now?: () => number;
  /** 0 ≤ x < 1. */
  chance?: () => number;
};

/** A recovery that a person at the terminal had made, see journal-entry.ts. */
export type EndedHere = { run: string; by: string; outcome: string; head: string; noted(): void };

type Timing = {
  heartbeatMs: number;
  deadAfterMs: number;
  handshakeMs: number;
  firstRetryMs: number;
  lastRetryMs: number;
  /** How long a connection waits to learn OpenClaw's version. */
  patienceMs: number;
};

const TIMING: Timing = {
  heartbeatMs: HEARTBEAT_MS,
  deadAfterMs: DEAD_AFTER_MS,
  handshakeMs: HANDSHAKE_MS,
  firstRetryMs: 1_000,
  lastRetryMs: 60_000,
  patienceMs: 300,
};

export type Agent = {
  /** Whether a session is live now. */
  connected(): boolean;
  /** Resolved at the first live session. */
  ready: Promise<void>;
  /** Ends work and connection in good order. */
  stop(): Promise<void>;
  /** Resolved when the host agent has stopped. */
  ended: Promise<void>;
};

/** Closings after which dialling again at once is of no use, with what to do about each. */
const HOPELESS: ReadonlyMap<number, string> = new Map([
  [CLOSE.quarantined, 'This host is quarantined. Find out why in chat, then join again with a new token.'],
  [CLOSE.unknown, 'The bot does not know this host or its key. Join again with a new token.'],
  [CLOSE.version, 'Bot and host agent have no protocol version in common. Upgrade the older one.'],
  [
    CLOSE.origin,
    'The bot was dialled under an address that it does not know. Set its PUBLIC_URL, or join under it.',
  ],
]);

/**
 * Starts the host agent. @throws AgentProblem when it has not joined, its files are not safe, its policy is
 * not understood, or another host agent runs with the same state.
 */
export async function runAgent(options: AgentOptions): Promise<Agent> {
  const { stateDir, log, now = Date.now, chance = Math.random } = options;
  const timing = { ...TIMING, ...options.timing };
  openStateDir(stateDir);
  const identity = await loadIdentity(stateDir);
  const policy = policyKeeper(options.policyFile);
  const first = policy();
  if (!first.ok) throw new AgentProblem('policy', first.why, first.hint);
  const unlock = lockState(statePaths(stateDir).lock);
  let journal: Journal;
  try {
    journal = openJournal({ path: statePaths(stateDir).journal, now, expected: true });
  } catch (error) {
    unlock();
    throw error;
  }
  const damaged = journal.damaged();
  if (damaged !== null)
    log.error({ why: damaged }, 'The journal is damaged; this host only reads until it joins again.');
  const bot = { kid: await thumbprint(identity.bot.key), publicKey: identity.bot.key };
  const { operations, holds, deep, terms, resume } = options;
  const left = journal.orders().filter(({ ending }) => ending === null);
  options.openOrders?.(new Set(left.map(({ id }) => id)));
  const jobs = createJobs({
    signer: identity.signer,
    bot,
    operations,
    policy,
    journal,
    log,
    ...(holds ? { holds } : {}),
    ...(deep ? { deep } : {}),
    ...(resume ? { resume: { how: resume, frames: keptFrames(statePaths(stateDir).frames) } } : {}),
    ...(terms ? { terms } : {}),
  });
  const run = randomText(32);
  log.info(
    { host: identity.bot.name, bot: identity.bot.url, policy: first.source },
    'The host agent has started.',
  );

  let stopping = false;
  let live = false;
  let current: Connection | null = null;
  let wake: () => void = () => {};
  let isReady: () => void = () => {};
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });

  let knownVersion: string | null = null;
  /** What is known of OpenClaw's version within a moment; a slow answer serves the next connection. */
  async function openclaw(): Promise<string | null> {
    const asked = (options.openclawVersion?.() ?? Promise.resolve(null)).then(
      (version) => {
        knownVersion = version;
      },
      () => undefined,
    );
    await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, timing.patienceMs))]);
    return knownVersion;
  }

  /** Written down before the greeting, whose journal's length and hash the bot keeps. */
  function noteEndedHere(): void {
    for (const { noted, ...ended } of options.endedHere?.() ?? [])
      if (journal.append({ kind: 'recovered-here', ...ended }) === 'kept') noted();
  }

  async function greeter(): Promise<Greeter> {
    noteEndedHere();
    const openclawVersion = await openclaw();
    const facts = {
      agentVersion: options.version.slice(0, 64),
      platform: `${process.platform} ${process.arch}`,
      nodeVersion: process.versions.node,
      openclawVersion: openclawVersion?.slice(0, 64) ?? null,
    };
    return { identity, journal, run, random: randomText, now, facts };
  }

  /** Full jitter: a bot that comes back is not met by all its hosts in the same second. */
  function pause(attempt: number, hopeless: boolean): Promise<void> {
    const cap = Math.min(timing.lastRetryMs, timing.firstRetryMs * 2 ** Math.min(attempt, 16));
    const wait = hopeless ? timing.lastRetryMs * (0.5 + chance() / 2) : cap * chance();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, wait);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function loop(): Promise<void> {
    let attempt = 0;
    while (!stopping) {
      current = connect({
        greeter: await greeter(),
        jobs,
        log,
        ...timing,
        onLive(session) {
          attempt = 0;
          live = true;
          isReady();
          log.info({ session }, 'The bot is connected.');
        },
      });
      if (stopping) current.close('bye');
      const ended: Ended = await current.ended;
      live = false;
      current = null;
      if (stopping) break;
      const hint = HOPELESS.get(ended.code);
      log.warn(
        { code: ended.code, reason: ended.reason, ...(hint ? { hint } : {}) },
        'The bot is not connected.',
      );
      await pause(attempt, hint !== undefined);
      attempt += 1;
    }
  }

  const ended = loop().finally(() => {
    journal.close();
    unlock();
    log.info({}, 'The host agent has stopped.');
  });
  return {
    connected: () => live,
    ready,
    ended,
    async stop() {
      if (!stopping) {
        await jobs.stop();
        stopping = true;
        current?.close('bye');
        wake();
      }
      await ended;
    },
  };
}
