/**
 * @module agent/gateway-admin/restart
 * Asks a gateway to restart itself when its work is done. Only that it was asked for is known from the answer: admission
 * stays open until then, and five minutes later it is done all the same (OpenClaw 2026.9.6).
 */
import type { Because } from '../../protocol/recovery.ts';
import type { Admin } from './admin.ts';

export type RestartAsked = { asked: 'scheduled' | 'deferred' } | { asked: null; because: Because };

export async function requestRestart(admin: Admin, reason: string): Promise<RestartAsked> {
  const method = 'gateway.restart.request';
  if (!admin.offers(method))
    return { asked: null, because: { code: 'gateway.no-method', params: { method } } };
  const asked = await admin.ask(method, { reason });
  if (!asked.ok) return { asked: null, because: asked.because };
  return { asked: asked.value.status === 'deferred' ? 'deferred' : 'scheduled' };
}
