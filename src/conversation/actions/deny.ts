/**
 * @module conversation/actions/deny
 * Says no to a plan that waits for consent, with a reason.
 */
import type { RecoveryAction } from '../recovery-action.ts';

export const deny: RecoveryAction = {
  action: 'recovery_deny',
  label: 'button.deny',
  style: 'danger',
  under: ['plan'],
  right: 'approve',
  reasoned: 'deny',
  fits: ({ state }) => state === 'consenting' || state === 'freezing',
  wish: ({ person, because }, { run }) => ({
    type: 'denied',
    job: run?.id ?? '',
    person,
    ...(because === undefined ? {} : { because }),
  }),
};
