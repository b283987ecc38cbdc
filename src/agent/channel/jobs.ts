/**
 * @module agent/channel/jobs
 * Takes deliveries one after another: checks, journals, accepts, acts. What ran once is answered from the
 * journal and never runs again, whatever is sent, and whatever crashed in between.
 */
import { createHash } from 'node:crypto';
import type { Done } from '../../protocol/frames.ts';
import { MAX_EVIDENCE_FRAMES } from '../../protocol/limits.ts';
import type { OperationTerms } from '../../protocol/operations.ts';
import { OPERATIONS } from '../../protocol/operations.ts';
import { type VerifyKey, verifyKey } from '../../protocol/signer.ts';
import type { Operation, OperationTools, Resume } from '../operation.ts';
import { type Checked, check } from './checks.ts';
import { deepBudget } from './deep-budget.ts';
import type { ErrandOutcome, JobSession, Jobs, JobsParts } from './job-parts.ts';
import type { Ending, Known } from './journal-entry.ts';
import { outgoing } from './outgoing.ts';
import type { Transcripts } from './transcripts.ts';
import { cutShort, stoppedWhy, whyNot } from './why-ended.ts';

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
  const { journal, log } = parts;
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

  type Refused = { id: string | null; code: string; why: string };
  type Weighed = Go | Extract<Checked, { verdict: 'known' }> | ({ verdict: 'refused' } & Refused);

  /** All questions that are asked before an order begins. */
  async function weigh(
    frame: { order: string; delivery: string },
    road: { session: string | null; now: number },
  ): Promise<Weighed> {
    const policy = parts.policy();
    const checked = await check(frame, {
      bot: { kid: parts.bot.kid, key: await botKey },
      ...parts.trust?.(),
      host: parts.signer().kid,
      ownKeys: (await parts.ownKeys?.()) ?? [],
      ...road,
      terms,
      can: (op) => Object.hasOwn(parts.operations, op),
      policy,
      journal,
      holds: parts.holds ?? (async () => false),
    });
    if (checked.verdict !== 'run') return checked;
    const refused = (code: string, why: string): Weighed => ({
      verdict: 'refused',
      id: checked.order.id,
      code,
      why,
    });
    const busy = noRoom(checked.terms);
    if (busy !== null) return refused('busy', busy);
    const deep = parts.deep?.(checked.order.args) && policy.ok;
    const yields = parts.yielding?.() ?? null;
    if (yields !== null && checked.terms.mode === 'read' && (yields.level === 'none' || deep))
      return refused('busy', `the host agent leaves the machine to others: ${yields.why}`);
    const spent = deep ? budget(policy.policy.budget.deep) : null;
    return spent === null ? checked : refused('policy', spent);
  }

  async function take(frame: { order: string; delivery: string }): Promise<void> {
    const live = session;
    if (!live || stopping) return;
    const weighed = await weigh(frame, { session: live.id, now: live.now() });
    if (weighed.verdict === 'known') return answerAgain(weighed.known);
    const no = weighed.verdict === 'refused' ? weighed : start(weighed);
    if (no !== null) refuse(no.id, no.code, no.why);
  }

  /** As `take`, for a road without a session: what there is to tell goes into the order's transcript. */
  async function takeErrand(frame: { order: string; delivery: string }): Promise<ErrandOutcome> {
    const { transcripts } = parts;
    const late = { taken: false as const, id: null, code: 'busy', why: 'the host agent is being stopped' };
    if (stopping || !transcripts) return late;
    const weighed = await weigh(frame, { session: null, now: parts.now?.() ?? Date.now() });
    if (weighed.verdict === 'known') {
      await tellIn(transcripts, weighed.known);
      return { taken: true, id: weighed.known.id };
    }
    if (weighed.verdict === 'run') out.also(weighed.order.id, fileIn(transcripts, weighed.order.id));
    const no = weighed.verdict === 'refused' ? weighed : start(weighed);
    if (no === null) return { taken: true, id: (weighed as Go).order.id };
    if (weighed.verdict === 'run') out.forget(weighed.order.id);
    note(no.id, no.code, no.why);
    return { taken: false, id: no.id, code: no.code, why: no.why };
  }

  const fileIn = (transcripts: Transcripts, id: string) => (text: string) => transcripts.add(id, text);

  /** An order that is known: what it has to tell is put where it can be asked for, unless it is there. */
  async function tellIn(transcripts: Transcripts, known: Known): Promise<void> {
    const { id, order, journaled, ending } = known;
    if (!transcripts.has(id)) {
      transcripts.add(id, JSON.stringify({ type: 'accepted', id, order, journaled }));
      if (ending === null) out.also(id, fileIn(transcripts, id));
    }
    const written = transcripts.read(id, 0, 0);
    if (ending === null || written?.over === true) return;
    for (const text of parts.resume?.frames.of(id) ?? []) transcripts.add(id, text);
    transcripts.add(id, JSON.stringify({ type: 'done', id, done: await signedEnd(known, ending) }));
  }

  /** A refusal as it is logged and journaled. */
  function note(id: string | null, code: string, why: string): void {
    const minute = Math.floor(performance.now() / 60_000);
    refusals = minute === refusals.minute ? { minute, count: refusals.count + 1 } : { minute, count: 1 };
    if (refusals.count <= REFUSALS_A_MINUTE) {
      log.warn({ order: id, code, why }, 'An order was refused.');
      if (!journal.full()) journal.append({ kind: 'refused', id, code, why: why.slice(0, 500) });
    }
  }

  function refuse(id: string | null, code: string, why: string): void {
    note(id, code, why);
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

  /** Begins; gives why not where the journal does not take a change. */
  function start(go: Go): Refused | null {
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
      if (mode === 'change')
        return { id, code: 'journal', why: 'the order could not be written to the journal' };
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
    return null;
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
    const started = [...running.values()].filter((other) => other.started && other.mode === 'read').length;
    return started < (parts.yielding?.() ? 1 : READS_AT_ONCE);
  }

  async function end(id: string, ending: Omit<Ending, 'at' | 'point'>): Promise<void> {
    journal.append({ kind: 'ended', id, ...ending });
    const known = journal.find(id);
    if (known?.ending) await tellEnd(known, known.ending);
    log.info({ order: id, outcome: ending.outcome, tookMs: ending.tookMs }, 'An order has ended.');
  }

  /** Where the order's transcript has its end, and no socket is there to bring it, the bot asks for it by itself. */
  async function tellEnd(known: Known, ending: Ending): Promise<void> {
    out.done(known.id, await signedEnd(known, ending));
    if (session === null && parts.transcripts?.read(known.id, 0, 0)?.over)
      settle(known.id, MAX_EVIDENCE_FRAMES, true);
  }

  /** Ed25519 signs the same bytes the same way, so an end that is told again is the same end. */
  function signedEnd(known: Known, ending: Ending): Promise<string> {
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
    return parts.signer().sign('ocdone+jws', done);
  }

  /** The bot has everything below `next`, or can ask for it without this process. */
  function settle(id: string, next: number, done: boolean): void {
    out.ack(id, next, done);
    const known = journal.find(id);
    if (done && known && !known.acked) journal.append({ kind: 'acked', id });
    if (done) parts.resume?.frames.drop(id);
  }

  /** What was cut short by a crash goes on or is ended honestly; what the bot may not have is told again. */
  const recovered = (async () => {
    for (const known of journal.orders()) {
      if (known.acked) continue;
      const { transcripts } = parts;
      if (transcripts?.has(known.id) && !transcripts.read(known.id, 0, 0)?.over)
        out.also(known.id, fileIn(transcripts, known.id));
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
    errand(frame) {
      const mine = turn.then(() => recovered).then(() => takeErrand(frame));
      turn = mine.then(
        () => undefined,
        () => undefined,
      );
      return mine;
    },
    async retell(id) {
      await recovered;
      const known = journal.find(id);
      if (known && parts.transcripts) await tellIn(parts.transcripts, known);
    },
    ack: ({ id, next, done }) => settle(id, next, done),
    running: () => running.size > 0,
    whenEnded: async (id) => running.get(id)?.ended,
    async stop() {
      stopping = true;
      await recovered;
      for (const one of running.values()) one.abort.abort('stop');
      await Promise.all([...running.values()].map((one) => one.ended));
    },
    idle: () => running.size === 0 && out.idle(),
  };
}
