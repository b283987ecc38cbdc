/**
 * @module messages/en/bundle-reasons
 * Why there is no bundle, or why its file did not come: the bot's own reasons. Part of the one table in
 * recovery-codes.ts.
 */
export const BUNDLE_ORDER_REASONS = {
  'bundle.none-made': 'The host agent ended without a bundle. Update it if it is older than the bot',
  'bundle.no-pieces': 'The host agent sent nothing of the file',
  'bundle.no-member': 'None of the hosts has a file',
  'bundle.altered': 'What arrived is not the file that the host announced. It was thrown away',
  'bundle.no-store': 'This bot has nowhere to keep files: on Workers it needs the bucket BUNDLES',
  'bundle.not-stored': 'The bot could not keep the file. Its log says why',
  'bundle.joint-too-large':
    'One file of all these hosts would be larger than 32 MB. Share their bundles one by one',
  'bundle.retention': 'It was kept for as long as BUNDLE_RETENTION says',
  'bundle.host-forgot': 'The host keeps a bundle for a day, and nobody shared it',
} as const satisfies Record<string, string>;
