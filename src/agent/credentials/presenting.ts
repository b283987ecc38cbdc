/**
 * @module agent/credentials/presenting
 * What happens each time a credential is shown to a gateway, whoever shows it: the same copy is not shown again once
 * this process refused it, and every refusal that the gateway's limiter counts is remembered.
 */
import { at } from '../gateways/config-file.ts';
import type { Target } from '../gateways/discover.ts';
import type { CredentialCopy } from './credential-copies.ts';
import { type Refusal, type Refusals, WINDOW_MS } from './refusals.ts';

/** Who shows what to whom; `now` is epoch ms. */
export type Presenting = { target: Target; refusals: Refusals; now(): number };

/** How a gateway ended it, in its own words. */
export type ShownTheDoor = {
  refused: {
    code: string | null;
    reason: string | null;
    message: string;
    retryAfterMs: number | null;
  } | null;
  close: { code: number; reason: string } | null;
};

/** A lock without a stated end: OpenClaw's default is five minutes, and asking is free once a minute. */
const LOCK_MS = 60_000;

export const authOf = (copy: CredentialCopy): { token: string } | { password: string } =>
  copy.kind === 'password' ? { password: copy.value ?? '' } : { token: copy.value ?? '' };

/** When its main process began; a gateway that was started again may be asked again. */
const startedAt = (target: Target): number =>
  (target.processes.ok ? target.processes.value[0]?.startedAt : undefined) ?? 0;

export const remembered = (
  { target, refusals, now }: Presenting,
  copy: CredentialCopy,
  since?: number,
): Refusal | null => {
  const before = refusals.of(target.configPath, copy.fingerprint ?? '', startedAt(target), now());
  return before !== null && since !== undefined && before.at < since ? null : before;
};

/** Only what the gateway's limiter counts is remembered: "still starting" may be asked again at once. */
export function remember(
  { target, refusals, now }: Presenting,
  copy: CredentialCopy,
  { refused, close }: ShownTheDoor,
  at = now(),
): void {
  if (!refused?.code?.startsWith('AUTH_')) return;
  const locked = refused.code === 'AUTH_RATE_LIMITED';
  refusals.remember({
    gateway: target.configPath,
    fingerprint: copy.fingerprint ?? '',
    startedAt: startedAt(target),
    at,
    until: at + Math.min(WINDOW_MS, locked ? (refused.retryAfterMs ?? LOCK_MS) : WINDOW_MS),
    code: refused.code,
    reason: refused.reason,
    message: refused.message,
    closeCode: close?.code ?? null,
    closeReason: close?.reason ?? null,
  });
}

/** A wrong guess costs nothing only where the limiter leaves loopback alone, as it does unless told otherwise. */
export const mayGuess = ({ target }: Pick<Presenting, 'target'>): boolean =>
  at(target.config.value, 'gateway.auth.rateLimit.exemptLoopback') !== false;

/** A refusal of one of these says that another copy may be the right one. */
export const MISMATCH: ReadonlySet<string> = new Set(['AUTH_TOKEN_MISMATCH', 'AUTH_PASSWORD_MISMATCH']);
