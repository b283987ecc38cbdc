/**
 * @module diagnosis/rules/upgrades
 * Versions that do not fit: an update without a restart, two installations, plugins of another release.
 */
import { rule } from '../rule.ts';
import {
  CHANNELS,
  change,
  DOWN,
  HAS_PROCESS,
  LINT,
  look,
  NO_PROCESS,
  REINSTALL,
  RESTART,
  refusedStart,
  STATUS,
  sign,
  told,
  UPDATED,
} from './shapes.ts';

export const UPGRADE_RULES = [
  rule({
    id: 'version-skew',
    layer: 'configuration',
    severity: 3,
    remediation: 'restart+validate',
    decisive: {
      either: [
        { differ: { facts: ['gateway.version.running', 'gateway.version.installed'] } },
        sign('upgrade.sign', 'version-skew'),
      ],
    },
    fromText: 0.6,
    params: { running: 'gateway.version.running', installed: 'gateway.version.installed' },
    checks: ['openclaw --version', STATUS],
    fixes: [RESTART],
  }),
  rule({
    id: 'post-upgrade-no-restart',
    suppresses: ['version-skew', 'probe-false-green'],
    layer: 'configuration',
    severity: 3,
    remediation: 'restart+validate',
    decisive: {
      either: [
        { fact: 'gateway.process.exe-deleted', is: true },
        UPDATED,
        sign('upgrade.sign', 'not-restarted'),
      ],
    },
    fromText: 0.6,
    params: { running: 'gateway.version.running', installed: 'gateway.version.installed' },
    checks: [STATUS],
    fixes: [RESTART],
  }),
  rule({
    id: 'path-split-brain',
    layer: 'configuration',
    feltAt: { when: NO_PROCESS, layer: 'process' },
    severity: 3,
    remediation: 'operator-manual',
    decisive: {
      either: [
        // One of them may be of another time; with a gateway that runs they meet.
        { all: [HAS_PROCESS, { differ: { facts: ['gateway.version.installed', 'clients.version'] } }] },
        refusedStart('config-newer'),
        { all: [NO_PROCESS, { fact: 'config.newer-than-release', is: true }] },
        sign('upgrade.sign', 'split-brain'),
      ],
    },
    hints: [{ fact: 'config.newer-than-release', is: true }],
    supporting: [{ fact: 'config.newer-than-release', is: true }],
    fromText: 0.64,
    params: { gateway: 'gateway.version.installed', shell: 'clients.version', writer: 'config.written-by' },
    // Keys that the older release does not know are the newer one's.
    suppresses: [...DOWN, 'version-skew', 'maintenance-required', 'config-invalid'],
    checks: ['which -a openclaw', 'openclaw --version', STATUS],
    fixes: [look('which -a openclaw'), REINSTALL],
  }),
  rule({
    id: 'plugin-version-drift',
    layer: 'configuration',
    severity: 3,
    remediation: 'restart+validate',
    decisive: sign('plugin.sign', 'version-drift'),
    fromText: 0.6,
    checks: ['openclaw plugins list --json', STATUS],
    fixes: [change('openclaw plugins update'), RESTART],
  }),
  rule({
    id: 'plugin-load-failed',
    layer: 'configuration',
    severity: 3,
    remediation: 'restart+validate',
    decisive: sign('plugin.sign', 'load-failed'),
    fromText: 0.64,
    checks: ['openclaw plugins list --json', CHANNELS],
    fixes: [look('openclaw plugins doctor'), RESTART],
  }),
  rule({
    id: 'plugin-allow-excludes',
    layer: 'configuration',
    severity: 3,
    remediation: 'config-rollback',
    decisive: sign('policy.sign', 'plugin-not-allowed'),
    fromText: 0.6,
    checks: ['openclaw config get plugins.allow'],
    fixes: [change('openclaw config set plugins.allow \'["…","PLUGIN"]\'')],
    suppresses: ['plugin-load-failed'],
  }),
  rule({
    id: 'upgrade-regression',
    layer: 'configuration',
    severity: 2,
    remediation: 'vendor-escalate',
    // Never decided from evidence of one host: it takes the version before, or a known thread.
    decisive: { all: [sign('upgrade.sign', 'just-updated'), told('healthy-elsewhere')] },
    hints: [
      told('after-update'),
      sign('upgrade.hint', 'regression'),
      { fact: 'failure.after', has: 'package' },
    ],
    fromText: 0.45,
    params: { version: 'text.version' },
    checks: ['openclaw --version', LINT],
    fixes: [look('openclaw gateway diagnostics export')],
  }),
] as const;
