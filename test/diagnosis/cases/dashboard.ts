/** Rows of the cards in diagnosis/cards/dashboard. */
import { type Cases, refused } from './case.ts';

export const DASHBOARD_CASES = {
  'insecure-context': {
    fires: [
      {
        'client:a|connect.refusal.code': 'CONTROL_UI_DEVICE_IDENTITY_REQUIRED',
        'symptom.word': 'plain-http-page',
      },
    ],
    staysQuiet: [{ 'client:a|connect.refusal.code': 'CONTROL_UI_DEVICE_IDENTITY_REQUIRED' }],
    cannotTell: [{ 'symptom.word': 'plain-http-page' }],
  },
  'control-ui-device-identity': refused(['CONTROL_UI_DEVICE_IDENTITY_REQUIRED']),
  'origin-not-allowed': refused(['CONTROL_UI_ORIGIN_NOT_ALLOWED']),
} satisfies Record<string, Cases>;
