/**
 * @module conversation/actions/continue
 * Lets a run go on that is paused or asks; where its ten minutes are over, it gets ten more. A reason may be given.
 */
import type { RecoveryAction } from '../recovery-action.ts';
import { isWaiting, steered } from '../steered.ts';

export const goOn: RecoveryAction = {
  action: 'recovery_continue',
  label: 'button.continue',
  style: 'primary',
  under: ['recovery'],
  right: 'act',
  reasoned: 'continue',
  mayBeSilent: true,
  fits: isWaiting,
  wish: steered('continue'),
};
