/**
 * @module diagnosis/cards/start
 * Why a gateway does not start: its own refusals (configuration, bind, mode), and what stands in for them when
 * the refusal was printed where nobody kept it: the same configuration with nothing running.
 */

import { change, look, lookInShell } from '../fix.ts';
import { card } from './card.ts';
import { DEEP, LINT, START, STATUS, VALIDATE } from './commands.ts';
import { DOWN, GREETS, NO_PROCESS, NOTHING_RUNS, ONLY_CLIENT, refusedStart, sign } from './shapes.ts';

export const START_CARDS = [
  card({
    id: 'config-missing',
    says: {
      en: {
        title: 'There is no config file',
        says: 'The gateway does not start: there is no config file at {path|the place where it looks}.',
        mistakenWhen: 'The service uses another path than this shell (HOME, profile, OPENCLAW_CONFIG_PATH).',
      },
    },
    rank: 1,
    layer: 'process',
    severity: 1,
    remediation: 'config-rollback',
    decisive: {
      either: [
        refusedStart('config-missing'),
        sign('config.sign', 'missing-file'),
        { all: [NO_PROCESS, { fact: 'config.file', is: 'missing' }] },
      ],
    },
    contradicting: [{ fact: 'config.file', is: 'readable' }],
    fromText: 0.75,
    params: { path: 'config.path' },
    checks: [look('openclaw config file'), DEEP],
    fixes: [lookInShell('ls -l "$(openclaw config file)"*'), change('openclaw setup')],
    suppresses: [...DOWN, 'config-invalid', 'gateway-mode-missing'],
  }),
  card({
    id: 'config-invalid',
    says: {
      en: {
        title: 'The configuration is invalid',
        says: 'The gateway refuses to start with this configuration: {issue|OpenClaw finds the file invalid}.',
        mistakenWhen: 'A running gateway still serves the last good configuration; then nothing is down.',
      },
    },
    families: ['invalid-config'],
    rank: 1,
    layer: 'process',
    severity: 1,
    remediation: 'config-rollback',
    decisive: {
      either: [
        refusedStart('config-invalid'),
        { all: [NO_PROCESS, { fact: 'config.valid', is: false }] },
        { all: [NO_PROCESS, { fact: 'config.parse', is: 'broken' }] },
        { all: [NO_PROCESS, { fact: 'config.file', is: 'not-a-file' }] },
        sign('config.sign', 'invalid', 'shared-hook-token'),
      ],
    },
    supporting: [
      { fact: 'config.valid', is: false },
      { fact: 'gateway.service.exit-code', is: 78 },
    ],
    contradicting: [
      { fact: 'config.valid', is: true },
      // It passes over messages by its settings, so it runs with them.
      sign('policy.hint', 'mention'),
    ],
    fromText: 0.75,
    params: { issue: 'config.issues', path: 'config.path' },
    checks: [VALIDATE, look('openclaw config file')],
    fixes: [
      look('openclaw config validate'),
      change('cp openclaw.json.last-good openclaw.json', 'beside the config file, after comparing the two'),
      START,
    ],
    suppresses: [...DOWN, 'gateway-mode-missing', 'bind-refused-no-auth'],
  }),
  card({
    id: 'gateway-mode-missing',
    says: {
      en: {
        title: 'gateway.mode is missing from the configuration',
        says: 'The gateway refuses to start because gateway.mode is gone from the config file. Compare the file with its backups.',
        mistakenWhen: 'The file is not readable JSON5; the gateway prints the same error then.',
      },
    },
    families: ['gateway-mode'],
    rank: 1,
    layer: 'process',
    severity: 1,
    remediation: 'config-rollback',
    decisive: {
      either: [
        refusedStart('mode-missing'),
        {
          all: [
            NO_PROCESS,
            { fact: 'config.mode', is: 'unset' },
            { fact: 'config.file', is: 'readable' },
            { fact: 'config.parse', is: 'ok' },
          ],
        },
      ],
    },
    supporting: [{ fact: 'config.mode', is: 'unset' }],
    // An unreadable file makes the gateway print the same words; a mode that is set means an old refusal.
    contradicting: [
      { fact: 'config.parse', is: 'broken' },
      { fact: 'config.mode', oneOf: ['local', 'remote'] },
    ],
    fromText: 0.78,
    params: { path: 'config.path' },
    checks: [look('openclaw config get gateway.mode'), lookInShell('ls -l "$(openclaw config file)"*')],
    fixes: [change('openclaw config set gateway.mode local'), START],
    suppresses: [...DOWN],
  }),
  card({
    id: 'gateway-mode-remote',
    says: {
      en: {
        title: 'This host is set up as a client, not as a gateway',
        says: 'gateway.mode is "remote", so the gateway refuses to start here.',
        mistakenWhen: 'The host is meant to be a client of a gateway elsewhere.',
      },
    },
    families: ['gateway-mode'],
    rank: 1,
    layer: 'process',
    severity: 1,
    remediation: 'operator-manual',
    decisive: {
      either: [refusedStart('mode-remote'), { all: [NO_PROCESS, { fact: 'config.mode', is: 'remote' }] }],
    },
    supporting: [{ fact: 'config.mode', is: 'remote' }],
    contradicting: [
      { fact: 'config.mode', is: 'local' },
      // Somebody typed it once, nothing tries again, and the gateway elsewhere greets this client.
      { all: [ONLY_CLIENT, GREETS] },
    ],
    fromText: 0.78,
    params: { path: 'config.path' },
    checks: [look('openclaw config get gateway.mode'), look('openclaw config get gateway.remote.url')],
    fixes: [change('openclaw config set gateway.mode local'), START],
    suppresses: [...DOWN],
  }),
  card({
    id: 'bind-refused-no-auth',
    says: {
      en: {
        title: 'Refused to listen beyond loopback without a credential',
        says: 'The gateway refuses to start: it is set to listen {bind?on “%”|beyond loopback} but has no token or password.',
        mistakenWhen: 'The configuration is invalid; in a container the same error is printed then.',
      },
    },
    families: ['open-bind'],
    rank: 1,
    layer: 'process',
    severity: 1,
    remediation: 'config-rollback',
    decisive: {
      either: [
        refusedStart('bind-no-auth'),
        {
          all: [
            NO_PROCESS,
            { fact: 'config.bind', oneOf: ['lan', 'tailnet', 'custom'] },
            {
              either: [
                { fact: 'config.auth-configured', is: false },
                { fact: 'gateway.auth.mode', is: 'none' },
              ],
            },
          ],
        },
      ],
    },
    supporting: [
      { fact: 'config.auth-configured', is: false },
      { fact: 'config.bind', oneOf: ['lan', 'tailnet', 'custom', 'auto'] },
    ],
    // In a container an invalid file is answered with the bind words too: believe the validator.
    contradicting: [{ fact: 'config.valid', is: false }],
    fromText: 0.78,
    params: { bind: 'config.bind' },
    checks: [
      look('openclaw config get gateway.bind'),
      look('openclaw config get gateway.auth.mode'),
      VALIDATE,
    ],
    fixes: [
      change('openclaw config set gateway.bind loopback'),
      change('openclaw configure', 'or give the gateway a token, if the wide bind is intended'),
      START,
    ],
    suppresses: [...DOWN],
  }),
  card({
    id: 'auth-ambiguous-mode',
    says: {
      en: {
        title: 'Token and password are both set, and no mode chooses',
        says: 'The gateway refuses to start because gateway.auth holds a token and a password while gateway.auth.mode is unset.',
        mistakenWhen: 'The refusal is from before the last edit of the file.',
      },
    },
    families: ['auth-settings'],
    rank: 1,
    layer: 'process',
    severity: 1,
    remediation: 'config-rollback',
    decisive: { either: [refusedStart('auth-ambiguous'), sign('auth.sign', 'ambiguous-mode')] },
    fromText: 0.78,
    checks: [look('openclaw config get gateway.auth.mode'), VALIDATE],
    fixes: [change('openclaw config set gateway.auth.mode token'), START],
    suppresses: [...DOWN, 'config-invalid'],
  }),
  card({
    id: 'config-conflict',
    says: {
      en: {
        title: 'Settings conflict, or name something missing',
        says: 'The gateway refuses to start: {refusal|its effective bind, auth or Tailscale settings conflict}.',
        mistakenWhen: 'The file is not valid at all; the validator says so.',
      },
    },
    families: ['auth-settings', 'invalid-config'],
    rank: 1,
    layer: 'process',
    severity: 1,
    remediation: 'config-rollback',
    decisive: { either: [refusedStart('config-conflict'), sign('config.sign', 'conflict')] },
    supporting: [NO_PROCESS],
    fromText: 0.75,
    params: { refusal: 'gateway.start.refusal-text' },
    checks: [look('openclaw config get gateway'), VALIDATE],
    fixes: [look('openclaw config get gateway.bind'), START],
    suppresses: [...DOWN, 'config-invalid'],
  }),
  card({
    id: 'maintenance-required',
    says: {
      en: {
        title: 'The state must be migrated before the gateway can serve',
        says: 'The gateway waits for a migration of its state: {refusal|it says gateway.maintenance_required}.',
        mistakenWhen: 'Another live process holds the state; the same error is printed then.',
      },
    },
    rank: 1,
    layer: 'process',
    severity: 1,
    remediation: 'operator-manual',
    decisive: {
      either: [
        { all: [refusedStart('maintenance'), NO_PROCESS] },
        sign('upgrade.sign', 'maintenance'),
        sign('lock.sign', 'maintenance'),
      ],
    },
    contradicting: [{ fact: 'gateway.rivals.same-state', above: 0 }],
    fromText: 0.62,
    params: { refusal: 'gateway.start.refusal-text' },
    checks: [LINT, DEEP],
    fixes: [change('openclaw doctor --fix', 'with the gateway stopped and a backup made'), START],
    suppresses: [...DOWN],
  }),
  card({
    id: 'node-version-unsupported',
    says: {
      en: {
        title: 'This Node.js cannot run this release',
        says: 'OpenClaw refuses the Node.js it was started with: {refusal|the version is outside what the release needs}.{found? The shell finds Node.js %, which does not fit either.}',
        mistakenWhen: 'The shell and the service use different Node.js versions, and the other one is meant.',
      },
    },
    rank: 1,
    layer: 'process',
    severity: 1,
    remediation: 'operator-manual',
    decisive: {
      either: [
        refusedStart('node-version'),
        // The service names a Node.js that its own package does not take, and nothing runs.
        { all: [{ fact: 'gateway.service.node-supported', is: false }, NOTHING_RUNS] },
        // No service names one, and none on the path of who would start it fits.
        { all: [{ fact: 'clients.node-supported', is: false }, NOTHING_RUNS] },
        sign('upgrade.sign', 'node-unsupported'),
      ],
    },
    fromText: 0.78,
    params: {
      refusal: 'gateway.start.refusal-text',
      node: 'gateway.service.node',
      found: 'clients.node',
      version: 'gateway.service.version',
    },
    checks: [look('node --version'), STATUS],
    fixes: [change('openclaw gateway install --force', 'with a supported Node.js first on the PATH'), START],
    suppresses: [...DOWN],
  }),
  card({
    id: 'newer-schema',
    says: {
      en: {
        title: 'The database was written by a newer release',
        says: 'This build is older than the one that wrote the state database, so it does not open it.',
        mistakenWhen: 'The database is damaged rather than newer.',
      },
    },
    families: ['mixed-versions'],
    rank: 1,
    layer: 'process',
    severity: 1,
    remediation: 'config-rollback',
    decisive: {
      either: [
        refusedStart('newer-schema'),
        { fact: 'gateway.state.newer-than-release', is: true },
        sign('upgrade.sign', 'newer-schema'),
      ],
    },
    supporting: [{ fact: 'gateway.state.newer-than-release', is: true }, refusedStart('newer-schema')],
    // Refused then; the release that is installed by now knows it.
    contradicting: [{ fact: 'gateway.state.newer-than-release', is: false }],
    fromText: 0.75,
    params: { refusal: 'gateway.start.refusal-text' },
    checks: [look('openclaw --version'), LINT],
    fixes: [change('openclaw update', 'the release that wrote the database, or newer')],
    suppresses: [...DOWN, 'state-db-error', 'maintenance-required', 'config-invalid'],
  }),
] as const;
