/** Rows of handshake and authority: one table for what a code says alone, more where copies are compared. */
import { type Cases, CLIENT, closed, type Row, refused, signed, UP } from './case.ts';

const COPIES: Row = {
  'credential:config|credential.fingerprint': 'aa',
  'credential:config|credential.in-force': false,
  'credential:config|credential.presented': true,
  'credential:flag|credential.fingerprint': 'bb',
  'credential:flag|credential.in-force': true,
  'credential:flag|credential.presented': false,
};
/** The environment holds an old token that nobody uses, since the config wins. */
const UNUSED_ENV: Row = {
  'credential:config|credential.fingerprint': 'aa',
  'credential:config|credential.in-force': true,
  'credential:config|credential.presented': true,
  'credential:env|credential.fingerprint': 'old',
  'credential:env|credential.in-force': false,
  'credential:env|credential.presented': false,
};

export const AUTHORITY_CASES = {
  'token-drift': refused(['AUTH_TOKEN_MISMATCH', 'AUTH_PASSWORD_MISMATCH'], {
    fires: [{ ...COPIES, 'client:probe|connect.hello': false }],
    staysQuiet: [
      { ...UP, ...UNUSED_ENV, 'client:probe|connect.hello': true },
      { ...COPIES, 'client:probe|connect.hello': true },
      { 'client:a|connect.refusal.code': 'AUTH_RATE_LIMITED' },
      // The program on the port judges by its own credential.
      { 'client:a|connect.refusal.code': 'AUTH_TOKEN_MISMATCH', 'gateway.listener.owner': 'foreign' },
    ],
    cannotTell: [{ ...COPIES }],
  }),
  'auth-rate-limited': refused(['AUTH_RATE_LIMITED'], {
    fires: [{ 'gateway.auth.rate-limited': true }],
    staysQuiet: [
      { 'gateway.auth.rate-limited': false, 'client:a|connect.refusal.code': 'AUTH_TOKEN_MISMATCH' },
    ],
  }),
  'auth-missing': refused(['AUTH_TOKEN_MISSING', 'AUTH_PASSWORD_MISSING', 'AUTH_REQUIRED'], {
    fires: [{ 'gateway.role': 'client', 'clients.url.empty-handed': true }],
  }),
  'auth-not-configured': refused(['AUTH_TOKEN_NOT_CONFIGURED', 'AUTH_PASSWORD_NOT_CONFIGURED'], {
    fires: [
      { 'gateway.process.count': 0, 'gateway.start.refusal': 'auth-missing' },
      // It made one up for this run, and a client has the one of the run before.
      { ...UP, 'auth.sign': 'runtime-token', 'client:a|connect.refusal.code': 'AUTH_TOKEN_MISMATCH' },
    ],
    // The secret is there and its source does not answer: that is another fault.
    staysQuiet: [
      { 'client:a|connect.refusal.code': 'AUTH_TOKEN_MISSING' },
      // Nobody is turned away: that is how a gateway runs that only its own host uses.
      { ...UP, 'auth.sign': 'runtime-token' },
    ],
  }),
  'device-token-stale': refused(['AUTH_DEVICE_TOKEN_MISMATCH']),
  'bootstrap-code-invalid': refused(['AUTH_BOOTSTRAP_TOKEN_INVALID']),
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
  'credential-redacted': signed('auth', 'redacted', {
    fires: [
      { 'client:a|connect.refusal.reason': 'token_redacted_config' },
      { 'credential:config|credential.placeholder': true, 'credential:config|credential.in-force': true },
    ],
    staysQuiet: [
      {
        'credential:backup|credential.placeholder': true,
        'credential:backup|credential.in-force': false,
        'credential:backup|credential.presented': false,
      },
    ],
  }),
  'operator-access-denied': refused(['AUTH_VERIFIED_USER_REQUIRED', 'AUTHENTICATED_PROFILE_UNAVAILABLE'], {
    fires: [
      { 'client:a|connect.close.code': 4001, 'client:a|connect.close.reason': 'operator role changed' },
    ],
    staysQuiet: [
      { 'client:a|connect.close.code': 4001, 'client:a|connect.close.reason': 'gateway auth changed' },
    ],
  }),
  'client-version-mismatch': refused(['CLIENT_VERSION_MISMATCH', 'CONTROL_UI_BUILD_MISMATCH']),
  'protocol-mismatch': refused(['PROTOCOL_MISMATCH'], {
    fires: [{ 'client:a|connect.close.code': 1002, 'client:a|connect.close.reason': 'protocol mismatch' }],
  }),
  'origin-not-allowed': refused(['CONTROL_UI_ORIGIN_NOT_ALLOWED']),
  'device-auth-nonce': refused(['DEVICE_AUTH_NONCE_REQUIRED', 'DEVICE_AUTH_NONCE_MISMATCH']),
  'device-auth-signature': refused([
    'DEVICE_AUTH_INVALID',
    'DEVICE_AUTH_DEVICE_ID_MISMATCH',
    'DEVICE_AUTH_SIGNATURE_INVALID',
    'DEVICE_AUTH_PUBLIC_KEY_INVALID',
  ]),
  'clock-skew': refused(['DEVICE_AUTH_SIGNATURE_EXPIRED'], {
    staysQuiet: [{ 'device.hint': 'clock' }],
  }),
  'device-removed': closed(4001, 'device removed', {
    fires: [{ 'device.hint': 'removed', 'client:a|connect.refusal.code': 'AUTH_DEVICE_TOKEN_MISMATCH' }],
    staysQuiet: [
      // Somebody tidied up, and nobody misses it; or an old token, and nobody was removed.
      { ...UP, 'device.hint': 'removed' },
      { 'client:a|connect.refusal.code': 'AUTH_DEVICE_TOKEN_MISMATCH' },
    ],
  }),
  'auth-rotated-live': closed(4001, 'gateway auth changed', {
    staysQuiet: [{ 'client:a|connect.close.code': 4001, 'client:a|connect.close.reason': 'device removed' }],
  }),
  'policy-tightened-disconnect': closed(4001, 'gateway policy changed', {
    staysQuiet: [
      { 'client:a|connect.close.code': 4001, 'client:a|connect.close.reason': 'gateway auth changed' },
    ],
  }),
  'invalid-first-frame': closed(1008, 'invalid handshake: first request must be connect', {
    fires: [
      { 'client:a|connect.close.code': 1008, 'client:a|connect.close.reason': 'invalid request frame' },
      { 'client:a|connect.close.cause': 'invalid-handshake', 'client:a|connect.attempts-lately': 3 },
    ],
    cannotTell: [
      { 'client:a|connect.close.cause': 'invalid-handshake' },
      { 'client:a|connect.attempts-lately': 30 },
    ],
    staysQuiet: [
      { 'client:a|connect.close.code': 1008, 'client:a|connect.close.reason': 'pairing required' },
    ],
  }),
  'preauth-payload-too-large': closed(1009, 'preauth payload too large', {
    fires: [
      { 'client:a|connect.close.cause': 'preauth-payload-too-large', 'client:a|connect.attempts-lately': 3 },
    ],
    cannotTell: [{ 'client:a|connect.close.cause': 'preauth-payload-too-large' }],
  }),
  'event-gap': signed('protocol', 'event-gap', {
    // A client that was cut off for being slow has a cause of its own.
    staysQuiet: [{ 'client:a|connect.close.code': 1008, 'client:a|connect.close.reason': 'slow consumer' }],
  }),
  'slow-consumer': closed(1008, 'slow consumer', {
    fires: [
      { 'client:a|connect.close.cause': 'outbound-buffer-exceeded', 'client:a|connect.attempts-lately': 3 },
    ],
  }),
  'stale-install': closed(1011, 'gateway install changed; run: openclaw gateway restart', {
    fires: [
      { 'upgrade.sign': 'stale-install' },
      { 'gateway.process.count': 0, 'gateway.package.lacks': ['dist/entry.js'] },
      {
        'upgrade.sign': 'stale-install',
        'gateway.build.running': '2026.8.2-0965',
        'gateway.build.installed': '2026.9.6-eb37',
      },
    ],
    staysQuiet: [
      // It greets, and what fails is what the release of before cannot load any more.
      {
        'upgrade.sign': 'stale-install',
        'gateway.build.running': '2026.8.2-0965',
        'gateway.build.installed': '2026.9.6-eb37',
        'client:probe|connect.hello': true,
      },
      // Broken before it was started: an installation that lacks a part.
      {
        'upgrade.sign': 'stale-install',
        'gateway.build.running': '2026.9.6-eb37',
        'gateway.build.installed': '2026.9.6-eb37',
      },
    ],
  }),
  'planned-restart-close': closed(1012, 'service restart'),
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
  'secretref-unresolved': signed('auth', 'secretref-unresolved', {
    fires: [
      { ...UP, 'auth.sign': 'runtime-token', 'credential:config|credential.reference': 'env' },
      {
        ...CLIENT,
        'credential:remote|credential.presented': true,
        'credential:remote|credential.variable-set': false,
      },
    ],
    staysQuiet: [
      // Another copy is what the client presents.
      {
        ...CLIENT,
        'credential:remote|credential.presented': false,
        'credential:remote|credential.variable-set': false,
      },
      {
        ...UP,
        'credential:config|credential.presented': true,
        'credential:config|credential.variable-set': false,
      },
      // No token anywhere: it makes one at every start, which is how a fresh gateway is.
      { ...UP, 'auth.sign': 'runtime-token' },
      { ...UP, 'credential:config|credential.reference': 'env' },
    ],
  }),
  'url-override-no-credentials': signed('auth', 'url-override', {
    fires: [
      { ...CLIENT, 'clients.url.source': 'env', 'clients.url.credential': false },
      { ...UP, 'clients.url.credential': false, 'clients.url.device': false, 'gateway.auth.mode': 'token' },
    ],
    // A device that was paired over that address needs none.
    staysQuiet: [
      { ...UP, 'clients.url.credential': false, 'clients.url.device': true },
      { ...UP, 'clients.url.credential': false, 'clients.url.device': false, 'gateway.auth.mode': 'none' },
      { ...UP, 'clients.url.source': 'env', 'clients.url.credential': true },
    ],
  }),
  'scope-mismatch': refused(['AUTH_SCOPE_MISMATCH'], {
    fires: [{ 'client:a|connect.refusal.reason': 'scope-upgrade' }],
    staysQuiet: [{ 'client:a|connect.refusal.reason': 'not-paired' }],
  }),
  'missing-scope': {
    fires: [
      { 'client:a|rpc.error.missing-scope': 'operator.write', 'client:a|rpc.error.method': 'agent' },
      { 'client:a|rpc.error.missing-scope': 'operator.read', 'client:a|rpc.error.method': 'sessions.list' },
      { 'client:a|rpc.error.missing-scope': 'operator.admin' },
    ],
    staysQuiet: [
      // How a plain probe of a healthy gateway looks.
      { 'client:a|rpc.error.missing-scope': 'operator.read', 'client:a|rpc.error.method': 'system-presence' },
      { 'client:a|rpc.error.missing-scope': 'operator.admin', 'device.sign': 'management-denied' },
    ],
    cannotTell: [{ 'client:a|rpc.error.missing-scope': 'operator.read' }, {}],
  },
  'probe-scope-limited': signed('protocol', 'probe-scope-limited'),
  'pairing-required': refused(['PAIRING_REQUIRED'], { staysQuiet: [{ 'policy.sign': 'dm-pairing' }] }),
  'insecure-context': {
    fires: [
      {
        'client:a|connect.refusal.code': 'CONTROL_UI_DEVICE_IDENTITY_REQUIRED',
        'symptom.word': 'plain-http-page',
      },
    ],
    staysQuiet: [{ 'client:a|connect.refusal.code': 'CONTROL_UI_DEVICE_IDENTITY_REQUIRED' }],
    cannotTell: [{ 'symptom.word': 'plain-http-page' }],
  },
  'control-ui-device-identity': refused(['CONTROL_UI_DEVICE_IDENTITY_REQUIRED']),
  'device-identity-required': refused(['DEVICE_IDENTITY_REQUIRED']),
  'device-management-denied': signed('device', 'management-denied'),
  'handshake-timeout': signed('protocol', 'handshake-timeout', {
    fires: [
      { 'client:a|connect.close.cause': 'handshake-timeout' },
      { ...UP, 'client:a|connect.timed-out': 'hello' },
      // Only on the way that clients take.
      { ...UP, 'gateway.http.live': 'ok', 'clients.url.answers': 'timeout' },
    ],
    staysQuiet: [
      { ...UP, 'gateway.http.live': 'ok', 'clients.url.answers': 'gateway' },
      { 'protocol.sign': 'clean-close' },
      { 'client:a|connect.close.cause': 'unauthorized' },
      { 'symptom.word': 'intermittent' },
    ],
  }),
  'unknown-clean-close': {
    fires: [{ 'client:a|connect.close.cause': 'hello-send-failed' }],
    staysQuiet: [{ 'client:a|connect.close.cause': 'handshake-timeout' }, { 'protocol.sign': 'clean-close' }],
    cannotTell: [{ 'client:a|connect.close.code': 1000 }],
  },
} satisfies Record<string, Cases>;
