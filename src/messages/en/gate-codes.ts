/**
 * @module messages/en/gate-codes
 * Why the leak gate let a bundle not leave its host. Part of the one table in recovery-codes.ts.
 */
export const GATE_REASONS = {
  'gate.failed': 'The search for secrets failed ({why}), so the bundle stays closed',
  'gate.found':
    'Something is still in it that must not leave ({where}; found: {count}). Nothing left the host. Name it in redactions.toml, try that with host.mjs redact --for bundle --report -, and make a new bundle',
  'gate.late': 'The search for secrets was not done after {seconds} s, so the bundle stays closed',
  'gate.odd-archive': 'The file is not as the host packs it: {what}. It stays closed; make a new bundle',
  'gate.packed-inside': 'It holds a packed or encrypted file, which cannot be searched: {file} ({kind})',
  'gate.rules-broken': 'The admins’ own redactions cannot be used, so the bundle stays closed. {why}',
  'gate.too-large': 'It is too large to be searched ({what}). Make one that reads back less far',
} as const;
