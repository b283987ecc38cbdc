/**
 * @module agent/gateway-admin/radius
 * What a restart of the gateway would cut at this moment, as the gateway itself tells: turns, jobs, replies, clients.
 */
import type { Because, Radius } from '../../protocol/recovery.ts';
import type { Admin, Asked } from './admin.ts';

/** Jobs that are due within the time that a restart may take count as cut. Milliseconds. */
const DUE_WITHIN_MS = 5 * 60_000;
/** Jobs that the gateway makes for itself (2026.9.6): nobody waits for them. */
const GATEWAYS_OWN = /^(?:heartbeat|skill-collection-review|memory-core)\b/;

export const unknownRadius = (why: Because): Radius => ({
  turns: null,
  jobs: null,
  replies: null,
  clients: null,
  why,
});

const answered = <T>(asked: Asked<T> | null): T | undefined => (asked?.ok ? asked.value : undefined);

/**
 * Asks the gateway. `now` is epoch ms. A turn that was just accepted is no run yet, so sessions are counted beside the
 * runs; and a lease locks these questions out: ask before it is taken.
 */
export async function radiusOf(admin: Admin, now: number): Promise<Radius> {
  const [before, sessions, cron] = await Promise.all([
    admin.ask('gateway.restart.preflight'),
    admin.ask('sessions.list', { limit: 200 }),
    admin.offers('cron.list') ? admin.ask('cron.list', {}) : null,
  ]);
  if (!before.ok) return unknownRadius(before.because);
  const { embeddedRuns, cronRuns, pendingReplies } = before.value.counts;
  const active = answered(sessions)?.sessions.filter(({ hasActiveRun }) => hasActiveRun === true).length ?? 0;
  const jobs = (answered(cron)?.jobs ?? []).filter(
    ({ enabled, declarationKey }) => enabled !== false && !GATEWAYS_OWN.test(declarationKey ?? ''),
  );
  const running = jobs.filter(({ state }) => state?.runningAtMs !== undefined);
  const due = jobs.filter((job) => {
    const next = job.nextRunAtMs ?? job.state?.nextRunAtMs;
    return !running.includes(job) && next !== undefined && next <= now + DUE_WITHIN_MS;
  });
  const here = admin.hello.snapshot?.presence;
  const clients = here?.filter(({ mode, reason }) => mode !== 'gateway' && reason !== 'disconnect').length;
  return {
    turns: Math.max(embeddedRuns, active),
    jobs: Math.max(cronRuns, running.length) + due.length,
    // The queue's length counts what runs a second time.
    replies: pendingReplies,
    clients: clients ?? null,
    why: null,
  };
}
