/**
 * Automations that somebody made, run at once instead of at their hour.
 */
import { isLetIn } from './clients.ts';
import type { Lab } from './lab.ts';
import type { Connection } from './socket.ts';

interface Automation {
  name: string;
  message: string;
  /** Where the result goes; `announce` if not given, which is what OpenClaw takes. */
  delivery?: Record<string, unknown>;
}

/** A person who may make and run automations. */
export const jobMaker = (lab: Lab): Promise<Connection> =>
  isLetIn(lab, { port: lab.port, token: lab.token, scopes: ['operator.admin', 'operator.read'] });

/** Makes it, to run every hour; returns its id. */
export async function makeJob(maker: Connection, job: Automation): Promise<string> {
  const { name, message, delivery } = job;
  const added = await maker.call('cron.add', {
    name,
    enabled: true,
    schedule: { kind: 'every', everyMs: 3_600_000 },
    sessionTarget: 'isolated',
    wakeMode: 'next-heartbeat',
    payload: { kind: 'agentTurn', message },
    ...(delivery ? { delivery } : {}),
  });
  if (!added.ok) throw new Error(`The job could not be added: ${JSON.stringify(added.error)}`);
  return String(added.payload.id);
}

type Listed = { id: string; state?: { lastRunAtMs?: number; runningAtMs?: number; lastRunStatus?: string } };

/** A run on a busy machine; then it hangs. */
const RUN_LIMIT_MS = 90_000;

/** Runs it now and resolves with how that run ended: ok, error or skipped. */
export async function runJob(maker: Connection, id: string): Promise<string> {
  const listed = async () => {
    const answer = await maker.call('cron.list', { includeDisabled: true });
    const jobs = answer.ok ? (answer.payload.jobs as Listed[]) : [];
    return jobs.find((job) => job.id === id)?.state ?? {};
  };
  const before = (await listed()).lastRunAtMs;
  const started = await maker.call('cron.run', { id, mode: 'force' });
  if (!started.ok) throw new Error(`The job could not be run: ${JSON.stringify(started.error)}`);
  for (const began = Date.now(); Date.now() - began < RUN_LIMIT_MS; ) {
    const { lastRunAtMs, lastRunStatus, runningAtMs } = await listed();
    if (lastRunAtMs !== before && runningAtMs === undefined) return lastRunStatus ?? '';
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`The job did not end within ${RUN_LIMIT_MS / 1000} s`);
}
