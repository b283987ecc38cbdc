/**
 * @module conversation/actions/skip
 * Leaves out the step that comes next, with a reason. Without acceptance nothing is ever called recovered.
 */
import type { RecoveryAction } from '../recovery-action.ts';
import { isGoing, steered } from '../steered.ts';

export const skip: RecoveryAction = {
  action: 'recovery_skip',
  label: 'button.skip',
  under: ['recovery'],
  right: 'act',
  reasoned: 'skip',
  fits: (one) => isGoing(one) || one.progress?.paused != null,
  wish: steered('skip'),
};
