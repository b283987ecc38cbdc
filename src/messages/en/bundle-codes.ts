/**
 * @module messages/en/bundle-codes
 * Why a host made no bundle, or does not hand it over. Part of the one table in recovery-codes.ts.
 */
export const BUNDLE_REASONS = {
  'bundle.died': 'The program that makes bundles ended before it was done: {how}',
  'bundle.no-space': 'There is no space for the bundle on the host. Nothing was kept',
  'bundle.not-a-recipient': 'This is no age key: {key}. Nothing was made',
  'bundle.not-kept':
    'The host no longer has this bundle: it keeps the newest three, for a day. Make a new one',
  'bundle.not-written': 'The bundle could not be written on the host ({why}). Nothing was kept',
  'bundle.too-large': 'The bundle would be larger than 8 MB. Ask for less time with --since',
  'bundle.stopped': 'Stopped before the bundle was made. Nothing was kept',
} as const;
