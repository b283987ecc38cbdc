/**
 * @module conversation/actions/extend-run
 * Gives a run ten more minutes before its clock makes it stop and ask; what asks already is continued instead. The host
 * keeps to its hard end, and the clock that is shown is the host's.
 */
import type { RecoveryAction } from '../recovery-action.ts';
import { isGoing, steered } from '../steered.ts';

export const extendRun: RecoveryAction = {
  action: 'recovery_extend',
  label: 'button.extend',
  under: ['recovery'],
  right: 'act',
  fits: (one) => isGoing(one) && one.progress?.until != null,
  wish: steered('extend'),
};
