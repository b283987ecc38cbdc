/**
 * @module diagnosis/rules/refusals
 * One table for every refused connect whose meaning lies in its detail code or close reason alone (OpenClaw 2026.9.6,
 * connect-error-details). Where more than the code decides (drift, scopes, rate limit), the rule is in authority.ts.
 */
import type { Condition } from '../condition.ts';
import type { Fix, Layer, Remediation } from '../finding.ts';
import { rule } from '../rule.ts';
import {
  advise,
  adviseChange,
  anyRefusal,
  change,
  closedWith,
  DEVICES,
  DOWN,
  GREETS,
  HAS_PROCESS,
  keepsFailing,
  LOGS,
  look,
  NO_PROCESS,
  READ_PROBE,
  refusedStart,
  STATUS,
  sign,
  UPDATED,
} from './shapes.ts';

type Row = {
  layer: Layer;
  severity: 2 | 3 | 4;
  remediation: Remediation;
  codes?: readonly string[];
  /** Words of `connect.refusal.reason` that mean the same under the catch-all AUTH_UNAUTHORIZED. */
  reasons?: readonly string[];
  /** Close code and start of the close reason. */
  closes?: readonly (readonly [number, string])[];
  signs?: readonly Condition[];
  contradicting?: readonly Condition[];
  /** Worth of text alone; a literal code is nearly unmistakable. */
  fromText?: number;
  checks: readonly string[];
  fixes: readonly Fix[];
  suppresses?: readonly string[];
  quietInLog?: true;
  /** The gateway refuses to start with it: then it is felt before anybody can connect. */
  stopsStart?: true;
  supporting?: readonly Condition[];
};

function refusal<const Id extends string>(id: Id, row: Row) {
  const either: Condition[] = [
    ...(row.codes ? [anyRefusal(...row.codes)] : []),
    ...(row.reasons ?? []).map(
      (reason): Condition => ({ any: 'client', where: { fact: 'connect.refusal.reason', matches: reason } }),
    ),
    ...(row.closes ?? []).map(([code, reason]) => closedWith(code, reason)),
    ...(row.signs ?? []),
  ];
  return rule({
    id,
    layer: row.layer,
    severity: row.severity,
    remediation: row.remediation,
    decisive: { either },
    ...(row.stopsStart ? { feltAt: { when: NO_PROCESS, layer: 'process' as const } } : {}),
    ...(row.supporting ? { supporting: row.supporting } : {}),
    ...(row.contradicting ? { contradicting: row.contradicting } : {}),
    fromText: row.fromText ?? 0.72,
    params: {
      code: 'connect.refusal.code',
      reason: 'connect.refusal.reason',
      client: 'connect.client',
      origin: 'connect.origin',
      lacks: 'gateway.package.lacks',
    },
    checks: row.checks,
    fixes: row.fixes,
    ...(row.suppresses ? { suppresses: row.suppresses } : {}),
    ...(row.quietInLog ? { quietInLog: true } : {}),
  });
}

const AUTH_MODE = 'openclaw config get gateway.auth.mode';
const RECONNECT = look('openclaw gateway status --require-rpc');

export const REFUSAL_RULES = [
  refusal('auth-missing', {
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    codes: ['AUTH_TOKEN_MISSING', 'AUTH_PASSWORD_MISSING', 'AUTH_REQUIRED'],
    signs: [sign('auth.sign', 'missing'), { fact: 'clients.url.empty-handed', is: true }],
    fromText: 0.68,
    checks: [READ_PROBE, AUTH_MODE],
    fixes: [look('openclaw gateway auth-token --show   # in a terminal; then give it to the client')],
  }),
  refusal('auth-not-configured', {
    layer: 'authority',
    severity: 2,
    remediation: 'credential-rotate',
    codes: ['AUTH_TOKEN_NOT_CONFIGURED', 'AUTH_PASSWORD_NOT_CONFIGURED'],
    signs: [
      refusedStart('auth-missing'),
      // It holds none, made one up for this run (2026.9.6), and somebody who has another is turned away.
      {
        all: [
          HAS_PROCESS,
          sign('auth.sign', 'runtime-token'),
          anyRefusal('AUTH_TOKEN_MISMATCH', 'AUTH_TOKEN_MISSING'),
        ],
      },
    ],
    stopsStart: true,
    supporting: [NO_PROCESS],
    suppresses: ['token-drift', 'auth-missing', ...DOWN],
    checks: [AUTH_MODE, 'openclaw doctor --lint --json'],
    fixes: [change('openclaw configure   # let it generate a gateway token')],
  }),
  refusal('device-token-stale', {
    layer: 'authority',
    severity: 3,
    remediation: 'credential-rotate',
    codes: ['AUTH_DEVICE_TOKEN_MISMATCH'],
    checks: [DEVICES],
    fixes: [change('openclaw devices rotate --device DEVICE --role operator')],
    suppresses: ['token-drift'],
  }),
  refusal('bootstrap-code-invalid', {
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    codes: ['AUTH_BOOTSTRAP_TOKEN_INVALID'],
    checks: [DEVICES],
    fixes: [change('openclaw devices pair   # make a new setup code')],
  }),
  refusal('tailscale-identity-failed', {
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    codes: [
      'AUTH_TAILSCALE_IDENTITY_MISSING',
      'AUTH_TAILSCALE_PROXY_MISSING',
      'AUTH_TAILSCALE_WHOIS_FAILED',
      'AUTH_TAILSCALE_IDENTITY_MISMATCH',
    ],
    checks: ['tailscale status', 'openclaw config get gateway.tailscale'],
    fixes: [look('tailscale whois CLIENT-ADDRESS')],
  }),
  refusal('trusted-proxy-identity-failed', {
    layer: 'authority',
    severity: 2,
    remediation: 'config-rollback',
    codes: ['AUTH_IDENTITY_HEADER_REQUIRED'],
    reasons: [
      'trusted_proxy_user_*',
      'trusted_proxy_missing_header_*',
      'trusted_proxy_origin_not_allowed',
      'trusted_proxy_untrusted_source',
    ],
    signs: [
      {
        any: 'client',
        where: {
          all: [
            { fact: 'connect.refusal.reason', matches: 'trusted_proxy_loopback_source' },
            { fact: 'connect.forwarded', is: true },
          ],
        },
      },
    ],
    fromText: 0.6,
    checks: ['openclaw config get gateway.auth.trustedProxy', 'openclaw config get gateway.trustedProxies'],
    fixes: [look('openclaw config get gateway.auth.trustedProxy.userHeader')],
  }),
  refusal('credential-redacted', {
    layer: 'authority',
    severity: 2,
    stopsStart: true,
    supporting: [{ any: 'credential', where: { fact: 'credential.placeholder', is: true } }],
    remediation: 'config-rollback',
    reasons: ['token_redacted_config', 'password_redacted_config'],
    signs: [
      refusedStart('credential-redacted'),
      sign('auth.sign', 'redacted'),
      {
        any: 'credential',
        where: {
          all: [
            { fact: 'credential.placeholder', is: true },
            {
              either: [
                { fact: 'credential.in-force', is: true },
                { fact: 'credential.presented', is: true },
              ],
            },
          ],
        },
      },
    ],
    checks: ['ls -l "$(openclaw config file)"*'],
    fixes: [adviseChange('restore gateway.auth from openclaw.json.last-good or .bak beside the config file')],
    suppresses: ['token-drift', ...DOWN],
  }),
  refusal('operator-access-denied', {
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    codes: ['AUTH_VERIFIED_USER_REQUIRED', 'AUTHENTICATED_PROFILE_UNAVAILABLE'],
    closes: [
      [4001, 'operator role changed*'],
      [4001, 'Gateway access is no longer active*'],
    ],
    signs: [sign('device.sign', 'access-closed')],
    checks: ['openclaw config get gateway.roles', LOGS],
    fixes: [look('openclaw config get gateway.roles')],
  }),
  refusal('client-version-mismatch', {
    layer: 'handshake',
    severity: 3,
    remediation: 'restart+validate',
    codes: ['CLIENT_VERSION_MISMATCH', 'CONTROL_UI_BUILD_MISMATCH'],
    checks: ['openclaw --version', STATUS],
    fixes: [advise('reload the Control UI page, or update the older side')],
  }),
  refusal('protocol-mismatch', {
    layer: 'handshake',
    severity: 2,
    remediation: 'restart+validate',
    codes: ['PROTOCOL_MISMATCH'],
    closes: [[1002, 'protocol mismatch*']],
    fromText: 0.66,
    checks: ['openclaw --version', STATUS],
    fixes: [
      change('openclaw gateway restart   # if the gateway is the older side'),
      look('openclaw --version'),
    ],
  }),
  refusal('origin-not-allowed', {
    layer: 'authority',
    severity: 3,
    remediation: 'config-rollback',
    codes: ['CONTROL_UI_ORIGIN_NOT_ALLOWED'],
    fromText: 0.74,
    checks: ['openclaw config get gateway.controlUi.allowedOrigins'],
    fixes: [
      change('openclaw config set gateway.controlUi.allowedOrigins \'["http://localhost:PORT","ORIGIN"]\''),
    ],
  }),
  refusal('device-auth-nonce', {
    layer: 'authority',
    severity: 3,
    remediation: 'vendor-escalate',
    codes: ['DEVICE_AUTH_NONCE_REQUIRED', 'DEVICE_AUTH_NONCE_MISMATCH'],
    checks: ['openclaw --version'],
    fixes: [advise('update the client')],
  }),
  refusal('device-auth-signature', {
    layer: 'authority',
    severity: 3,
    remediation: 'vendor-escalate',
    codes: [
      'DEVICE_AUTH_INVALID',
      'DEVICE_AUTH_DEVICE_ID_MISMATCH',
      'DEVICE_AUTH_SIGNATURE_INVALID',
      'DEVICE_AUTH_PUBLIC_KEY_INVALID',
    ],
    checks: ['openclaw --version', DEVICES],
    fixes: [advise('update the client, or let it make a new identity')],
  }),
  refusal('clock-skew', {
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    codes: ['DEVICE_AUTH_SIGNATURE_EXPIRED'],
    signs: [sign('device.sign', 'clock')],
    checks: ['timedatectl', 'date -u'],
    fixes: [change('sudo timedatectl set-ntp true   # on the side whose clock is off')],
  }),
  refusal('device-removed', {
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    closes: [[4001, 'device removed*']],
    signs: [
      sign('device.sign', 'removed'),
      // Whoever was removed and tries again is told the same as with an old token (2026.9.6).
      { all: [sign('device.hint', 'removed'), anyRefusal('AUTH_DEVICE_TOKEN_MISMATCH')] },
    ],
    checks: [DEVICES],
    fixes: [change('openclaw devices approve REQUEST   # after the device asks again')],
    suppresses: ['device-token-stale'],
  }),
  refusal('auth-rotated-live', {
    quietInLog: true,
    layer: 'authority',
    severity: 3,
    remediation: 'credential-rotate',
    closes: [[4001, 'gateway auth changed*']],
    signs: [sign('auth.sign', 'rotated-live')],
    fromText: 0.68,
    checks: [LOGS],
    fixes: [advise('give the new credential to the clients that still hold the old one')],
  }),
  refusal('policy-tightened-disconnect', {
    layer: 'authority',
    severity: 2,
    remediation: 'policy-relax-test',
    closes: [[4001, 'gateway policy changed*']],
    signs: [sign('device.sign', 'policy-changed')],
    checks: [LOGS],
    fixes: [look('openclaw logs --limit 200   # which policy key was reloaded in that second')],
  }),
  refusal('invalid-first-frame', {
    quietInLog: true,
    layer: 'handshake',
    severity: 3,
    remediation: 'vendor-escalate',
    closes: [
      [1008, 'invalid handshake*'],
      [1008, 'invalid request frame*'],
      [1008, 'invalid connect params*'],
    ],
    signs: [keepsFailing('invalid-handshake'), sign('protocol.sign', 'invalid-first-frame')],
    fromText: 0.64,
    checks: [LOGS],
    fixes: [look('openclaw logs --limit 200   # ua= and remote= name the client')],
  }),
  refusal('preauth-payload-too-large', {
    quietInLog: true,
    layer: 'handshake',
    severity: 3,
    remediation: 'vendor-escalate',
    closes: [[1009, 'preauth*']],
    signs: [keepsFailing('preauth-payload-too-large'), sign('protocol.sign', 'payload-too-large')],
    checks: [LOGS],
    fixes: [advise('update the client')],
  }),
  refusal('slow-consumer', {
    quietInLog: true,
    layer: 'handshake',
    severity: 3,
    remediation: 'operator-manual',
    closes: [[1008, 'slow consumer*']],
    signs: [keepsFailing('outbound-buffer-exceeded'), sign('protocol.sign', 'slow-consumer')],
    checks: [LOGS],
    fixes: [advise('close forgotten dashboard tabs on the slow side')],
  }),
  refusal('event-gap', {
    quietInLog: true,
    layer: 'handshake',
    severity: 4,
    remediation: 'restart+validate',
    signs: [sign('protocol.sign', 'event-gap')],
    fromText: 0.62,
    checks: [LOGS, 'openclaw health --json'],
    fixes: [advise('reload the page, or let the client ask for health anew: events are never sent twice')],
  }),
  refusal('stale-install', {
    layer: 'handshake',
    severity: 2,
    remediation: 'restart+validate',
    closes: [
      [1011, 'gateway install changed*'],
      [1011, 'gateway message handler unavailable*'],
    ],
    signs: [
      // Half an update, or a part lost: whatever was started from it, the next start fails.
      { all: [NO_PROCESS, { fact: 'gateway.package.lacks', present: true }] },
      sign('upgrade.sign', 'stale-install'),
    ],
    stopsStart: true,
    suppresses: [...DOWN, 'probe-false-green'],
    contradicting: [
      // The very files that it was started from: then they were broken before.
      { same: { facts: ['gateway.build.running', 'gateway.build.installed'] } },
      // Greeted, and another release is there: an update that waits for its restart, and this is what comes of it.
      { all: [UPDATED, GREETS] },
    ],
    checks: [STATUS],
    fixes: [change('openclaw gateway restart')],
  }),
  refusal('planned-restart-close', {
    quietInLog: true,
    layer: 'handshake',
    severity: 4,
    remediation: 'informational',
    closes: [[1012, 'service restart*']],
    signs: [sign('protocol.sign', 'planned-restart')],
    fromText: 0.6,
    checks: [LOGS],
    fixes: [RECONNECT],
    suppresses: ['service-crash-loop'],
  }),
] as const;
