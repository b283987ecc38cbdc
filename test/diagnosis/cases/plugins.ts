/** Rows of the cards in diagnosis/cards/plugins. */
import { type Cases, read } from './case.ts';

export const PLUGINS_CASES = {
  'plugin-version-drift': read(
    'plugin.version_drift: @openclaw/slack is 2026.8.1',
    'plugins.allow is empty; discovered plugins may be loaded',
  ),
  'plugin-load-failed': read(
    '[plugins] extension entry not found: dist/index.js (plugin=stock-count, source=/srv/stock-count)',
    'plugins.allow: plugin not found: gone (stale config entry ignored; remove it from plugins config)',
  ),
  'plugin-allow-excludes': {
    fires: [
      'plugin disabled (not in allowlist): stock-count',
      // What is asked for is not there, and a list names only others.
      'plugins.allow: ["night-lamp"]\nRequested agent harness "day-cli" is not registered.',
    ],
    staysQuiet: [
      'Adding it to plugins.allow lets it load, but does not make it trusted.',
      'plugins.allow: ["night-lamp"]',
      'plugins.allow: []\nRequested agent harness "day-cli" is not registered.',
    ],
    cannotTell: [],
  },
} satisfies Record<string, Cases>;
