/**
 * @module diagnosis/cards/devices
 * Devices that ask to come in with an identity of their own: waiting, removed, revoked, or with a signature that does
 * not hold.
 */

import { advise, change, look } from '../fix.ts';
import { card } from './card.ts';
import { DEVICES, READ_PROBE } from './commands.ts';
import { refusal } from './refusal.ts';
import { anyRefusal, sign } from './shapes.ts';

export const DEVICES_CARDS = [
  refusal('device-token-stale', {
    says: {
      en: {
        title: 'A device token is no longer valid',
        says: 'The stored token of {client|a device} was revoked or rotated. It needs a new one; the shared token is not the problem.',
        mistakenWhen: 'The shared token is rejected, too.',
      },
    },
    layer: 'authority',
    severity: 3,
    remediation: 'credential-rotate',
    codes: ['AUTH_DEVICE_TOKEN_MISMATCH'],
    checks: [DEVICES],
    fixes: [change('openclaw devices rotate --device {device} --role operator')],
    suppresses: ['token-drift'],
  }),
  refusal('bootstrap-code-invalid', {
    says: {
      en: {
        title: 'The setup code is used or expired',
        says: 'A device tried to join with a setup code that is invalid, expired, revoked or already used.',
        mistakenWhen: 'The device joined on a later try.',
      },
    },
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    codes: ['AUTH_BOOTSTRAP_TOKEN_INVALID'],
    checks: [DEVICES],
    fixes: [change('openclaw devices pair', 'make a new setup code')],
  }),
  card({
    id: 'pairing-required',
    says: {
      en: {
        title: 'A device waits for approval',
        says: '{client|The device} is known but not approved yet{reason? (%)}.',
        mistakenWhen: 'A chat user waits for pairing in a direct message; that is another list.',
      },
    },
    families: ['approval'],
    rank: 55,
    unseenByProbes: true,
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    decisive: anyRefusal('PAIRING_REQUIRED'),
    hints: [sign('device.hint', 'pairing')],
    fromText: 0.68,
    params: { client: 'connect.client', reason: 'connect.refusal.reason' },
    checks: [DEVICES],
    fixes: [change('openclaw devices approve {request}')],
  }),
  refusal('device-removed', {
    says: {
      en: {
        title: 'The device was removed',
        says: 'The device is no longer paired; its token was removed with it.',
        mistakenWhen: 'Its token was only rotated.',
      },
    },
    families: ['approval'],
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    closes: [[4001, 'device removed*']],
    signs: [
      sign('device.sign', 'removed'),
      // Whoever was removed and tries again is told the same as with an old token (2026.9.6).
      { all: [sign('device.hint', 'removed'), anyRefusal('AUTH_DEVICE_TOKEN_MISMATCH')] },
    ],
    checks: [DEVICES],
    fixes: [change('openclaw devices approve {request}', 'after the device asks again')],
    suppresses: ['device-token-stale'],
  }),
  refusal('device-auth-nonce', {
    says: {
      en: {
        title: 'The device answers the wrong challenge',
        says: 'The client does not sign the nonce of this connection; likely an old client.',
        mistakenWhen: 'The clock is off; then the signature is called expired.',
      },
    },
    families: ['device-signature'],
    layer: 'authority',
    severity: 3,
    remediation: 'vendor-escalate',
    codes: ['DEVICE_AUTH_NONCE_REQUIRED', 'DEVICE_AUTH_NONCE_MISMATCH'],
    checks: [look('openclaw --version')],
    fixes: [advise('update the client')],
  }),
  refusal('device-auth-signature', {
    says: {
      en: {
        title: 'The device signature is not valid',
        says: 'Key, id and signature of the device do not match.',
        mistakenWhen: 'The clocks differ by more than two minutes.',
      },
    },
    families: ['device-signature'],
    layer: 'authority',
    severity: 3,
    remediation: 'vendor-escalate',
    codes: [
      'DEVICE_AUTH_INVALID',
      'DEVICE_AUTH_DEVICE_ID_MISMATCH',
      'DEVICE_AUTH_SIGNATURE_INVALID',
      'DEVICE_AUTH_PUBLIC_KEY_INVALID',
    ],
    checks: [look('openclaw --version'), DEVICES],
    fixes: [advise('update the client, or let it make a new identity')],
  }),
  refusal('clock-skew', {
    says: {
      en: {
        title: 'The clocks of client and gateway differ',
        says: 'The device signature counts as expired: the clocks differ by more than two minutes.',
        mistakenWhen: 'An old challenge was replayed.',
      },
    },
    families: ['device-signature'],
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    codes: ['DEVICE_AUTH_SIGNATURE_EXPIRED'],
    signs: [sign('device.sign', 'clock')],
    checks: [look('timedatectl'), look('date -u')],
    fixes: [change('sudo timedatectl set-ntp true', 'on the side whose clock is off')],
  }),
  card({
    id: 'device-identity-required',
    says: {
      en: {
        title: 'The client has no device identity',
        says: 'The gateway requires a device identity; {client|the client} has none.',
        mistakenWhen: 'The shared token would authenticate the client.',
      },
    },
    families: ['device-signature', 'dashboard-identity'],
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    decisive: anyRefusal('DEVICE_IDENTITY_REQUIRED'),
    fromText: 0.6,
    params: { client: 'connect.client' },
    checks: [DEVICES, READ_PROBE],
    fixes: [advise('use a client that has a device identity, or present the gateway token')],
  }),
] as const;
