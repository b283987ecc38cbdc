/**
 * @module agent/recovery/acceptance/proof
 * What acceptance may say: what was shown, or a code why not. Words of a model or a gateway go along redacted and short.
 */

import type { Because } from '../../../protocol/recovery.ts';
import type { Admin, Redact } from '../../gateway-admin/admin.ts';

/** `but`: what it has not shown, though it is accepted. */
export type Proof = { ok: true; but?: Because } | { ok: false; because: Because };

export const proven: Proof = { ok: true };
export const provenBut = (code: string, params: Record<string, string>): Proof => ({
  ok: true,
  but: { code, params },
});
export const unproven = (code: string, params: Record<string, string> = {}): Proof => ({
  ok: false,
  because: { code, params },
});

/** Why a tool call came to nothing, by OpenClaw's own word for it. */
export function toolFailure(
  tool: string,
  error: { code?: string | undefined; type?: string | undefined; message?: string | undefined } | undefined,
  redact: Redact,
): Proof {
  const word = error?.type ?? error?.code ?? '';
  if (word === 'not_found') return unproven('acceptance.tool-not-allowed', { tool });
  return unproven('acceptance.tool-failed', { tool, error: redact(error?.message ?? word).slice(0, 300) });
}

/** Removes a session that acceptance made; OpenClaw keeps an archive of it, which is all that stays behind. */
export async function removeSession(admin: Admin, key: string): Promise<void> {
  await admin.ask('sessions.delete', { key });
}
