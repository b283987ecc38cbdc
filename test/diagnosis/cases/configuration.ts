/** Rows of a gateway that is up and works with the wrong files, versions or settings. */
import { type Cases, CLIENT, DOWN, type Row, signed, UP } from './case.ts';

const MISSING: Row = {
  'agent:main|agent.workspace.path': '/srv/ws',
  'agent:main|agent.workspace.exists': false,
  'agent:main|agent.workspace.ever-used': true,
};

export const CONFIGURATION_CASES = {
  'workspace-path-missing': signed('workspace', 'missing', {
    fires: [
      MISSING,
      // One of two is enough.
      { ...MISSING, 'agent:other|agent.workspace.exists': true },
    ],
    staysQuiet: [
      {
        ...MISSING,
        'agent:main|agent.workspace.exists': true,
        'agent:main|agent.workspace.is-directory': true,
      },
      // The default directory of an OpenClaw agent that never ran is made at its first turn.
      { ...MISSING, 'agent:main|agent.workspace.ever-used': false },
      // Nor is one that somebody named for a gateway that has not answered anybody.
      { ...MISSING, 'agent:main|agent.workspace.not-yet': true },
    ],
    cannotTell: [{ 'agent:main|agent.workspace.path': '/srv/ws' }],
  }),
  'workspace-path-mismatch': signed('workspace', 'mismatch', {
    fires: [{ 'agent:main|agent.workspace.exists': true, 'agent:main|agent.workspace.is-directory': false }],
    staysQuiet: [
      // A link to a directory is a directory.
      { 'agent:main|agent.workspace.exists': true, 'agent:main|agent.workspace.is-directory': true },
    ],
  }),
  'workspace-permission': signed('workspace', 'permission', {
    fires: [
      {
        'agent:main|agent.workspace.exists': true,
        'agent:main|agent.workspace.is-directory': true,
        'agent:main|agent.workspace.writable': false,
      },
      { 'workspace.sign': 'read-only' },
    ],
    staysQuiet: [MISSING],
  }),
  'container-mount-drift': signed('workspace', 'mount', {
    fires: [{ 'gateway.container.mounts-fit': false, 'gateway.container.unmounted': '/data/work' }],
    staysQuiet: [{ 'gateway.container.mounts-fit': true }],
  }),
  'skill-symlink-escape': signed('workspace', 'symlink-escape'),
  'instance-isolation-violation': signed('workspace', 'shared'),
  'cli-only-backend': signed('model', 'cli-route', {
    fires: [
      { 'agent:main|agent.model.route': 'cli', 'agent:main|agent.model.primary': 'claude-cli/sonnet' },
      { 'agent:main|agent.model.route': 'api', 'agent:other|agent.model.route': 'cli' },
    ],
    staysQuiet: [
      // A model that is only named so and is served by an API.
      { 'agent:main|agent.model.route': 'api', 'agent:main|agent.model.primary': 'stub/x-cli' },
      { 'agent:main|agent.model.route': 'api', 'model.sign': 'cli-route' },
      { 'symptom.word': 'tools-gone' },
    ],
    cannotTell: [{ 'agent:main|agent.model.route': 'unknown', 'model.hint': 'no-tool-calls' }],
  }),
  'cli-backend-binary-missing': signed('model', 'cli-binary-missing', {
    fires: [{ 'agent:main|agent.model.route': 'cli', 'agent:main|agent.model.cli-binary': 'missing' }],
    staysQuiet: [{ 'agent:main|agent.model.route': 'cli', 'agent:main|agent.model.cli-binary': 'found' }],
  }),
  'reload-off-stale-config': {
    fires: [
      { ...UP, 'config.reload-mode': 'off', 'config.in-force': false },
      { 'config.reload-mode': 'off', 'config.changed-after-start': true, 'config.in-force': false },
    ],
    staysQuiet: [
      // Reload off is a choice; with an unchanged file nothing is stale.
      { ...UP, 'config.reload-mode': 'off', 'config.in-force': true, 'config.changed-after-start': false },
      { ...UP, 'config.reload-mode': 'off', 'config.in-force': true, 'config.changed-after-start': true },
      { ...UP, 'config.reload-mode': 'hybrid', 'config.in-force': false },
    ],
    cannotTell: [{ 'config.reload-mode': 'off', 'config.changed-after-start': true }],
  },
  'config-reload-skipped': signed('config', 'reload-skipped', {
    fires: [{ ...UP, 'config.valid': false }],
    staysQuiet: [
      { ...UP, 'config.valid': true },
      { ...DOWN, 'config.valid': false },
    ],
  }),
  'config-write-rejected': signed('config', 'write-rejected'),
  'config-clobbered': signed('config', 'clobbered', {
    fires: [
      { 'config.size-percent': 20, 'config.lost-keys': ['gateway.mode'], 'config.lost-sections': 0 },
      { 'config.size-percent': 30, 'config.lost-keys': ['models', 'agents'], 'config.lost-sections': 2 },
      // The gateway has taken over what is left of it.
      {
        'config.in-force': true,
        'config.size-percent': 20,
        'config.lost-keys': ['gateway.mode'],
        'config.lost-sections': 0,
      },
    ],
    staysQuiet: [
      // The gateway put it right again.
      {
        'config.sign': 'clobbered',
        'config.in-force': true,
        'config.lost-keys': [],
        'config.lost-sections': 0,
      },
      // Much was taken out of one section, on purpose.
      { 'config.size-percent': 40, 'config.lost-keys': ['models.providers'], 'config.lost-sections': 0 },
      // A small file that somebody keeps by hand.
      { 'config.size-percent': 90, 'config.lost-keys': ['logging', 'update'], 'config.lost-sections': 2 },
    ],
  }),
  'legacy-config-key': signed('config', 'legacy-key', {
    fires: [
      { 'gateway.start.refusal': 'config-invalid', 'config.only-retired': true },
      { 'gateway.process.count': 0, 'config.valid': false, 'config.only-retired': true },
    ],
    staysQuiet: [
      { 'gateway.start.refusal': 'config-invalid', 'config.only-retired': false },
      { 'gateway.start.refusal': 'config-invalid', 'config.only-retired': true, 'config.valid': true },
    ],
  }),
  'reload-mode-retired': signed('config', 'reload-mode-retired', {
    fires: [{ 'config.reload-mode': 'hot', 'config.valid': false }],
    staysQuiet: [{ 'config.reload-mode': 'hot', 'config.valid': true }],
  }),
  'remote-mode-misdirect': signed('config', 'remote-url-empty', {
    fires: [
      { ...UP, 'config.mode': 'remote' },
      { ...CLIENT, 'config.mode': 'remote', 'clients.url.answers': 'no-address' },
    ],
    staysQuiet: [
      { ...UP, 'config.mode': 'local' },
      { ...CLIENT, 'config.mode': 'remote', 'clients.url.answers': 'gateway' },
    ],
  }),
  'http-endpoint-disabled': signed('config', 'endpoint-disabled'),
  'version-skew': signed('upgrade', 'version-skew', {
    fires: [{ 'gateway.version.running': '2026.9.5', 'gateway.version.installed': '2026.9.6' }],
    staysQuiet: [{ 'gateway.version.running': '2026.9.6', 'gateway.version.installed': '2026.9.6' }],
    cannotTell: [{ 'gateway.version.running': '2026.9.6' }],
  }),
  'post-upgrade-no-restart': signed('upgrade', 'not-restarted', {
    fires: [
      { 'gateway.process.exe-deleted': true },
      { 'gateway.build.running': '2026.9.6-a', 'gateway.build.installed': '2026.9.6-b' },
      {
        'upgrade.sign': 'stale-install',
        'gateway.build.running': '2026.8.2-0965',
        'gateway.build.installed': '2026.9.6-eb37',
        'client:probe|connect.hello': true,
      },
      {
        'gateway.package.newer-than-process': true,
        'gateway.version.running': '2026.9.5',
        'gateway.version.installed': '2026.9.6',
      },
    ],
    staysQuiet: [
      { 'gateway.process.exe-deleted': false },
      // The same release put in place again.
      {
        'gateway.package.newer-than-process': true,
        'gateway.version.running': '2026.9.6',
        'gateway.version.installed': '2026.9.6',
      },
    ],
  }),
  'path-split-brain': signed('upgrade', 'split-brain', {
    fires: [
      { ...UP, 'gateway.version.installed': '2026.9.6', 'clients.version': '2026.8.2' },
      { 'gateway.start.refusal': 'config-newer' },
      { ...DOWN, 'config.newer-than-release': true, 'config.written-by': '2026.10.2' },
    ],
    staysQuiet: [
      { ...UP, 'gateway.version.installed': '2026.9.6', 'clients.version': '2026.9.6' },
      { ...DOWN, 'config.newer-than-release': false },
      // It runs on; only the next start is refused.
      { ...UP, 'config.newer-than-release': true },
    ],
  }),
  'plugin-version-drift': signed('plugin', 'version-drift'),
  'plugin-load-failed': signed('plugin', 'load-failed'),
  'plugin-allow-excludes': signed('policy', 'plugin-not-allowed'),
  'upgrade-regression': {
    // One host alone never proves it: even with everything said it stays a mention.
    fires: [{ 'upgrade.sign': 'just-updated', 'symptom.word': 'healthy-elsewhere' }],
    // An update before the first failure is a lead, and no more.
    staysQuiet: [{ 'symptom.word': 'after-update' }, { 'failure.after': ['package'] }],
    cannotTell: [{ 'upgrade.sign': 'just-updated' }],
  },
} satisfies Record<string, Cases>;
