/**
 * @module diagnosis/cards/dashboard
 * The Control UI in a browser: what only a page can lack, a safe context and an address on the list. The gateway is
 * not down.
 */

import { advise, change, look } from '../fix.ts';
import { card } from './card.ts';
import { refusal } from './refusal.ts';
import { anyRefusal, sign, told } from './shapes.ts';

export const DASHBOARD_CARDS = [
  card({
    id: 'insecure-context',
    says: {
      en: {
        title: 'The dashboard is opened over plain HTTP',
        says: 'On plain http:// the browser cannot create a device identity; the gateway rejects the dashboard. It is not down.',
        mistakenWhen: 'The page was on localhost or HTTPS.',
      },
    },
    families: ['dashboard-identity'],
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    decisive: {
      all: [
        anyRefusal('CONTROL_UI_DEVICE_IDENTITY_REQUIRED', 'DEVICE_IDENTITY_REQUIRED'),
        { either: [told('plain-http-page'), sign('device.sign', 'insecure-page')] },
      ],
    },
    fromText: 0.72,
    params: { origin: 'connect.origin' },
    checks: [look('openclaw gateway status --json', 'controlUiLinks')],
    fixes: [look('ssh -N -L 18789:127.0.0.1:{port} {user}@{host}', 'then open http://localhost:18789')],
    suppresses: ['control-ui-device-identity', 'device-identity-required'],
  }),
  card({
    id: 'control-ui-device-identity',
    says: {
      en: {
        title: 'The dashboard has no usable device identity',
        says: 'The Control UI connects without a device identity. Open it over HTTPS or on localhost.',
        mistakenWhen: 'The origin is rejected instead.',
      },
    },
    families: ['dashboard-identity'],
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    decisive: anyRefusal('CONTROL_UI_DEVICE_IDENTITY_REQUIRED'),
    fromText: 0.66,
    params: { origin: 'connect.origin', client: 'connect.client' },
    checks: [look('openclaw gateway status --json', 'controlUiLinks')],
    fixes: [advise('open the Control UI over HTTPS or on localhost')],
  }),
  refusal('origin-not-allowed', {
    says: {
      en: {
        title: 'The dashboard’s origin is not allowed',
        says: 'The browser comes from {origin|an origin} that gateway.controlUi.allowedOrigins does not list.',
        mistakenWhen: 'A proxy rewrites the Origin header.',
      },
    },
    layer: 'authority',
    severity: 3,
    remediation: 'config-rollback',
    codes: ['CONTROL_UI_ORIGIN_NOT_ALLOWED'],
    fromText: 0.74,
    checks: [look('openclaw config get gateway.controlUi.allowedOrigins')],
    fixes: [
      change('openclaw config set gateway.controlUi.allowedOrigins ["http://localhost:{port}","{origin}"]'),
    ],
  }),
] as const;
