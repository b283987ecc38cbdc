/**
 * @module agent/channel/jobs
 * Takes deliveries one after another: checks, journals, accepts, acts. What ran once is answered from the
 * journal and never runs again, whatever is sent, and whatever crashed in between.
 */
import { createHash } from 'node:crypto';
import type { Log } from '../../log.ts';
import type { Done } from '../../protocol/frames.ts';
import type { OperationTerms } from '../../protocol/operations.ts';
import { OPERATIONS } from '../../protocol/operations.ts';
import type { Precondition } from '../../protocol/order.ts';
import { type Signer, type VerifyKey, verifyKey } from '../../protocol/signer.ts';
import type { PublicKey } from '../../protocol/words.ts';
import type { Operations } from '../operation.ts';
import { type Checked, check } from './checks.ts';
import { deepBudget } from './deep-budget.ts';
import type { Journal } from './journal.ts';
import type { Ending, Known } from './journal-entry.ts';
import { outgoing } from './outgoing.ts';
import type { PolicyReading } from './policy.ts';

export type JobsParts = {
  signer: Signer;
  bot: { kid: string; publicKey: PublicKey };
  operations: Operations;
  policy: () => PolicyReading;
  journal: Journal;
  log: Log;
  /** Whether something that was agreed on still holds; absent: nothing can be shown to hold. */
  holds?: (precondition: Precondition) => Promise<boolean>;
  /** Whether arguments of a look ask for a costly one; absent: none do. */
  deep?: (args: Record<string, unknown>) => boolean;
  /** What a bot may ask for; the protocol's own table unless a test says otherwise. */
  terms?: Readonly<Record<string, OperationTerms>>;
};

/** A live session as the jobs see it: its name, the bot's clock, and the way out. */
export type JobSession = { id: string | null; now(): number; send(text: string): void };

export type Jobs = {
  /** The session is live; what the bot has not yet stored goes out again. */
  attach(session: JobSession): void;
  detach(): void;
  /** Takes one delivery; resolved once it is accepted, answered or refused, not when its work ends. */
  deliver(frame: { order: string; delivery: string }): Promise<void>;
  ack(frame: { id: string; next: number; done: boolean }): void;
  /** Stops all work and waits for its ends to be written. */
  stop(): Promise<void>;
  /** Whether everything is done and stored by the bot. */
  idle(): boolean;
};

/** Reading orders that run at once, and that may wait for their turn. */
const READS_AT_ONCE = 2;
const READS_WAITING = 8;
/** Refusals that are written down in a minute; a flood of forgeries must not fill the disk. */
const REFUSALS_A_MINUTE = 120;

type Running = { mode: 'read' | 'change'; abort: AbortController; ended: Promise<void>; started: boolean };
type Go = Extract<Checked, { verdict: 'run' }>;

export function createJobs(parts: JobsParts): Jobs {
  const { journal, log, signer } = parts;
  const terms = parts.terms ?? OPERATIONS;
  const out = outgoing((text) => createHash('sha256').update(text).digest('base64url'));
  const running = new Map<string, Running>();
  const botKey: Promise<VerifyKey> = verifyKey(parts.bot.publicKey);
  let session: JobSession | null = null;
  let turn: Promise<void> = Promise.resolve();
  let refusals = { minute: 0, count: 0 };
  let stopping = false;
  const budget = deepBudget();

  async function take(frame: { order: string; delivery: string }): Promise<void> {
    const live = session;
    if (!live || stopping) return;
    const policy = parts.policy();
    const checked = await check(frame, {
      bot: { kid: parts.bot.kid, key: await botKey },
      host: signer.kid,
      session: live.id,
      now: live.now(),
      terms,
      can: (op) => Object.hasOwn(parts.operations, op),
      policy,
      journal,
      holds: parts.holds ?? (async () => false),
    });
    if (checked.verdict === 'refused') return refuse(checked.id, checked.code, checked.why);
    if (checked.verdict === 'known') return answerAgain(checked.known);
    const busy = noRoom(checked.terms.mode);
    if (busy !== null) return refuse(checked.order.id, 'busy', busy);
    const deep = parts.deep?.(checked.order.args) && policy.ok;
    const spent = deep ? budget(policy.policy.budget.deep) : null;
    if (spent !== null) return refuse(checked.order.id, 'policy', spent);
    start(checked);
  }

  function refuse(id: string | null, code: string, why: string): void {
    const minute = Math.floor(performance.now() / 60_000);
    refusals = minute === refusals.minute ? { minute, count: refusals.count + 1 } : { minute, count: 1 };
    if (refusals.count <= REFUSALS_A_MINUTE) {
      log.warn({ order: id, code, why }, 'An order was refused.');
      if (!journal.full()) journal.append({ kind: 'refused', id, code, why: why.slice(0, 500) });
    }
    out.refused(id, code, why);
  }

  /** The same order again: what is known of it is said again, and nothing is done. */
  function answerAgain(known: Known): void {
    out.accepted(known.id, known.order, known.journaled);
    if (known.ending) void tellEnd(known, known.ending);
  }

  function noRoom(mode: 'read' | 'change'): string | null {
    const same = [...running.values()].filter((one) => one.mode === mode).length;
    if (mode === 'change') return same > 0 ? 'another change is under way on this host' : null;
    return same >= READS_AT_ONCE + READS_WAITING ? 'too many looks are under way on this host' : null;
  }

  function start(go: Go): void {
    const { order, delivery, digest, kid } = go;
    const { id, op, mode, incident, requester, iat, exp } = order;
    const { jti, counter } = delivery;
    const entry = {
      kind: 'taken' as const,
      id,
      order: digest,
      jti,
      kid,
      counter,
      op,
      mode,
      incident,
      requester,
      iat,
      exp,
    };
    const kept = journal.append(entry, { must: mode === 'change' });
    if (kept === 'lost') {
      // A look harms nobody and is most needed on a host whose disk is full; a change must leave a trace first.
      if (mode === 'change') {
        refuse(id, 'journal', 'the order could not be written to the journal');
        return;
      }
      log.warn({ order: id }, 'The journal cannot be written; this look goes on without it.');
    }
    log.info({ order: id, op, incident, requester }, 'An order was accepted.');
    out.accepted(id, digest, kept === 'kept');
    const abort = new AbortController();
    const one: Running = { mode, abort, started: false, ended: Promise.resolve() };
    running.set(id, one);
    one.ended = work(go, one).finally(() => running.delete(id));
  }

  async function work(go: Go, one: Running): Promise<void> {
    const { order, terms: limits } = go;
    while (!mayStart(one))
      await Promise.race([...running.values()].filter((o) => o.started).map((o) => o.ended));
    one.started = true;
    const began = performance.now();
    const clock = session?.now ?? Date.now;
    const frames: string[] = [];
    const timer = setTimeout(() => one.abort.abort('time'), limits.limitMs);
    let open = true;
    let outcome: Ending['outcome'] = 'finished';
    let why: string | null = null;
    try {
      const operation = parts.operations[order.op];
      const emit = (evidence: Parameters<typeof out.evidence>[1]) => {
        if (open) frames.push(...out.evidence(order.id, evidence));
      };
      // An operation that does not listen to the signal is left behind; its late words are not taken.
      await Promise.race([
        operation?.(order.args, { emit, signal: one.abort.signal, incident: order.incident, now: clock }),
        cutShort(one.abort.signal),
      ]);
    } catch (error) {
      outcome = one.abort.signal.aborted ? 'stopped' : 'failed';
      // An error's text may quote what a probe read; only its kind leaves the host.
      why = one.abort.signal.aborted
        ? stoppedWhy(one.abort.signal.reason)
        : `it broke inside: ${kindOf(error)}`;
      log.error({ order: order.id, outcome, error: String(error).slice(0, 500) }, 'An order did not finish.');
    } finally {
      open = false;
      clearTimeout(timer);
    }
    const tookMs = Math.round(performance.now() - began);
    await end(order.id, { outcome, why, frames, tookMs });
  }

  function mayStart(one: Running): boolean {
    if (one.mode === 'change') return true;
    return (
      [...running.values()].filter((other) => other.started && other.mode === 'read').length < READS_AT_ONCE
    );
  }

  async function end(id: string, ending: Omit<Ending, 'at' | 'point'>): Promise<void> {
    journal.append({ kind: 'ended', id, ...ending });
    const known = journal.find(id);
    if (known?.ending) await tellEnd(known, known.ending);
    log.info({ order: id, outcome: ending.outcome, tookMs: ending.tookMs }, 'An order has ended.');
  }

  /** Ed25519 signs the same bytes the same way, so an end that is told again is the same end. */
  async function tellEnd(known: Known, ending: Ending): Promise<void> {
    const { outcome, why, frames, tookMs, at, point } = ending;
    const done: Done = {
      v: 1,
      id: known.id,
      order: known.order,
      outcome,
      why,
      frames,
      tookMs,
      at,
      journal: point,
    };
    out.done(known.id, await signer.sign('ocdone+jws', done));
  }

  /** What was cut short by a crash is ended honestly; what the bot may not have is told again. */
  const recovered = (async () => {
    for (const known of journal.orders()) {
      if (known.acked) continue;
      if (known.ending) await tellEnd(known, known.ending);
      else
        await end(known.id, {
          outcome: 'stopped',
          why: 'the host agent was restarted while it worked on this; progress unknown',
          frames: [],
          tookMs: 0,
        });
    }
  })();

  return {
    attach(next) {
      session = next;
      void recovered.then(() => {
        if (session === next) out.attach((text) => next.send(text));
      });
    },
    detach() {
      session = null;
      out.detach();
    },
    deliver(frame) {
      const mine = turn.then(() => recovered).then(() => take(frame));
      turn = mine.catch(() => undefined);
      return mine;
    },
    ack({ id, next, done }) {
      out.ack(id, next, done);
      const known = journal.find(id);
      if (done && known && !known.acked) journal.append({ kind: 'acked', id });
    },
    async stop() {
      stopping = true;
      await recovered;
      for (const one of running.values()) one.abort.abort('stop');
      await Promise.all([...running.values()].map((one) => one.ended));
    },
    idle: () => running.size === 0 && out.idle(),
  };
}

/** Rejects when the signal is aborted, and only then. */
function cutShort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function stoppedWhy(reason: unknown): string {
  return reason === 'time' ? 'it took longer than it may' : 'the host agent was stopped';
}

function kindOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  const name = error instanceof Error ? error.name : typeof error;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? `${name} ${code}` : name;
}
