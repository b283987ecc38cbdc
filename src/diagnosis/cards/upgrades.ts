/**
 * @module diagnosis/cards/upgrades
 * Versions that do not fit: an update without a restart, two installations, files replaced under a running gateway.
 * What an update broke is told apart from what it only made visible.
 */

import { change, look } from '../fix.ts';
import { card } from './card.ts';
import { LINT, REINSTALL, RESTART, STATUS } from './commands.ts';
import { refusal } from './refusal.ts';
import { DOWN, GREETS, HAS_PROCESS, NO_PROCESS, refusedStart, sign, told, UPDATED } from './shapes.ts';

export const UPGRADES_CARDS = [
  card({
    id: 'version-skew',
    says: {
      en: {
        title: 'OpenClaw versions differ',
        says: 'Running: {running|one version}. Installed: {installed|another}.',
        mistakenWhen: 'The gateway is remote and meant to be another release.',
      },
    },
    families: ['mixed-versions'],
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
    checks: [look('openclaw --version'), STATUS],
    fixes: [RESTART],
  }),
  card({
    id: 'post-upgrade-no-restart',
    says: {
      en: {
        title: 'Updated, but not restarted',
        says: 'The package was updated after the gateway started; it still runs the old code.',
        mistakenWhen: 'A restart is already planned.',
      },
    },
    families: ['after-update'],
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
  card({
    id: 'path-split-brain',
    says: {
      en: {
        title: 'Several installations of OpenClaw are in use',
        says: 'More than one OpenClaw release is in use on this host{gateway?: % is installed for the gateway}{shell?, the shell finds %}{writer?, and % wrote the configuration last}. The older one reads newer files.',
        mistakenWhen: 'One profile is pinned on purpose.',
      },
    },
    families: ['service-definition', 'mixed-versions'],
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
    checks: [look('which -a openclaw'), look('openclaw --version'), STATUS],
    fixes: [look('which -a openclaw'), REINSTALL],
  }),
  card({
    id: 'upgrade-regression',
    says: {
      en: {
        title: 'It broke after the last update',
        says: 'The failure began after an update{version? (%)}; no local cause was found. Compare with known issues of that release.',
        mistakenWhen: 'The update exposed an older local mistake.',
      },
    },
    families: ['after-update'],
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
    checks: [look('openclaw --version'), LINT],
    fixes: [look('openclaw gateway diagnostics export')],
  }),
  refusal('stale-install', {
    says: {
      en: {
        title: 'The installation was replaced under the running gateway',
        says: '{lacks?The package is incomplete, install it again: % is missing.|The files of OpenClaw changed while the gateway was running; it must be restarted to load them.}',
        mistakenWhen: 'The installation was already broken before the restart.',
      },
    },
    families: ['after-update'],
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
] as const;
