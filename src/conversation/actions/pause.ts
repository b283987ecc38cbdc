/**
 * @module conversation/actions/pause
 * Holds the run before its next act, with a reason; what is under way is ended first.
 */
import type { RecoveryAction } from '../recovery-action.ts';
import { isGoing, steered } from '../steered.ts';

export const pause: RecoveryAction = {
  action: 'recovery_pause',
  label: 'button.pause',
  under: ['recovery'],
  right: 'act',
  reasoned: 'pause',
  fits: isGoing,
  wish: steered('pause'),
};
