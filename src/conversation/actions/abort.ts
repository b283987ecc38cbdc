/**
 * @module conversation/actions/abort
 * Ends a recovery, with a reason: one that waits is called off, one that runs puts back what it has changed.
 */
import type { RecoveryAction } from '../recovery-action.ts';
import { steered } from '../steered.ts';

export const abort: RecoveryAction = {
  action: 'recovery_abort',
  label: 'button.abort',
  style: 'danger',
  under: ['plan', 'recovery'],
  right: 'act',
  reasoned: 'abort',
  fits: ({ state }) => state !== 'over' && state !== 'looking',
  wish: steered('abort'),
};
