/**
 * @module agent/channel/work
 * What every process that takes orders opens first: the key and the bot it belongs to, the policy, the journal under its
 * lock, and the jobs. Who holds the lock is the only one to take orders here, by whatever road they come.
 */
import type { Log } from '../../log.ts';
import type { OperationTerms } from '../../protocol/operations.ts';
import type { Precondition } from '../../protocol/order.ts';
import { thumbprint } from '../../protocol/signer.ts';
import type { Trust } from '../../protocol/trust.ts';
import type { Operations, Resume } from '../operation.ts';
import { openStateDir, statePaths } from '../private-files.ts';
import { AgentProblem } from '../problem.ts';
import type { Yielding } from '../self-watch.ts';
import type { Jobs } from './job-parts.ts';
import { createJobs } from './jobs.ts';
import { type Journal, openJournal } from './journal.ts';
import { keptFrames } from './kept-frames.ts';
import { type Identity, loadIdentity } from './keys.ts';
import { policyKeeper } from './policy.ts';
import { otherKeys } from './rotate-key.ts';
import { lockState } from './state-lock.ts';
import { transcripts } from './transcripts.ts';
import { keepTrust, type TrustKeeper } from './trust-keeper.ts';

export type WorkOptions = {
  stateDir: string;
  operations: Operations;
  /** By operation: those that go on where a process before this one was interrupted. */
  resume?: Readonly<Record<string, Resume>>;
  /** Told once which orders are still open, before any is gone on with. */
  openOrders?: (ids: ReadonlySet<string>) => void;
  /** Whether arguments of a look ask for a costly one; absent: none do. */
  deep?: (args: Record<string, unknown>) => boolean;
  /** Absent: `/etc/openclaw-host-agent/agent.toml`, or the shipped policy if that is missing. */
  policyFile?: string;
  log: Log;
  /** Whether something that was agreed on still holds on this host; absent: nothing can be shown to hold. */
  holds?: (precondition: Precondition) => Promise<boolean>;
  /** What a bot may ask for; the protocol's own table unless a test says otherwise. */
  terms?: Readonly<Record<string, OperationTerms>>;
  /** What this process does without, to leave the machine to others; absent: nothing. */
  yielding?: () => Yielding;
  /** This process may end at any moment: where a change is still open, its orders are for another one. */
  onlyLooks?: boolean;
  now?: () => number;
};

export type Work = {
  /** The key of this host as it is now, and its bot. */
  identity(): Identity;
  /** Reads the key anew: `rotate-key` may have put another one on the disk. What cannot be read leaves it as it is. */
  renew(): Promise<void>;
  /** Which keys of the bot are believed. */
  trust: TrustKeeper;
  journal: Journal;
  jobs: Jobs;
  stateDir: string;
  policySource: string;
  /** Lets the journal and its lock go. */
  close(): void;
};

/** @throws AgentProblem as runAgent does; code `already-running` where another process takes this host's orders. */
export async function openWork(options: WorkOptions): Promise<Work> {
  const { stateDir, log, now = Date.now } = options;
  openStateDir(stateDir);
  let identity = await loadIdentity(stateDir);
  const policy = policyKeeper(options.policyFile);
  const first = policy();
  if (!first.ok) throw new AgentProblem('policy', first.why, first.hint);
  const paths = statePaths(stateDir);
  const unlock = lockState(paths.lock);
  let journal: Journal;
  try {
    journal = openJournal({ path: paths.journal, now, expected: true });
  } catch (error) {
    unlock();
    throw error;
  }
  const damaged = journal.damaged();
  if (damaged !== null)
    log.error({ why: damaged }, 'The journal is damaged; this host only reads until it joins again.');
  const bot = { kid: await thumbprint(identity.bot.key), publicKey: identity.bot.key };
  const trust = await keepTrust(stateDir, identity.bot.key);
  const { operations, holds, deep, terms, resume } = options;
  const left = journal.orders().filter(({ ending }) => ending === null);
  if (options.onlyLooks && left.some(({ mode }) => mode === 'change')) {
    journal.close();
    unlock();
    throw new AgentProblem('change-open', 'A change of this host is still open.', 'It goes on by itself.');
  }
  options.openOrders?.(new Set(left.map(({ id }) => id)));
  const jobs = createJobs({
    signer: () => identity.signer,
    ownKeys: () => otherKeys(stateDir),
    trust: () => ({ bots: trust.keys(), doubt: doubtOf(trust.trust(), now()) }),
    bot,
    operations,
    policy,
    journal,
    log,
    transcripts: transcripts(paths.errands),
    now,
    ...(holds ? { holds } : {}),
    ...(deep ? { deep } : {}),
    ...(options.yielding ? { yielding: options.yielding } : {}),
    ...(resume ? { resume: { how: resume, frames: keptFrames(paths.frames) } } : {}),
    ...(terms ? { terms } : {}),
  });
  return {
    identity: () => identity,
    async renew() {
      identity = await loadIdentity(stateDir).catch(() => identity);
    },
    trust,
    journal,
    jobs,
    stateDir,
    policySource: first.source,
    close() {
      journal.close();
      unlock();
    },
  };
}

/** Whoever holds back a newer document could have a key believed for ever; an end to it stops changes, never looks. */
function doubtOf({ version, expires }: Trust, now: number): string | null {
  if (expires === null || now <= expires) return null;
  return `what is known of the bot’s keys (version ${version}) ended at ${new Date(expires).toISOString()}; nothing is changed on its word`;
}
