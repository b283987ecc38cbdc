/**
 * @module agent/channel/channel
 * The host agent at work: holds one connection to the bot it has joined, dials again with growing patience
 * when it breaks, and stops in good order. It only dials out; it listens on nothing.
 */
import { CLOSE } from '../../protocol/closing.ts';
import { DEAD_AFTER_MS, HANDSHAKE_MS, HEARTBEAT_MS } from '../../protocol/limits.ts';
import { randomText } from '../../protocol/signer.ts';
import { openStateDir } from '../private-files.ts';
import type { AgentProblem } from '../problem.ts';
import { type Connection, connect, type Ended } from './connection.ts';
import type { Greeter } from './greeting.ts';
import { loadIdentity } from './keys.ts';
import { proxyFor } from './proxy.ts';
import { finishRotation } from './rotate-key.ts';
import { openWork, type Work, type WorkOptions } from './work.ts';

export type AgentOptions = WorkOptions & {
  /** Recoveries that ended here without an order and stand in no journal yet; `noted` once they do. */
  endedHere?: () => readonly EndedHere[];
  /** Takes orders that came to this host on a road without a socket. */
  errands?: (work: Work) => { stop(): void };
  /** The host agent's own version. */
  version: string;
  /** The version of OpenClaw on this host, if it can be told; asked at each connection. */
  openclawVersion?: () => Promise<string | null>;
  /** Told whenever the bot begins or ceases to hear this host, with why and what to do. */
  told?: (state: { connected: boolean; because: string | null; hint: string | null }) => void;
  /** Milliseconds; only tests change them. */
  timing?: Partial<Timing>;
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
  /** The key on disk is another one now: connects anew with it. */
  renew(): void;
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
  // A key's rotation that was cut short is finished first; where the bot is away, it is tried before each connection.
  await finishRotation(stateDir).catch((error: AgentProblem) =>
    log.warn({ code: error.code }, error.message),
  );
  proxyFor((await loadIdentity(stateDir)).bot.url);
  const work = await openWork(options);
  const { journal, jobs, trust, policySource, close } = work;
  const { bot } = work.identity();
  const errands = options.errands?.(work);
  const run = randomText(32);
  log.info({ host: bot.name, bot: bot.url, policy: policySource }, 'The host agent has started.');

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
    return { identity: work.identity(), trust, journal, run, random: randomText, now, facts };
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
      const unfinished = await finishRotation(stateDir).then(
        () => null,
        (error: AgentProblem) => error,
      );
      await work.renew();
      // The bot may have taken the next key: dialled with the one before, it would see a copy of this host.
      if (unfinished?.code === 'unreachable') {
        if (stopping) break;
        log.warn({ code: unfinished.code }, unfinished.message);
        options.told?.({ connected: false, because: unfinished.message, hint: unfinished.hint });
        await pause(attempt, false);
        attempt += 1;
        continue;
      }
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
          options.told?.({ connected: true, because: null, hint: null });
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
      const because = ended.reason || `closed with ${ended.code}`;
      options.told?.({ connected: false, because, hint: hint ?? null });
      await pause(attempt, hint !== undefined);
      attempt += 1;
    }
  }

  const ended = loop().finally(() => {
    close();
    log.info({}, 'The host agent has stopped.');
  });
  return {
    connected: () => live,
    renew() {
      current?.close('bye');
      wake();
    },
    ready,
    ended,
    async stop() {
      if (!stopping) {
        errands?.stop();
        await jobs.stop();
        stopping = true;
        current?.close('bye');
        wake();
      }
      await ended;
    },
  };
}
