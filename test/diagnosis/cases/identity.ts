/** Rows of the cards in diagnosis/cards/identity. */
import { type Cases, refused } from './case.ts';

export const IDENTITY_CASES = {
  'auth-mode-conflict': {
    fires: [
      { 'client:a|connect.refusal.reason': 'trusted_proxy_loopback_source' },
      {
        'client:a|connect.refusal.reason': 'trusted_proxy_missing_header_x-user',
        'client:a|connect.remote': '127.0.0.1',
        'client:a|connect.forwarded': false,
      },
    ],
    staysQuiet: [
      // A proxy of this host that the gateway was not told to believe.
      {
        'client:a|connect.refusal.reason': 'trusted_proxy_loopback_source',
        'client:a|connect.forwarded': true,
      },
      // The proxy of this very host names nobody, or somebody who is not on the list.
      {
        'client:a|connect.refusal.reason': 'trusted_proxy_user_missing',
        'client:a|connect.remote': '127.0.0.1',
        'client:a|connect.forwarded': true,
      },
      {
        'client:a|connect.refusal.reason': 'trusted_proxy_user_not_allowed',
        'client:a|connect.remote': '127.0.0.1',
        'client:a|connect.forwarded': false,
      },
      {
        'client:a|connect.refusal.reason': 'trusted_proxy_user_not_allowed',
        'client:a|connect.remote': '10.0.0.7',
      },
      { 'gateway.auth.mode': 'trusted-proxy', 'symptom.word': 'identity-proxy' },
    ],
    cannotTell: [{ 'client:a|connect.refusal.reason': 'trusted_proxy_missing_header_x-user' }],
  },
  'tailscale-identity-failed': refused([
    'AUTH_TAILSCALE_IDENTITY_MISSING',
    'AUTH_TAILSCALE_PROXY_MISSING',
    'AUTH_TAILSCALE_WHOIS_FAILED',
    'AUTH_TAILSCALE_IDENTITY_MISMATCH',
  ]),
  'trusted-proxy-identity-failed': refused(['AUTH_IDENTITY_HEADER_REQUIRED'], {
    fires: [
      { 'client:a|connect.refusal.reason': 'trusted_proxy_user_not_allowed' },
      {
        'client:a|connect.refusal.reason': 'trusted_proxy_loopback_source',
        'client:a|connect.forwarded': true,
      },
    ],
    staysQuiet: [{ 'client:a|connect.refusal.reason': 'trusted_proxy_loopback_source' }],
  }),
  'operator-access-denied': refused(['AUTH_VERIFIED_USER_REQUIRED', 'AUTHENTICATED_PROFILE_UNAVAILABLE'], {
    fires: [
      { 'client:a|connect.close.code': 4001, 'client:a|connect.close.reason': 'operator role changed' },
    ],
    staysQuiet: [
      { 'client:a|connect.close.code': 4001, 'client:a|connect.close.reason': 'gateway auth changed' },
    ],
  }),
} satisfies Record<string, Cases>;
