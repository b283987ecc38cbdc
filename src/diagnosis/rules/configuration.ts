/**
 * @module diagnosis/rules/configuration
 * The gateway is up and lets people in, but works with the wrong settings: model routes, a config
 * that is saved and not in force, versions and updates, plugins.
 */
import { rule } from '../rule.ts';
import {
  adviseChange,
  change,
  DEEP,
  DOWN,
  HAS_PROCESS,
  LINT,
  LOGS,
  look,
  MODELS,
  NO_PROCESS,
  NOTHING_LOST,
  RESTART,
  refusedStart,
  roadMeets,
  STATUS,
  sign,
  told,
  VALIDATE,
} from './shapes.ts';

export const CONFIGURATION_RULES = [
  rule({
    id: 'instance-isolation-violation',
    layer: 'configuration',
    severity: 2,
    remediation: 'config-rollback',
    decisive: {
      either: [
        sign('workspace.sign', 'shared'),
        // Two configurations, each with a port, and one state: whoever has it keeps the other from starting.
        {
          all: [
            { fact: 'gateway.process.other-config', is: true },
            { fact: 'config.file', is: 'readable' },
            { differ: { facts: ['gateway.port', 'gateway.port.clients'] } },
          ],
        },
      ],
    },
    // What answers there is the other one.
    suppresses: ['wrong-target-url', 'token-drift', 'probe-false-green'],
    fromText: 0.55,
    checks: [DEEP],
    fixes: [look(DEEP)],
  }),
  rule({
    id: 'cli-only-backend',
    layer: 'configuration',
    severity: 2,
    remediation: 'config-rollback',
    decisive: {
      either: [
        { any: 'agent', where: { fact: 'agent.model.route', is: 'cli' } },
        sign('model.sign', 'cli-route'),
      ],
    },
    hints: [
      { all: [sign('model.sign', 'no-tool-calls'), { not: sign('policy.sign', 'tool-denied') }] },
      sign('model.sign', 'no-tool-calls'),
    ],
    supporting: [
      { any: 'agent', where: { fact: 'agent.model.cli-binary', is: 'missing' } },
      told('tools-gone'),
    ],
    contradicting: [{ every: 'agent', where: { fact: 'agent.model.route', is: 'api' } }],
    fromText: 0.6,
    params: { model: 'agent.model.primary' },
    checks: [MODELS, 'openclaw models list --json'],
    fixes: [
      change('openclaw config set agents.defaults.model.primary PROVIDER/MODEL   # a model behind an API'),
      RESTART,
    ],
  }),
  rule({
    id: 'cli-backend-binary-missing',
    layer: 'configuration',
    severity: 2,
    remediation: 'operator-manual',
    decisive: {
      either: [
        {
          any: 'agent',
          where: {
            all: [
              { fact: 'agent.model.route', is: 'cli' },
              { fact: 'agent.model.cli-binary', is: 'missing' },
            ],
          },
        },
        sign('model.sign', 'cli-binary-missing'),
      ],
    },
    fromText: 0.68,
    params: { model: 'agent.model.primary' },
    checks: [LINT, 'command -v claude codex'],
    fixes: [look(MODELS)],
  }),
  rule({
    id: 'reload-off-stale-config',
    layer: 'configuration',
    severity: 2,
    remediation: 'restart+validate',
    decisive: {
      either: [
        {
          all: [
            { fact: 'config.reload-mode', is: 'off' },
            { fact: 'config.in-force', is: false },
            HAS_PROCESS,
          ],
        },
        {
          all: [
            { fact: 'config.reload-mode', is: 'off' },
            { fact: 'config.changed-after-start', is: true },
            { not: { fact: 'config.in-force', is: true } },
          ],
        },
      ],
    },
    hints: [
      {
        all: [
          { fact: 'config.reload-mode', is: 'off' },
          { fact: 'config.changed-after-start', is: true },
        ],
      },
      { all: [sign('config.sign', 'reload-off'), told('works-anyway')] },
    ],
    supporting: [{ fact: 'config.changed-after-start', is: true }],
    contradicting: [
      { fact: 'config.in-force', is: true },
      { fact: 'config.valid', is: false },
    ],
    fromText: 0.5,
    params: { changed: 'config.changed-at', path: 'config.path' },
    checks: ['openclaw config get gateway.reload.mode', STATUS],
    fixes: [RESTART],
  }),
  rule({
    id: 'config-reload-skipped',
    layer: 'configuration',
    severity: 3,
    remediation: 'config-rollback',
    decisive: {
      either: [
        { all: [HAS_PROCESS, { fact: 'config.valid', is: false }] },
        { all: [HAS_PROCESS, { fact: 'config.parse', is: 'broken' }] },
        sign('config.sign', 'reload-skipped'),
        sign('config.sign', 'reload-failed'),
      ],
    },
    supporting: [{ fact: 'failure.after', has: 'config' }],
    contradicting: [{ fact: 'config.in-force', is: true }],
    fromText: 0.64,
    params: { issue: 'config.issues', path: 'config.path' },
    checks: [VALIDATE, LOGS],
    fixes: [
      look('openclaw config validate'),
      adviseChange('correct the file, or copy openclaw.json.last-good over it'),
    ],
    suppresses: ['config-invalid'],
  }),
  rule({
    id: 'config-write-rejected',
    layer: 'configuration',
    severity: 3,
    remediation: 'config-rollback',
    decisive: sign('config.sign', 'write-rejected'),
    fromText: 0.68,
    checks: ['ls -l "$(openclaw config file)"*'],
    fixes: [look('diff openclaw.json openclaw.json.rejected.*')],
  }),
  rule({
    id: 'config-clobbered',
    layer: 'configuration',
    severity: 2,
    remediation: 'config-rollback',
    decisive: {
      either: [
        // Half of it gone and not one key but parts of it: OpenClaw's own measure of an overwritten file (2026.9.6).
        {
          all: [
            { fact: 'config.size-percent', below: 50 },
            {
              either: [
                { fact: 'config.lost-keys', has: 'gateway.mode' },
                { fact: 'config.lost-sections', above: 1 },
              ],
            },
          ],
        },
        sign('config.sign', 'clobbered'),
      ],
    },
    params: { lost: 'config.lost-keys' },
    contradicting: [NOTHING_LOST],
    hints: [sign('config.sign', 'mode-missing')],
    fromText: 0.64,
    checks: ['ls -l "$(openclaw config file)"*'],
    fixes: [
      look('diff openclaw.json openclaw.json.last-good'),
      change('cp openclaw.json.last-good openclaw.json'),
    ],
  }),
  rule({
    id: 'legacy-config-key',
    layer: 'configuration',
    severity: 2,
    remediation: 'config-rollback',
    feltAt: { when: NO_PROCESS, layer: 'process' },
    decisive: {
      either: [
        {
          all: [
            { fact: 'config.only-retired', is: true },
            {
              either: [
                refusedStart('config-invalid'),
                { all: [NO_PROCESS, { fact: 'config.valid', is: false }] },
              ],
            },
          ],
        },
        sign('config.sign', 'legacy-key'),
      ],
    },
    supporting: [{ fact: 'config.valid', is: false }, NO_PROCESS],
    contradicting: [
      { fact: 'config.valid', is: true },
      { fact: 'config.only-retired', is: false },
    ],
    fromText: 0.76,
    params: { issue: 'config.issues' },
    checks: [VALIDATE],
    fixes: [change('openclaw doctor --fix   # moves retired keys; keep a copy of the file first')],
    // With such keys in the file the start tries a migration first, and fails in that (2026.9.6).
    suppresses: [...DOWN, 'config-invalid', 'maintenance-required', 'gateway-mode-missing'],
  }),
  rule({
    id: 'reload-mode-retired',
    layer: 'configuration',
    severity: 2,
    remediation: 'config-rollback',
    decisive: {
      either: [
        {
          all: [
            { fact: 'config.reload-mode', oneOf: ['hot', 'restart'] },
            { fact: 'config.valid', is: false },
          ],
        },
        sign('config.sign', 'reload-mode-retired'),
      ],
    },
    fromText: 0.76,
    checks: [VALIDATE],
    fixes: [change('openclaw config set gateway.reload.mode hybrid')],
  }),
  rule({
    id: 'remote-mode-misdirect',
    layer: 'configuration',
    severity: 3,
    remediation: 'operator-manual',
    decisive: {
      either: [
        { all: [HAS_PROCESS, { fact: 'config.mode', is: 'remote' }] },
        { all: [sign('config.sign', 'remote-target'), sign('network.sign', 'target-from-remote-url')] },
        sign('config.sign', 'remote-url-empty'),
        roadMeets('no-address'),
      ],
    },
    hints: [sign('network.sign', 'target-from-remote-url'), sign('config.sign', 'remote-target')],
    fromText: 0.6,
    checks: ['openclaw config get gateway.mode', 'openclaw config get gateway.remote.url'],
    fixes: [look('openclaw gateway status --json   # probeUrl says whom the CLI talks to')],
  }),
  rule({
    id: 'http-endpoint-disabled',
    layer: 'configuration',
    severity: 3,
    remediation: 'config-rollback',
    decisive: sign('config.sign', 'endpoint-disabled'),
    fromText: 0.6,
    checks: ['openclaw config get gateway.http.endpoints'],
    fixes: [change('openclaw config set gateway.http.endpoints.chatCompletions.enabled true')],
  }),
] as const;
