/**
 * @module diagnosis/wording/en-configuration
 * English words for a gateway that is up but works with the wrong files, versions or settings.
 */
import type { Words } from './words.ts';

export const EN_CONFIGURATION = {
  'workspace-path-missing': {
    title: 'The configured workspace does not exist',
    says: '{workspace|The configured workspace} does not exist for the gateway. File tools fail; the next turn may create an empty one in its place.',
    mistakenWhen: 'The OpenClaw agent has never run and makes its default directory at the first turn.',
  },
  'workspace-path-mismatch': {
    title: 'The workspace path is wrong',
    says: '{workspace|The workspace} leads to another place than intended, or is not a directory.',
    mistakenWhen: 'The path is a link to the right directory.',
  },
  'workspace-permission': {
    title: 'The gateway may not write its workspace',
    says: 'The gateway user has no right to read or write {workspace|the workspace}.',
    mistakenWhen: 'A sandbox makes it read-only on purpose.',
  },
  'container-mount-drift': {
    title: 'The container does not see the right directory',
    says: 'A bind mount is missing or leads elsewhere, so the container works with another directory than the host: {path|see its mounts}.',
    mistakenWhen: 'The path is wrong on the host too.',
  },
  'skill-symlink-escape': {
    title: 'A skill is skipped because its link leads outside',
    says: 'A skill directory is a link that leaves its root, and is not loaded.',
    mistakenWhen: 'The skill lacks something else that it needs.',
  },
  'instance-isolation-violation': {
    title: 'Two gateways share a directory',
    says: 'Several gateways use the same state, config or workspace.',
    mistakenWhen: 'They share it read-only on purpose.',
  },
  'cli-only-backend': {
    title: 'The model runs behind a command-line backend, without the tools of OpenClaw',
    says: 'The default model{model? %} goes through a command-line backend. OpenClaw gives it no file tools, so tools seem to be gone.',
    mistakenWhen: 'A tool policy removes the tools, or the backend has its own bridge to them.',
  },
  'cli-backend-binary-missing': {
    title: 'The program of the command-line backend is missing',
    says: 'The program that {model|the model route} needs is not on the PATH of the service.',
    mistakenWhen: 'It is there, and its sign-in has expired.',
  },
  'reload-off-stale-config': {
    title: 'The saved configuration is not loaded',
    says: 'Reload is off and the file was changed after the start{changed? (%)}. The gateway still runs with the old settings until it is restarted.',
    mistakenWhen: 'A restart is already planned.',
  },
  'config-reload-skipped': {
    title: 'The gateway refused the last edit of its configuration',
    says: 'The running gateway keeps its last good configuration, because the saved file is not valid: {issue|see the validator}. The next start will fail.',
    mistakenWhen: 'The file has been corrected since.',
  },
  'config-write-rejected': {
    title: 'A write to the configuration was rejected',
    says: 'OpenClaw refused to save a configuration that would have lost too much. The rejected version lies beside the file.',
    mistakenWhen: 'The rejected file is old and the change was made properly later.',
  },
  'config-clobbered': {
    title: 'Something overwrote the configuration',
    says: 'Valid settings are gone against the last good version ({lost|which ones, a comparison shows}): a tool, an update or a wizard rewrote the file.',
    mistakenWhen: 'The settings were removed on purpose.',
  },
  'legacy-config-key': {
    title: 'The configuration uses a retired key',
    says: 'A key that this release no longer knows makes the file invalid: {issue|see the validator}.',
    mistakenWhen: 'It is a typing mistake in a current key.',
  },
  'reload-mode-retired': {
    title: 'The reload mode is no longer valid',
    says: 'gateway.reload.mode holds "hot" or "restart"; this release knows only "hybrid" and "off".',
    mistakenWhen: 'The gateway is an older release that still knows them.',
  },
  'remote-mode-misdirect': {
    title: 'The command line talks to another gateway',
    says: 'Commands on this host go to a remote address or, where remote mode names none, to a port of this host; that is not the gateway that is meant.',
    mistakenWhen: 'The remote address is a tunnel to this same gateway.',
  },
  'http-endpoint-disabled': {
    title: 'The HTTP API is switched off',
    says: 'The OpenAI-compatible endpoint answers 404 because it is not enabled.',
    mistakenWhen: 'The model id that the client sends is wrong.',
  },
  'version-skew': {
    title: 'OpenClaw versions differ',
    says: 'Running is {running|one version}, installed is {installed|another}.',
    mistakenWhen: 'The gateway is remote and meant to be another release.',
  },
  'post-upgrade-no-restart': {
    title: 'Updated, but not restarted',
    says: 'The package was updated after the gateway started; it still runs the old code.',
    mistakenWhen: 'A restart is already planned.',
  },
  'path-split-brain': {
    title: 'Several installations of OpenClaw are in use',
    says: 'More than one release of OpenClaw works on this host{gateway?: % is installed for the gateway}{shell?, the shell finds %}{writer?, and % wrote the configuration last}. The older one meets newer files.',
    mistakenWhen: 'One profile is pinned on purpose.',
  },
  'plugin-version-drift': {
    title: 'Plugins do not fit the release',
    says: 'Official plugins are of another release than the gateway.',
    mistakenWhen: 'The plugin is versioned independently.',
  },
  'plugin-load-failed': {
    title: 'A plugin does not load',
    says: 'A plugin is missing, broken or not trusted, and what it provides is gone.',
    mistakenWhen: 'plugins.allow excludes it on purpose.',
  },
  'plugin-allow-excludes': {
    title: 'plugins.allow leaves a plugin out',
    says: 'The allow list of plugins does not name the plugin that is needed.',
    mistakenWhen: 'It is listed, but its installation failed.',
  },
  'upgrade-regression': {
    title: 'It broke with the last update',
    says: 'The trouble began with an update{version? (%)} and no local cause shows. Compare with known issues of that release.',
    mistakenWhen: 'The update only made an older local mistake visible.',
  },
} satisfies Record<string, Words>;
