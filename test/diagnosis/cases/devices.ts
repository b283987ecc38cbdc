/** Rows of the cards in diagnosis/cards/devices. */
import { type Cases, closed, refused, UP } from './case.ts';

export const DEVICES_CASES = {
  'device-token-stale': refused(['AUTH_DEVICE_TOKEN_MISMATCH']),
  'bootstrap-code-invalid': refused(['AUTH_BOOTSTRAP_TOKEN_INVALID']),
  'pairing-required': refused(['PAIRING_REQUIRED'], { staysQuiet: [{ 'policy.sign': 'dm-pairing' }] }),
  'device-removed': closed(4001, 'device removed', {
    fires: [{ 'device.hint': 'removed', 'client:a|connect.refusal.code': 'AUTH_DEVICE_TOKEN_MISMATCH' }],
    staysQuiet: [
      // Somebody tidied up, and nobody misses it; or an old token, and nobody was removed.
      { ...UP, 'device.hint': 'removed' },
      { 'client:a|connect.refusal.code': 'AUTH_DEVICE_TOKEN_MISMATCH' },
    ],
  }),
  'device-auth-nonce': refused(['DEVICE_AUTH_NONCE_REQUIRED', 'DEVICE_AUTH_NONCE_MISMATCH']),
  'device-auth-signature': refused([
    'DEVICE_AUTH_INVALID',
    'DEVICE_AUTH_DEVICE_ID_MISMATCH',
    'DEVICE_AUTH_SIGNATURE_INVALID',
    'DEVICE_AUTH_PUBLIC_KEY_INVALID',
  ]),
  'clock-skew': refused(['DEVICE_AUTH_SIGNATURE_EXPIRED'], {
    staysQuiet: [{ 'device.hint': 'clock' }],
  }),
  'device-identity-required': refused(['DEVICE_IDENTITY_REQUIRED']),
} satisfies Record<string, Cases>;
