/**
 * @module conversation/actions/start
 * Asks others to agree to the plan that is shown. Nothing runs by it.
 */
import type { RecoveryAction } from '../recovery-action.ts';

export const start: RecoveryAction = {
  action: 'recovery_start',
  label: 'button.start',
  style: 'primary',
  under: ['plan'],
  right: 'act',
  fits: ({ state, plan }) => state === 'planned' && plan !== null && plan.path !== 'escalate',
  wish: ({ person, because }, { id, digest }) => ({
    type: 'start',
    recovery: id,
    digest: digest ?? '',
    person,
    ...(because === undefined ? {} : { because }),
  }),
};
