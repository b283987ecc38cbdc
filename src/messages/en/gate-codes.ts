/**
 * @module messages/en/gate-codes
 * Why the leak gate let a bundle not leave its host. Part of the one table in recovery-codes.ts.
 */
export const GATE_REASONS = {
  'gate.failed': 'The search for secrets failed ({why}), so the bundle stays closed',
} as const;
