/**
 * @module diagnosis/cards/plugins
 * Plugins of the gateway: of another release, not loaded, or left out by the list. Those of a channel or the browser
 * have findings of their own.
 */

import { change, look } from '../fix.ts';
import { card } from './card.ts';
import { CHANNELS, RESTART, STATUS } from './commands.ts';
import { sign } from './shapes.ts';

export const PLUGINS_CARDS = [
  card({
    id: 'plugin-version-drift',
    says: {
      en: {
        title: 'Plugin and gateway versions differ',
        says: 'Official plugins are of another release than the gateway.',
        mistakenWhen: 'The plugin is versioned independently.',
      },
    },
    families: ['mixed-versions', 'plugins'],
    layer: 'configuration',
    severity: 3,
    remediation: 'restart+validate',
    decisive: sign('plugin.sign', 'version-drift'),
    fromText: 0.6,
    checks: [look('openclaw plugins list --json'), STATUS],
    fixes: [change('openclaw plugins update'), RESTART],
  }),
  card({
    id: 'plugin-load-failed',
    says: {
      en: {
        title: 'A plugin does not load',
        says: 'A plugin is missing, broken or not trusted, and its features are missing.',
        mistakenWhen: 'plugins.allow excludes it on purpose.',
      },
    },
    families: ['plugins'],
    layer: 'configuration',
    severity: 3,
    remediation: 'restart+validate',
    decisive: sign('plugin.sign', 'load-failed'),
    hints: [sign('plugin.sign', 'not-registered')],
    fromText: 0.64,
    checks: [look('openclaw plugins list --json'), CHANNELS],
    fixes: [look('openclaw plugins doctor'), RESTART],
  }),
  card({
    id: 'plugin-allow-excludes',
    says: {
      en: {
        title: 'plugins.allow leaves a plugin out',
        says: 'plugins.allow does not list the required plugin.',
        mistakenWhen: 'It is listed, but its installation failed.',
      },
    },
    families: ['plugins'],
    layer: 'configuration',
    severity: 3,
    remediation: 'config-rollback',
    decisive: {
      either: [
        sign('policy.sign', 'plugin-not-allowed'),
        // What is asked for is not there, and a list leaves out all that it does not name.
        { all: [sign('policy.hint', 'plugins-listed'), sign('plugin.sign', 'not-registered')] },
      ],
    },
    fromText: 0.6,
    checks: [look('openclaw config get plugins.allow')],
    fixes: [change('openclaw config set plugins.allow ["{…}","{plugin}"]')],
    suppresses: ['plugin-load-failed'],
  }),
] as const;
