/**
 * One incident object over a real SQLite file, with a clock that stands still unless moved, a host object
 * and a notifier that follow a script, and a trapdoor: the process can be made to die at any step.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Diagnosis } from '../../src/diagnosis/finding.ts';
import type { HostMessage, JobRequest } from '../../src/hub/messages.ts';
import type { IncidentEvent, Place } from '../../src/incidents/event.ts';
import { incidentBehaviour } from '../../src/incidents/incident-object.ts';
import type { HistoryReply } from '../../src/incidents/messages.ts';
import type { Notice, Notifier } from '../../src/incidents/notifier.ts';
import type { LinkMaker } from '../../src/incidents/ticket-courier.ts';
import type { Log } from '../../src/log.ts';
import { TICKET_WRITER } from '../../src/messages/ticket-body.ts';
import type { NotifierPace, PublishResult } from '../../src/outbox/notifier.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import { migrate } from '../../src/storage/migrations.ts';
import { openSqlite } from '../../src/storage/node-sqlite.ts';
import type { Message, ObjectLife, Reply, Store } from '../../src/storage/objects.ts';
import type { Desk } from '../../src/tickets/desk.ts';
import { bundlesInMemory } from '../fakes/bundles-in-memory.ts';
import { T0 } from './given.ts';

class Died extends Error {}

export const silent: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silent,
};

/** Reads a verdict from the first fact that names one: these tests are about speaking, not about rules. */
export function classify(evidence: Evidence[]): Diagnosis {
  const told = evidence.flatMap((item) => item.facts).findLast((fact) => fact.fact === 'test.verdict');
  const down = told?.value === 'down';
  const finding = {
    id: 'config-invalid',
    gateway: 'default',
    layer: 'process',
    severity: 1,
    confidence: 0.95,
    params: {},
    for: [],
    against: [],
    checks: [],
    fixes: [],
    remediation: 'operator-manual',
  } as const;
  return {
    verdict: down ? 'down' : told?.value === 'healthy' ? 'healthy' : 'unknown',
    layers: [
      {
        layer: 'process',
        state: down ? 'failed' : 'ok',
        because: { code: down ? 'no-process' : 'process-runs', params: {} },
      },
    ],
    findings: down ? [{ ...finding, for: [], against: [], checks: [], fixes: [] }] : [],
    unknowns: [],
  };
}

export const evidence = (verdict: string): Evidence[] => [
  {
    probe: 'process',
    subject: 'host',
    source: '/proc',
    at: new Date(T0 + 200).toISOString(),
    how: 'live',
    look: 'seen',
    facts: [{ fact: 'test.verdict', subject: 'host', value: verdict }],
  },
];

export type Posted = {
  key: string;
  ref: string;
  under?: string;
  notice: Notice;
  edits: number;
  postedAt: number;
};

/** `dieAt`: the step (counted over all calls out of the object) before which the process dies, once. */
export function aWorld({
  dieAt = Number.POSITIVE_INFINITY,
  pace = { postMs: 1_000, editMs: 1_500 },
  announceIn,
  bundles = true,
  desk,
  ticketOn = null,
  linkFor,
}: {
  dieAt?: number;
  pace?: NotifierPace;
  announceIn?: () => Place[];
  /** Whether there is somewhere to keep files. */
  bundles?: boolean;
  /** Where tickets are opened, by the world's clock. */
  desk?: (now: () => number) => Desk;
  ticketOn?: number | null;
  linkFor?: LinkMaker;
} = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'incident-'));
  const file = openSqlite(join(folder, 'one.sqlite'));
  onTestFinished(() => {
    file.close();
    rmSync(folder, { recursive: true });
  });

  let clock = T0;
  let steps = 0;
  let lives = 0;
  let wake: number | null = null;
  const posted: Posted[] = [];
  const spokenAt: { key: string; at: number; edit: boolean }[] = [];
  const jobs: JobRequest[] = [];
  const told: HostMessage[] = [];
  let said: ((notice: Notice) => PublishResult | undefined) | null = null;
  let hostAnswers: (job: JobRequest) => Reply = () => ({ state: 'delivered' });
  let hostAway = 0;
  let searchable = true;
  let judgements = 0;
  let facts = 0;
  let laterOnes: (() => Promise<void>)[] = [];
  let erased = 0;

  /** Everything that leaves the object passes here, so the process can die between any two steps. */
  function step(life: number): void {
    steps += 1;
    if (steps === dieAt) lives += 1;
    if (life !== lives) throw new Died();
  }

  const kept = bundlesInMemory(() => step(bornIn));

  function storeOf(life: number): Store {
    const { store } = file;
    return {
      run(sql, ...values) {
        step(life);
        store.run(sql, ...values);
      },
      all(sql, ...values) {
        if (life !== lives) throw new Died();
        return store.all(sql, ...values);
      },
      tx(work) {
        step(life);
        const result = store.tx(() => {
          const inside = work();
          step(life);
          return inside;
        });
        step(life);
        return result;
      },
    };
  }

  function notifierOf(life: number): Notifier {
    return {
      pace,
      async publish(notice) {
        step(life);
        const scripted = said?.(notice);
        if (scripted !== undefined && !scripted.ok && scripted.outcome !== 'unknown') return scripted;
        spokenAt.push({ key: notice.key, at: clock, edit: notice.edit !== undefined });
        const old = posted.find((one) => one.ref === notice.edit);
        if (old !== undefined) {
          old.notice = notice;
          old.edits += 1;
        } else {
          const ref = `${posted.length + 1}.0`;
          const under = notice.under === undefined ? {} : { under: notice.under };
          posted.push({ key: notice.key, ref, ...under, notice, edits: 0, postedAt: clock });
        }
        step(life);
        return scripted ?? { ok: true, ref: notice.edit ?? `${posted.length}.0` };
      },
      async find(notice) {
        step(life);
        if (!searchable) throw new Error('the place cannot be searched');
        return posted.find((one) => one.key === notice.key)?.ref ?? null;
      },
    };
  }

  const slate = desk?.(() => clock);

  /** The desk as this life knows it: the process can die before a call, and between the answer and the memory of it. */
  function deskOf(life: number, real: Desk): Desk {
    const guarded = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => {
      return async (...args: A): Promise<R> => {
        step(life);
        const answer = await call(...args);
        step(life);
        return answer;
      };
    };
    const { open, find, read, comment, hasComment, attach, hasFile } = real;
    return {
      ...{ name: real.name, kind: real.kind, abilities: real.abilities, check: real.check },
      ...{ open: guarded(open), find: guarded(find), read: guarded(read), comment: guarded(comment) },
      ...{ hasComment: guarded(hasComment), attach: guarded(attach), hasFile: guarded(hasFile) },
    };
  }

  function start(): ObjectLife {
    const life = lives;
    laterOnes = [];
    const notifier = notifierOf(life);
    const behaviour = incidentBehaviour({
      objects: {
        async send(to, message) {
          step(life);
          if (hostAway > 0) {
            hostAway -= 1;
            throw new Error('the hub does not answer');
          }
          const known = message as HostMessage;
          told.push(known);
          const isNew = known.type === 'dispatch' && !jobs.some((job) => job.id === known.job.id);
          if (isNew) jobs.push(known.job);
          step(life);
          return known.type === 'dispatch' ? hostAnswers(known.job) : { to: to.name };
        },
      },
      notifiers: { slack: notifier, terminal: notifier },
      log: silent,
      random: () => 0.5,
      ...(announceIn && { announceIn }),
      ...(slate && {
        tickets: {
          desks: new Map([[slate.name, deskOf(life, slate)]]),
          ...{ write: TICKET_WRITER, desk: slate.name, ticketOn, ...(linkFor && { linkFor }) },
        },
      }),
      ...(bundles && { files: kept.store }),
      classify(pieces) {
        judgements += 1;
        facts = pieces.reduce((sum, piece) => sum + piece.facts.length, 0);
        return classify(pieces);
      },
    });
    migrate(file.store, behaviour.migrations);
    return behaviour.start({
      address: { kind: 'incident', name: 'inc-1' },
      store: storeOf(life),
      now: () => clock,
      wakeAt(at) {
        if (life === lives) wake = at;
      },
      erase() {
        if (life === lives) erased += 1;
      },
      sockets: () => [],
      later(work) {
        laterOnes.push(work);
      },
    });
  }

  let life = start();
  let bornIn = lives;

  /** Runs work of the object; when the process died under it, another life begins. */
  async function survive<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      return undefined;
    } finally {
      if (bornIn !== lives) {
        bornIn = lives;
        life = start();
      }
    }
  }

  async function runLater(): Promise<void> {
    while (laterOnes.length > 0) {
      const work = laterOnes.shift();
      if (work !== undefined) await survive(work);
    }
  }

  const world = {
    posted,
    spokenAt,
    jobs,
    told,
    /** Files that are kept. */
    files: kept,
    /** Asks the object something else than how it stands. */
    ask: (message: Message) => life.receive(message),
    rows: (table: string) => file.store.all(`SELECT * FROM ${table}`),
    steps: () => steps,
    wakeTime: () => wake,
    /** How often the object asked to be erased. */
    erased: () => erased,
    /** How often evidence was judged, and how many facts were in it the last time. */
    judgements: () => judgements,
    facts: () => facts,
    /** Evidence that lies in the store already, as an older bot has left it. */
    plant(order: string, seq: number, pieces: Evidence[]) {
      file.store.run(
        'INSERT INTO evidence (order_id, seq, host, received_at, body) VALUES (?, ?, ?, ?, ?)',
        order,
        seq,
        'node-3',
        clock,
        JSON.stringify(pieces),
      );
    },
    keys: () => posted.map((one) => one.key),
    /** The next says of the notifier; `undefined` means it works. */
    script(next: (notice: Notice) => PublishResult | undefined) {
      said = next;
    },
    /** As if this message had never been posted. */
    forget(key: string) {
      posted.splice(
        posted.findIndex((one) => one.key === key),
        1,
      );
    },
    /** Whether the notifier can look for what it said before. */
    canSearch(yes: boolean) {
      searchable = yes;
    },
    hostSays(answer: (job: JobRequest) => Reply) {
      hostAnswers = answer;
    },
    hubAway(times: number) {
      hostAway = times;
    },
    /** Forgets the object's memory, as an eviction does. */
    evict() {
      lives += 1;
      bornIn = lives;
      life = start();
    },
    /** At least once: a sender that got no answer sends again. */
    async tell(event: IncidentEvent): Promise<Reply> {
      for (;;) {
        const message = { type: 'event' as const, event };
        const reply = await survive(() => life.receive(message));
        await runLater();
        if (reply !== undefined) return reply;
      }
    },
    view: () => life.receive({ type: 'view' }),
    async history() {
      return ((await life.receive({ type: 'history' })) as Reply & HistoryReply).events;
    },
    /** The runs whose evidence is in the store, oldest first. */
    evidenceOf: () =>
      file.store
        .all<{ order_id: string }>('SELECT order_id FROM evidence WHERE seq >= 0 ORDER BY order_id')
        .map((row) => row.order_id),
    /** Moves the clock to `until` (ms after T0), waking the object whenever it wished to be. */
    async pass(until: number): Promise<void> {
      for (;;) {
        if (wake === null || wake > T0 + until) break;
        clock = Math.max(clock, wake);
        const at = wake;
        wake = null;
        const woken = await survive(async () => {
          await life.wake();
          return true;
        });
        await runLater();
        // A wake that died is tried again by the runtime.
        if (woken === undefined) wake = wake ?? at;
      }
      clock = Math.max(clock, T0 + until);
    },
  };
  return world;
}
