/**
 * @module diagnosis/rules/authority
 * Who may come in, and what they may do: drift between copies of a credential, scopes, pairing, the
 * limiter. These need more than one code: copies are compared, and the limiter hides what it refuses.
 */
import type { Condition } from '../condition.ts';
import { rule } from '../rule.ts';
import {
  advise,
  anyRefusal,
  change,
  DEVICES,
  DOWN,
  GREETS,
  HAS_PROCESS,
  LOGS,
  look,
  NO_PROCESS,
  ONLY_CLIENT,
  READ_PROBE,
  refusedStart,
  STATUS,
  sign,
  told,
} from './shapes.ts';

/** OpenClaw's own plain probe carries no scope and asks anyway; that is how a healthy gateway looks. */
const PLAIN_PROBE_ASKED = {
  all: [
    { fact: 'rpc.error.missing-scope', is: 'operator.read' },
    {
      fact: 'rpc.error.method',
      oneOf: ['system-presence', 'status', 'health', 'config.get', 'last-heartbeat'],
    },
  ],
} as const;

/** No identity came with the request (2026.9.6). */
const NOBODY_NAMED: readonly Condition[] = [
  { fact: 'connect.refusal.reason', matches: 'trusted_proxy_untrusted_source' },
  { fact: 'connect.refusal.reason', matches: 'trusted_proxy_missing_header_*' },
  { fact: 'connect.refusal.reason', matches: 'trusted_proxy_user_missing' },
  { fact: 'connect.refusal.reason', matches: 'trusted_proxy_local_interface_*' },
];

export const AUTHORITY_RULES = [
  rule({
    id: 'auth-rate-limited',
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    decisive: {
      either: [anyRefusal('AUTH_RATE_LIMITED'), { fact: 'gateway.auth.rate-limited', is: true }],
    },
    fromText: 0.72,
    params: { client: 'connect.client' },
    checks: [LOGS],
    fixes: [advise('wait until the lock-out ends (five minutes as shipped); find who keeps trying first')],
  }),
  rule({
    id: 'token-drift',
    layer: 'authority',
    severity: 2,
    remediation: 'credential-rotate',
    decisive: {
      either: [
        anyRefusal('AUTH_TOKEN_MISMATCH', 'AUTH_PASSWORD_MISMATCH'),
        {
          all: [
            {
              differ: {
                fact: 'credential.fingerprint',
                over: 'credential',
                where: {
                  either: [
                    { fact: 'credential.in-force', is: true },
                    { fact: 'credential.presented', is: true },
                  ],
                },
              },
            },
            { not: GREETS },
          ],
        },
      ],
    },
    supporting: [
      {
        differ: {
          fact: 'credential.fingerprint',
          over: 'credential',
          where: {
            either: [
              { fact: 'credential.in-force', is: true },
              { fact: 'credential.presented', is: true },
            ],
          },
        },
      },
      {
        all: [
          { fact: 'config.reload-mode', is: 'off' },
          { fact: 'config.in-force', is: false },
        ],
      },
      sign('auth.sign', 'drift-audit'),
      // It was rotated, and minutes later the refusals began.
      { fact: 'failure.after', has: 'credential' },
    ],
    hints: [
      {
        differ: {
          fact: 'credential.fingerprint',
          over: 'credential',
          where: {
            either: [
              { fact: 'credential.in-force', is: true },
              { fact: 'credential.presented', is: true },
            ],
          },
        },
      },
      sign('auth.sign', 'drift-audit', 'runtime-token'),
    ],
    // Another gateway or program on the port judges by its own credential.
    contradicting: [{ fact: 'gateway.listener.owner', oneOf: ['foreign', 'other-gateway'] }],
    fromText: 0.62,
    params: { code: 'connect.refusal.code', client: 'connect.client', credential: 'connect.credential' },
    checks: [READ_PROBE, STATUS],
    fixes: [
      look('openclaw gateway status --json   # service.configAudit names embedded copies'),
      change('openclaw gateway restart   # the process then takes the copy that its precedence chooses'),
      change('openclaw gateway install --force   # if the service definition holds an old copy'),
    ],
    suppresses: ['handshake-timeout'],
  }),
  rule({
    id: 'auth-mode-conflict',
    layer: 'authority',
    severity: 2,
    remediation: 'config-rollback',
    decisive: {
      either: [
        {
          any: 'client',
          where: { fact: 'connect.refusal.reason', matches: 'trusted_proxy_loopback_source' },
        },
        // From this host and with nothing of a proxy about it; who was named and is not on the list came through one.
        {
          any: 'client',
          where: {
            all: [
              { either: NOBODY_NAMED },
              { fact: 'connect.remote', oneOf: ['127.0.0.1', '::1', '::ffff:127.0.0.1'] },
              { fact: 'connect.forwarded', is: false },
            ],
          },
        },
        sign('auth.sign', 'loopback-behind-proxy-auth'),
      ],
    },
    // Through a proxy on this host: the gateway has to be told to believe it.
    contradicting: [
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
    hints: [
      {
        all: [
          { fact: 'gateway.auth.mode', is: 'trusted-proxy' },
          anyRefusal('AUTH_UNAUTHORIZED', 'AUTH_REQUIRED'),
        ],
      },
      { all: [{ fact: 'gateway.auth.mode', is: 'trusted-proxy' }, told('identity-proxy')] },
    ],
    fromText: 0.64,
    params: { reason: 'connect.refusal.reason', mode: 'gateway.auth.mode' },
    checks: ['openclaw config get gateway.auth', LOGS],
    fixes: [look('openclaw config get gateway.auth.mode')],
    suppresses: ['trusted-proxy-identity-failed'],
  }),
  rule({
    id: 'secretref-unresolved',
    layer: 'authority',
    severity: 2,
    remediation: 'operator-manual',
    decisive: {
      either: [
        refusedStart('secret-unresolved'),
        // The token is written as a variable that was not set: the gateway made itself one for this run (2026.9.6).
        {
          all: [
            HAS_PROCESS,
            sign('auth.sign', 'runtime-token'),
            { any: 'credential', where: { fact: 'credential.reference', is: 'env' } },
          ],
        },
        sign('auth.sign', 'secretref-unresolved'),
        // All that a client has for its gateway is a variable, and it is not set.
        {
          all: [
            {
              any: 'credential',
              where: {
                all: [
                  { fact: 'credential.variable-set', is: false },
                  { fact: 'credential.presented', is: true },
                ],
              },
            },
            ONLY_CLIENT,
          ],
        },
      ],
    },
    feltAt: { when: NO_PROCESS, layer: 'process' },
    supporting: [
      {
        all: [
          NO_PROCESS,
          {
            any: 'credential',
            where: { fact: 'credential.reference', oneOf: ['env', 'file', 'exec', 'store'] },
          },
        ],
      },
    ],
    hints: [sign('auth.hint', 'secretref-unresolved')],
    params: { place: 'credential.place' },
    fromText: 0.7,
    checks: ['openclaw secrets audit --json', STATUS],
    fixes: [change('openclaw secrets reload   # after the provider answers again')],
    suppresses: ['auth-not-configured', 'token-drift', 'auth-missing', ...DOWN],
  }),
  rule({
    id: 'url-override-no-credentials',
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    decisive: {
      either: [
        sign('auth.sign', 'url-override'),
        { all: [{ fact: 'clients.url.credential', is: false }, ONLY_CLIENT] },
        // A device that was paired over that very address has a token of its own, and no command needs another.
        {
          all: [
            { fact: 'clients.url.credential', is: false },
            { fact: 'clients.url.device', is: false },
            { not: { fact: 'gateway.auth.mode', is: 'none' } },
          ],
        },
      ],
    },
    hints: [{ fact: 'clients.url.credential', is: false }],
    fromText: 0.78,
    checks: [STATUS],
    fixes: [advise('repeat the command with --token or --password beside --url')],
    suppresses: ['auth-missing'],
  }),
  rule({
    id: 'scope-mismatch',
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    decisive: {
      either: [
        anyRefusal('AUTH_SCOPE_MISMATCH'),
        { any: 'client', where: { fact: 'connect.refusal.reason', is: 'scope-upgrade' } },
        sign('device.sign', 'scope-upgrade'),
      ],
    },
    fromText: 0.66,
    params: { client: 'connect.client' },
    checks: [DEVICES],
    fixes: [change('openclaw devices approve REQUEST')],
    suppresses: ['token-drift', 'device-token-stale'],
  }),
  rule({
    id: 'missing-scope',
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    decisive: {
      either: [
        {
          any: 'client',
          where: { all: [{ fact: 'rpc.error.missing-scope', present: true }, { not: PLAIN_PROBE_ASKED }] },
        },
        // From elsewhere only paired devices may read (2026.9.6), and commands show none.
        {
          all: [
            { fact: 'clients.url.no-device-shown', is: true },
            { any: 'client', where: { fact: 'connect.scopes-withheld', is: true } },
          ],
        },
      ],
    },
    hints: [{ any: 'client', where: { fact: 'rpc.error.missing-scope', present: true } }],
    // A device command that is refused has its own rule; a plain probe is no fault at all.
    contradicting: [sign('device.sign', 'management-denied')],
    fromText: 0.68,
    params: { scope: 'rpc.error.missing-scope', method: 'rpc.error.method', client: 'connect.client' },
    checks: [DEVICES, READ_PROBE],
    fixes: [change('openclaw devices approve REQUEST   # after the device asks for the wider scope')],
  }),
  rule({
    id: 'probe-scope-limited',
    quietInLog: true,
    layer: 'authority',
    severity: 4,
    remediation: 'informational',
    decisive: sign('protocol.sign', 'probe-scope-limited'),
    contradicting: [
      {
        any: 'client',
        where: { all: [{ fact: 'rpc.error.missing-scope', present: true }, { not: PLAIN_PROBE_ASKED }] },
      },
    ],
    fromText: 0.4,
    checks: [READ_PROBE],
    fixes: [look(READ_PROBE)],
  }),
  rule({
    id: 'pairing-required',
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    decisive: anyRefusal('PAIRING_REQUIRED'),
    hints: [sign('device.hint', 'pairing')],
    fromText: 0.68,
    params: { client: 'connect.client', reason: 'connect.refusal.reason' },
    checks: [DEVICES],
    fixes: [change('openclaw devices approve REQUEST')],
  }),
  rule({
    id: 'insecure-context',
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    decisive: {
      all: [
        anyRefusal('CONTROL_UI_DEVICE_IDENTITY_REQUIRED', 'DEVICE_IDENTITY_REQUIRED'),
        { either: [told('plain-http-page'), sign('device.sign', 'insecure-page')] },
      ],
    },
    fromText: 0.72,
    params: { origin: 'connect.origin' },
    checks: ['openclaw gateway status --json   # controlUiLinks'],
    fixes: [look('ssh -N -L 18789:127.0.0.1:PORT USER@HOST   # then open http://localhost:18789')],
    suppresses: ['control-ui-device-identity', 'device-identity-required'],
  }),
  rule({
    id: 'control-ui-device-identity',
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    decisive: anyRefusal('CONTROL_UI_DEVICE_IDENTITY_REQUIRED'),
    fromText: 0.66,
    params: { origin: 'connect.origin', client: 'connect.client' },
    checks: ['openclaw gateway status --json   # controlUiLinks'],
    fixes: [advise('open the Control UI over HTTPS or on localhost')],
  }),
  rule({
    id: 'device-identity-required',
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    decisive: anyRefusal('DEVICE_IDENTITY_REQUIRED'),
    fromText: 0.6,
    params: { client: 'connect.client' },
    checks: [DEVICES, READ_PROBE],
    fixes: [advise('use a client that has a device identity, or present the gateway token')],
  }),
  rule({
    id: 'device-management-denied',
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    decisive: sign('device.sign', 'management-denied'),
    fromText: 0.64,
    checks: [DEVICES],
    fixes: [advise('repeat it from a session that holds operator.admin')],
  }),
] as const;
