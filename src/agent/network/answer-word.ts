/**
 * @module agent/network/answer-word
 * One word for what a conversation without a credential met at an address: a gateway, a proxy that finds nobody behind
 * it, a sign-in page, a program of another kind. Rules decide by these words.
 */
import type { Talk } from '../gateway-rpc/gateway-socket.ts';

const SIGN_IN = new Set([301, 302, 303, 307, 308, 401]);
/** A proxy's words for "behind me nobody answers", and "not in time". */
const NOBODY_BEHIND = new Set([502, 503]);
const LATE_BEHIND = 504;

/** One word for what a conversation without a credential met. */
export function wordOf({
  reached,
  transportError,
  upgradeStatus,
  timedOut,
  close,
}: Talk): string | undefined {
  if (reached === 'challenge') return 'gateway';
  if (upgradeStatus === LATE_BEHIND) return 'timeout';
  if (upgradeStatus !== null)
    return SIGN_IN.has(upgradeStatus)
      ? 'sign-in'
      : NOBODY_BEHIND.has(upgradeStatus)
        ? 'bad-gateway'
        : 'not-openclaw';
  if (transportError === 'ECONNREFUSED') return 'refused';
  if (/^(EPROTO|ERR_SSL_)/.test(transportError ?? '')) return 'tls';
  if (transportError?.startsWith('HPE_')) return 'not-openclaw';
  if (timedOut !== null) return 'timeout';
  return transportError !== null || close !== null ? 'closed' : undefined;
}
