/**
 * @module agent/channel/jobs
 * Takes deliveries one after another: checks, journals, accepts, acts. What ran once is answered from the
 * journal and never runs again, whatever is sent, and whatever crashed in between.
 */
import { createHash } from 'node:crypto';
import type { Log } from '../../log.ts';
import type { Done } from '../../protocol/frames.ts';
import { sayNotBegun } from '../../protocol/not-begun.ts';
import type { OperationTerms } from '../../protocol/operations.ts';
import { OPERATIONS } from '../../protocol/operations.ts';
import type { Precondition } from '../../protocol/order.ts';
import { type Signer, type VerifyKey, verifyKey } from '../../protocol/signer.ts';
import type { PublicKey } from '../../protocol/words.ts';
import { NotBegun, type Operation, type Operations, type OperationTools, type Resume } from '../operation.ts';
import { type Checked, check } from './checks.ts';
import { deepBudget } from './deep-budget.ts';
import type { Journal } from './journal.ts';
import type { Ending, Known } from './journal-entry.ts';
import type { KeptFrames } from './kept-frames.ts';
import { outgoing } from './outgoing.ts';
import type { PolicyReading } from './policy.ts';

export type JobsParts = {
  signer: Signer;
  bot: { kid: string; publicKey: PublicKey };
  operations: Operations;
  /** By operation: those that go on where a process before this one was interrupted, and what it had sent of them. */
  resume?: { how: Readonly<Record<string, Resume>>; frames: KeptFrames };
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
/** Orders beside a change: people steer it, hold and lift; a flood of them is none of theirs. */
const BESIDE_AT_ONCE = 8;

type Running = {
  mode: 'read' | 'change';
  beside: boolean;
  abort: AbortController;
  ended: Promise<void>;
  started: boolean;
};
/** What is worked on: an order that has just come, or one that is gone on with. */
type Job = Pick<Known, 'id' | 'op' | 'incident' | 'requester'> & {
  limitMs: number;
  /** Hashes of the frames that were sent before. */
  sent: string[];
  work: (tools: OperationTools) => Promise<void>;
};
type Go = Extract<Checked, { verdict: 'run' }>;

export function createJobs(parts: JobsParts): Jobs {
  const { journal, log, signer } = parts;
  const terms = parts.terms ?? OPERATIONS;
  const resumes = (op: string): Resume | undefined =>
    parts.resume && Object.hasOwn(parts.resume.how, op) ? parts.resume.how[op] : undefined;
  const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');
  const out = outgoing(hash, (id, text) => {
    if (resumes(journal.find(id)?.op ?? '')) parts.resume?.frames.keep(id, text);
  });
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
    const busy = noRoom(checked.terms);
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

  function noRoom({ mode, beside }: OperationTerms): string | null {
    const same = [...running.values()].filter(
      (one) => one.mode === mode && one.beside === (beside === true),
    ).length;
    if (beside) return same >= BESIDE_AT_ONCE ? 'too much is asked of a change at once' : null;
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
    const operation: Operation | undefined = parts.operations[op];
    begin({
      id,
      op,
      incident,
      requester,
      limitMs: go.terms.limitMs,
      sent: [],
      work: async (tools) => operation?.(order.args, tools),
    });
  }

  function begin(job: Job): void {
    const { mode, beside } = terms[job.op] ?? { mode: 'change' };
    const abort = new AbortController();
    const one: Running = { mode, beside: beside === true, abort, started: false, ended: Promise.resolve() };
    running.set(job.id, one);
    one.ended = work(job, one).finally(() => running.delete(job.id));
  }

  async function work(job: Job, one: Running): Promise<void> {
    while (!mayStart(one))
      await Promise.race([...running.values()].filter((o) => o.started).map((o) => o.ended));
    one.started = true;
    const began = performance.now();
    const clock = session?.now ?? Date.now;
    const frames: string[] = [...job.sent];
    const timer = setTimeout(() => one.abort.abort('time'), job.limitMs);
    let open = true;
    let outcome: Ending['outcome'] = 'finished';
    let why: string | null = null;
    const { signal } = one.abort;
    const { id, incident, requester } = job;
    // What goes on later is given the moment that it takes to stop in order.
    const cut = resumes(job.op) ? cutShort(signal, 'time') : cutShort(signal);
    try {
      const emit = (evidence: Parameters<typeof out.evidence>[1]) => {
        if (open) frames.push(...out.evidence(id, evidence));
      };
      // An operation that does not listen to the signal is left behind; its late words are not taken.
      await Promise.race([job.work({ emit, signal, incident, order: id, requester, now: clock }), cut]);
    } catch (error) {
      outcome = signal.aborted ? 'stopped' : 'failed';
      // An error's text may quote what a probe read; only its kind leaves the host.
      why = signal.aborted ? stoppedWhy(signal.reason) : whyNot(error);
      log.error({ order: id, outcome, error: String(error).slice(0, 500) }, 'An order did not finish.');
    } finally {
      open = false;
      clearTimeout(timer);
    }
    if (signal.reason === 'stop' && resumes(job.op)?.(id)) {
      log.info({ order: id }, 'An order stays open; it goes on at the next start.');
      return;
    }
    const tookMs = Math.round(performance.now() - began);
    await end(id, { outcome, why, frames, tookMs });
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

  /** What was cut short by a crash goes on or is ended honestly; what the bot may not have is told again. */
  const recovered = (async () => {
    for (const known of journal.orders()) {
      if (known.acked) continue;
      if (known.ending) await tellEnd(known, known.ending);
      else if (!goOn(known))
        await end(known.id, {
          outcome: 'stopped',
          why: resumes(known.op)
            ? 'the host agent was restarted before it had begun this; nothing was changed'
            : 'the host agent was restarted while it worked on this; progress unknown',
          frames: (parts.resume?.frames.of(known.id) ?? []).map(hash),
          tookMs: 0,
        });
    }
  })();

  /** Whether the order goes on from where the process before this one was. */
  function goOn(known: Known): boolean {
    const { id, op, incident, requester, order } = known;
    const work = resumes(op)?.(id);
    if (!work || !parts.resume) return false;
    log.warn({ order: id, op }, 'An order was interrupted; it goes on.');
    out.accepted(id, order, known.journaled);
    const sent = out.restore(id, parts.resume.frames.of(id));
    begin({ id, op, incident, requester, limitMs: terms[op]?.limitMs ?? 0, sent, work });
    return true;
  }

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
      if (done) parts.resume?.frames.drop(id);
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

/** Rejects when the signal is aborted, for this reason if one is named, and only then. */
function cutShort(signal: AbortSignal, only?: string): Promise<never> {
  return new Promise((_, reject) => {
    const cut = (): void => {
      if (only === undefined || signal.reason === only) reject(signal.reason);
    };
    if (signal.aborted) cut();
    signal.addEventListener('abort', cut, { once: true });
  });
}

function stoppedWhy(reason: unknown): string {
  return reason === 'time' ? 'it took longer than it may' : 'the host agent was stopped';
}

const whyNot = (error: unknown): string =>
  error instanceof NotBegun ? sayNotBegun(error.because) : `it broke inside: ${kindOf(error)}`;

function kindOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  const name = error instanceof Error ? error.name : typeof error;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? `${name} ${code}` : name;
}
