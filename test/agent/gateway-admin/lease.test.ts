/** OpenClaw's lease, as releases differ in it: none before 2026.8, without draining in 8.1, busy just after a start. */
import { expect, it } from 'vitest';
import type { Admin, Asked } from '../../../src/agent/gateway-admin/admin.ts';
import type { Method } from '../../../src/agent/gateway-admin/answers.ts';
import { giveBackLease, takeLease } from '../../../src/agent/gateway-admin/lease.ts';
import { radiusOf } from '../../../src/agent/gateway-admin/radius.ts';

const { signal } = new AbortController();
type Script = (method: Method, params: Record<string, unknown>) => unknown;

/** An open line to somebody who answers by a script; `undefined` is a refusal of its parameters. */
function scripted(answers: Script, more: Partial<Admin> = {}): Admin & { asked: [Method, unknown][] } {
  const asked: [Method, unknown][] = [];
  const ask = async (method: Method, params: Record<string, unknown> = {}): Promise<Asked<unknown>> => {
    asked.push([method, params]);
    const value = answers(method, params);
    if (value !== undefined) return { ok: true, value };
    const because = { code: 'gateway.error', params: { method, error: `invalid ${method} params` } };
    return { ok: false, because, retryAfterMs: null };
  };
  return { asked, hello: {}, offers: () => true, close: () => {}, ...more, ask: ask as Admin['ask'] };
}

const READY = { status: 'ready', suspensionId: 's-1', expiresAtMs: 9 };

it('is not asked for where this release has none', async () => {
  const admin = scripted(() => READY, { offers: () => false, hello: { server: { version: '2026.7.1' } } });
  expect(await takeLease(admin, 'f', { signal })).toEqual({
    ok: false,
    because: { code: 'lease.not-offered', params: { version: '2026.7.1' } },
  });
  expect(admin.asked).toEqual([]);
});

it('is asked for without draining where a release does not know that', async () => {
  const admin = scripted((_, { drain }) => (drain ? undefined : READY));
  expect(await takeLease(admin, 'f', { signal })).toMatchObject({ ok: true, lease: { suspensionId: 's-1' } });
});

it('waits while the gateway is at work by itself, and tells with what when that lasts', async () => {
  let busy = 1;
  const admin = scripted(() =>
    busy-- > 0 ? { status: 'busy', blockers: [{ kind: 'cron-run', count: 1 }] } : READY,
  );
  expect(await takeLease(admin, 'f', { signal })).toMatchObject({ ok: true });
  const always = scripted(() => ({ status: 'busy', blockers: [{ kind: 'cron-run', count: 2 }] }));
  expect(await takeLease(always, 'f', { signal, patienceMs: 0 })).toEqual({
    ok: false,
    because: { code: 'lease.busy', params: { with: 'cron-run 2' } },
  });
});

it('a gateway that takes work has nothing to give back', async () => {
  const admin = scripted(() => READY, { hello: { snapshot: { suspension: { phase: 'accepting' } } } });
  expect(await giveBackLease(admin, 'f', 's-0', signal)).toEqual({ ok: true, resumed: false });
  expect(admin.asked).toEqual([]);
});

it('jobs that are due soon count beside those that run; OpenClaw’s own do not', async () => {
  const soon = { nextRunAtMs: 60_000 };
  const admin = scripted((method) => {
    if (method === 'gateway.restart.preflight')
      return { safe: false, counts: { embeddedRuns: 1, cronRuns: 1, pendingReplies: 3 }, blockers: [] };
    if (method === 'sessions.list') return { sessions: [{ hasActiveRun: true }, { hasActiveRun: true }, {}] };
    return {
      jobs: [
        { ...soon, state: { runningAtMs: 1 } },
        soon,
        { ...soon, enabled: false },
        { ...soon, declarationKey: 'heartbeat:main' },
        { nextRunAtMs: 3_600_000 },
      ],
    };
  });
  expect(await radiusOf(admin, 0)).toEqual({ turns: 2, jobs: 2, replies: 3, clients: null, why: null });
});
