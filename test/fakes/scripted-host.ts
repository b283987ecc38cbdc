/**
 * A host's object that follows a script instead of a socket: it keeps who claimed it, and answers a job with
 * the given evidence, as the real one does: batch by batch, with ids, to the incident that gave the job.
 */
import { HOLDS_TABLE, holdsOf, letGo, takeHold } from '../../src/hub/host-holds.ts';
import {
  keepMaintenance,
  lastingMaintenance,
  MAINTENANCE_TABLE,
  maintenanceOf,
} from '../../src/hub/host-maintenance.ts';
import type { HostCard, HostMessage, JobEvent, JobRequest } from '../../src/hub/messages.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import type { Behaviour, Objects, Row } from '../../src/storage/objects.ts';

export type Script = {
  /** Batches in the order in which their probes end. */
  evidence?: Evidence[][];
  /** Instead of evidence. */
  refusal?: { code: string; why: string };
  /** The job is taken, and nothing is heard of it again. */
  silent?: boolean;
  /** Other operations than a look, by name: what each answers, in batches; `silent`: nothing more is heard of it. */
  answers?: Record<string, (job: JobRequest) => Answered>;
  connected?: boolean;
  lastSeen?: number | null;
  enrolled?: boolean;
  quarantined?: string;
  openclawVersion?: string;
  /** An admin has confirmed its key; without a word, one has. */
  confirmed?: boolean;
};

export type Answered = Evidence[][] | { code: string; why: string } | 'silent';

/** The key of every scripted host. */
export const KEY = 'Yk3vq0mVtB1xJ8nZ';

/** `scripts` is read anew at every message, so that a test can change what a host does. */
export function scriptedHosts(objects: Objects, scripts: Record<string, Script>): Behaviour {
  return {
    migrations: [
      'CREATE TABLE host (one INTEGER PRIMARY KEY CHECK (one = 1), open TEXT, verdict TEXT, at INTEGER)',
      HOLDS_TABLE,
      MAINTENANCE_TABLE,
    ],
    start(self) {
      const { name } = self.address;
      const { store } = self;
      const script = (): Script => scripts[name] ?? {};
      const worked = () => {
        const maintenance = lastingMaintenance(store, self.now());
        return maintenance === null ? {} : { maintenance };
      };
      const row = (): Row =>
        store.all('SELECT open, verdict, at FROM host')[0] ?? { open: null, verdict: null, at: null };
      const write = (open: string | null, verdict: string | null, at: number | null): void =>
        store.run(
          'INSERT OR REPLACE INTO host (one, open, verdict, at) VALUES (1, ?, ?, ?)',
          open,
          verdict,
          at,
        );

      async function work(job: JobRequest): Promise<void> {
        const { id: order, incident } = job;
        const { evidence, refusal, silent } = answerTo(job, script());
        const tell = (id: string, event: JobEvent) =>
          objects.send({ kind: 'incident', name: incident }, {
            type: 'event',
            event: { id, ...event },
          } as never);
        const about = { order, host: name };
        if (refusal !== undefined) {
          await tell(`${order}:end`, { type: 'refused', ...about, ...refusal });
          return;
        }
        await tell(`${order}:accepted`, { type: 'accepted', ...about });
        if (silent === true) return;
        for (const [seq, batch] of evidence.entries()) {
          await tell(`${order}:evidence:${seq}`, { type: 'evidence', ...about, seq, evidence: batch });
        }
        await tell(`${order}:end`, { type: 'done', ...about, tookMs: 412, ...worked() });
      }

      return {
        async receive(message) {
          const told = message as HostMessage;
          const { connected = true, enrolled = true, lastSeen = null, quarantined = null } = script();
          const { open, verdict, at } = row() as {
            open: string | null;
            verdict: string | null;
            at: number | null;
          };
          switch (told.type) {
            case 'claim':
              write(open ?? told.incident, verdict, at);
              return { incident: open ?? told.incident };
            case 'report':
              write(open, told.verdict, told.at);
              return { ok: true };
            case 'release':
              write(open === told.incident ? null : open, told.verdict, told.at);
              return { ok: true };
            case 'dispatch': {
              if (!enrolled) return { state: 'not-enrolled' };
              if (quarantined !== null) return { state: 'quarantined', why: quarantined };
              if (!connected) return { state: 'absent', lastSeen, ...worked() };
              const { job } = told;
              // What only holds others back is heard and no more.
              if (!job.op.startsWith('freeze.')) self.later(() => work(job));
              return { state: 'delivered', ...worked() };
            }
            case 'hold': {
              const rival = takeHold(store, told.hold, self.now());
              return rival === null ? { held: true } : { held: false, rival };
            }
            case 'maintain': {
              const before = maintenanceOf(store, self.now());
              keepMaintenance(store, told.maintenance);
              return { before };
            }
            case 'let-go':
              letGo(store, told.freeze);
              return { ok: true };
            case 'confirm':
              return enrolled ? { ok: told.key === KEY, key: KEY } : { ok: false, key: null };
            case 'describe':
              return {
                name,
                enrolled,
                connected,
                lastSeen,
                agentVersion: '0.1.0',
                openclawVersion: script().openclawVersion ?? '2026.9.6',
                platform: 'linux x64',
                keyFingerprint: KEY,
                confirmed: script().confirmed ?? true,
                quarantined,
                marked: null,
                verdict: verdict as HostCard['verdict'],
                verdictAt: at,
                openIncident: open,
                held: holdsOf(store, self.now()),
                maintenance: maintenanceOf(store, self.now()),
              } satisfies HostCard;
            default:
              return { ok: true };
          }
        },
        async wake() {},
      };
    },
  };
}

/** What the script says to a job: of a look its evidence, of anything else what is written for that operation. */
function answerTo(job: JobRequest, { evidence = [], refusal, silent = false, answers = {} }: Script) {
  const answer = answers[job.op]?.(job);
  if (answer === undefined) return { evidence, refusal, silent };
  if (answer === 'silent') return { evidence: [], refusal: undefined, silent: true };
  return Array.isArray(answer)
    ? { evidence: answer, refusal: undefined, silent: false }
    : { evidence: [], refusal: answer, silent: false };
}
