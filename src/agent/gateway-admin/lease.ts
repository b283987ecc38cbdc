/**
 * @module agent/gateway-admin/lease
 * OpenClaw's own suspension: a lease of 120 s in the gateway's memory that belongs to a request id, whoever asks with it.
 * It locks every other request out, ours too, and a restart ends it (OpenClaw 2026.8.1 to 2026.9.6, observed).
 */
import { setTimeout } from 'node:timers/promises';
import type { Because } from '../../protocol/recovery.ts';
import type { Admin } from './admin.ts';

/** How long a lease lasts after each renewal; it cannot be asked for another length. Milliseconds. */
export const LEASE_MS = 120_000;

export type Leased = { suspensionId: string; expiresAt: number; draining: boolean };
export type Taken = { ok: true; lease: Leased } | { ok: false; because: Because };

/** A gateway that just started is at work by itself and refuses for some seconds. Milliseconds. */
const BUSY_LIMIT_MS = 15_000;
const AGAIN_MS = 1_000;

const no = (code: string, params: Record<string, string> = {}): Taken => ({
  ok: false,
  because: { code, params },
});

/** Turns that run go on to their end and new ones wait; a release that cannot drain is asked without. */
async function prepare(admin: Admin, requestId: string) {
  const asked = await admin.ask('gateway.suspend.prepare', { requestId, drain: true });
  if (asked.ok || !/^invalid .* params/.test(asked.because.params.error ?? '')) return asked;
  return admin.ask('gateway.suspend.prepare', { requestId });
}

/** Takes the lease, or renews the one that this id holds: both are the same request. */
export async function takeLease(
  admin: Admin,
  requestId: string,
  { signal, until, now = Date.now, patienceMs = BUSY_LIMIT_MS }: TakeOptions,
): Promise<Taken> {
  if (!admin.offers('gateway.suspend.prepare'))
    return no('lease.not-offered', { version: admin.hello.server?.version ?? 'unknown' });
  for (const began = performance.now(); ; ) {
    if (until !== undefined && now() + LEASE_MS > until) return no('lease.too-short');
    const asked = await prepare(admin, requestId);
    if (!asked.ok) return { ok: false, because: asked.because };
    const { status, suspensionId, expiresAtMs, blockers = [] } = asked.value;
    if (suspensionId !== undefined && (status === 'ready' || status === 'draining')) {
      const expiresAt = expiresAtMs ?? now() + LEASE_MS;
      return { ok: true, lease: { suspensionId, expiresAt, draining: status === 'draining' } };
    }
    if (performance.now() - began > patienceMs || signal.aborted)
      return no('lease.busy', { with: blockers.map(({ kind, count }) => `${kind} ${count}`).join(', ') });
    await setTimeout(AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

type TakeOptions = {
  signal: AbortSignal;
  /** No lease that would outlast this moment is taken. Epoch ms. */
  until?: number;
  now?: () => number;
  patienceMs?: number;
};

/** Waits until what was running has ended; false when that takes longer, and new work is held back all the same. */
export async function drained(
  admin: Admin,
  { suspensionId }: Leased,
  limitMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  for (const began = performance.now(); performance.now() - began < limitMs && !signal.aborted; ) {
    const asked = await admin.ask('gateway.suspend.status', { suspensionId });
    if (!asked.ok) return false;
    if (asked.value.status !== 'draining') return true;
    await setTimeout(AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

/** Is this very lease still there? */
export async function isHeld(admin: Admin, suspensionId: string): Promise<boolean> {
  const asked = await admin.ask('gateway.suspend.status', { suspensionId });
  return asked.ok && (asked.value.status === 'ready' || asked.value.status === 'draining');
}

/** Nobody holds a lease there, as the greeting says. */
const isOpen = ({ hello }: Admin): boolean => {
  const phase = hello.snapshot?.suspension?.phase;
  return phase === 'accepting' || phase === 'running';
};

export type GivenBack = { ok: true; resumed: boolean } | { ok: false; because: Because };

/** Ends the lease of this request id; where its suspension is not known, the id finds it. Done twice, it is done once. */
export async function giveBackLease(
  admin: Admin,
  requestId: string,
  suspensionId: string | null,
  signal: AbortSignal,
): Promise<GivenBack> {
  if (!admin.offers('gateway.suspend.resume') || isOpen(admin)) return { ok: true, resumed: false };
  let id = suspensionId;
  if (id === null) {
    const taken = await takeLease(admin, requestId, { signal });
    if (!taken.ok) return taken;
    id = taken.lease.suspensionId;
  }
  const asked = await admin.ask('gateway.suspend.resume', { suspensionId: id });
  if (asked.ok) return { ok: true, resumed: asked.value.resumed === true };
  const another = /id does not match/.test(asked.because.params.error ?? '');
  // The lease that we knew ran out, or ended with a restart, and the one that is there is ours or somebody else's.
  if (another && suspensionId !== null) return giveBackLease(admin, requestId, null, signal);
  return { ok: false, because: asked.because };
}
