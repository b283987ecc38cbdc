/**
 * @module diagnosis/cards/credentials
 * The shared credential: its copies differ, it is missing, unreadable, or refused by the limiter, which hides whether
 * it is right.
 */

import { advise, adviseChange, change, look, lookInShell } from '../fix.ts';
import { card } from './card.ts';
import { LOGS, READ_PROBE, STATUS } from './commands.ts';
import { refusal } from './refusal.ts';
import {
  anyRefusal,
  DOWN,
  GREETS,
  HAS_PROCESS,
  NO_PROCESS,
  ONLY_CLIENT,
  refusedStart,
  sign,
} from './shapes.ts';

const AUTH_MODE = look('openclaw config get gateway.auth.mode');

/** The copy that the gateway uses and the one that is shown to it are not the same. */
const COPIES_DIFFER = {
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
} as const;

export const CREDENTIALS_CARDS = [
  card({
    id: 'auth-rate-limited',
    says: {
      en: {
        title: 'Too many failed attempts: the limiter blocks this address',
        says: 'After repeated failures the gateway rejects all attempts for some minutes, even with the correct credential.',
        mistakenWhen: 'The lockout has ended.',
      },
    },
    rank: 50,
    unseenByProbes: true,
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
  card({
    id: 'token-drift',
    says: {
      en: {
        title: 'Client and gateway credentials differ',
        says: 'The gateway rejects the shared credential of {client|the client}: the copies differ. One side still uses an old token or password.',
        mistakenWhen:
          'Another gateway answers on the port, a device token is meant, or the limiter is locked.',
      },
    },
    families: ['old-credential'],
    rank: 51,
    unseenByProbes: true,
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
      COPIES_DIFFER,
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
    hints: [COPIES_DIFFER, sign('auth.sign', 'drift-audit', 'runtime-token')],
    // Another gateway or program on the port judges by its own credential.
    contradicting: [{ fact: 'gateway.listener.owner', oneOf: ['foreign', 'other-gateway'] }],
    fromText: 0.62,
    params: { code: 'connect.refusal.code', client: 'connect.client', credential: 'connect.credential' },
    checks: [READ_PROBE, STATUS],
    fixes: [
      look('openclaw gateway status --json', 'service.configAudit names embedded copies'),
      change('openclaw gateway restart', 'a service then takes the copy that its precedence chooses'),
      change('openclaw gateway install --force', 'if the service definition holds an old copy'),
      // Observed on 2026.9.6: the command needs a client that is let in, and a restart in place keeps the flag.
      adviseChange(
        'if it was started by hand with --token, a restart keeps that token: stop it, then start it without',
      ),
    ],
    suppresses: ['handshake-timeout'],
  }),
  refusal('auth-missing', {
    says: {
      en: {
        title: 'The client sends no credential',
        says: 'The gateway requires a token or password; {client|the client} sends none.',
        mistakenWhen: 'The client has one, but its secret reference cannot be resolved.',
      },
    },
    families: ['no-credential'],
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    codes: ['AUTH_TOKEN_MISSING', 'AUTH_PASSWORD_MISSING', 'AUTH_REQUIRED'],
    signs: [sign('auth.sign', 'missing'), { fact: 'clients.url.empty-handed', is: true }],
    fromText: 0.68,
    checks: [READ_PROBE, AUTH_MODE],
    fixes: [look('openclaw gateway auth-token --show', 'in a terminal; then give it to the client')],
  }),
  refusal('auth-not-configured', {
    says: {
      en: {
        title: 'The gateway has no credential configured',
        says: 'The gateway asks for a token or password, and its configuration holds none. If it generated one at startup, no client has it and the next start generates another.',
        mistakenWhen: 'Its secret reference cannot be resolved right now.',
      },
    },
    families: ['no-credential', 'open-bind'],
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
    checks: [AUTH_MODE, look('openclaw doctor --lint --json')],
    fixes: [change('openclaw configure', 'let it generate a gateway token')],
  }),
  refusal('credential-redacted', {
    says: {
      en: {
        title: 'The credential is a redaction placeholder',
        says: 'The configuration holds a redaction placeholder instead of the real credential. A redacted copy overwrote it.',
        mistakenWhen: 'The placeholder is in an unused copy.',
      },
    },
    families: ['kept-secrets'],
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
    checks: [lookInShell('ls -l "$(openclaw config file)"*')],
    fixes: [adviseChange('restore gateway.auth from openclaw.json.last-good or .bak beside the config file')],
    suppresses: ['token-drift', ...DOWN],
  }),
  card({
    id: 'secretref-unresolved',
    says: {
      en: {
        title: 'A secret reference cannot be resolved',
        says: 'A credential is a reference{place?: %}; its source returns no value.',
        mistakenWhen: 'Only the command line lacks access; the service can read it.',
      },
    },
    families: ['kept-secrets'],
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
    checks: [look('openclaw secrets audit --json'), STATUS],
    fixes: [change('openclaw secrets reload', 'after the provider answers again')],
    suppresses: ['auth-not-configured', 'token-drift', 'auth-missing', ...DOWN],
  }),
  card({
    id: 'url-override-no-credentials',
    says: {
      en: {
        title: 'An explicit address needs an explicit credential',
        says: 'A command with --url or OPENCLAW_GATEWAY_URL ignores the configured credential, by design.',
        mistakenWhen: 'The credential was given and is wrong.',
      },
    },
    families: ['no-credential'],
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
  refusal('auth-rotated-live', {
    says: {
      en: {
        title: 'The credential was changed and old connections were dropped',
        says: 'The shared credential was reloaded while running; clients with the old one were closed with 4001.',
        mistakenWhen: 'Clients reconnected at once; no action needed.',
      },
    },
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
] as const;
