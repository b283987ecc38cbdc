/**
 * @module agent/network/met
 * What stands at the end of a road, told by what it answered: beside the words for any address, a redirect that only
 * asks for TLS, a sign-in page that says 200, and the gateway itself behind a proxy that it was not told of.
 */
import type { Talk } from '../gateway-rpc/gateway-socket.ts';
import type { Address } from './address.ts';
import { wordOf } from './answer-word.ts';

const PASSWORD_FIELD = /<input\b[^>]{0,200}\btype\s{0,2}=\s{0,2}["']?password\b/i;

/** Only a gateway offers a challenge, whatever comes of it. */
const SPOKE: ReadonlySet<Talk['reached']> = new Set(['challenge', 'hello', 'rpc']);

/** Sent to the same host with TLS: nobody has to sign in there. */
function asksForTls({ location }: Talk, { host, tls }: Address): boolean {
  if (tls || location === undefined || !URL.canParse(location)) return false;
  const { protocol, hostname } = new URL(location);
  return (protocol === 'https:' || protocol === 'wss:') && hostname.replace(/^\[|\]$/g, '') === host;
}

/** One word for what was met; undefined where the look was stopped before anything was. */
export function metAt(told: Talk, address: Address): string | undefined {
  const { upgradeStatus: status, page = '' } = told;
  if (SPOKE.has(told.reached)) return 'gateway';
  if (asksForTls(told, address)) return 'tls';
  // The gateway's own words to a proxy that its configuration does not name (2026.9.6).
  if (status === 403) return page.includes('proxy_attribution_required') ? 'unattributed' : 'sign-in';
  if (status !== null && PASSWORD_FIELD.test(page)) return 'sign-in';
  return wordOf(told);
}
