/** Rows of the cards in diagnosis/cards/plugins. */
import { type Cases, signed } from './case.ts';

export const PLUGINS_CASES = {
  'plugin-version-drift': signed('plugin', 'version-drift'),
  'plugin-load-failed': signed('plugin', 'load-failed'),
  'plugin-allow-excludes': signed('policy', 'plugin-not-allowed'),
} satisfies Record<string, Cases>;
