/**
 * @module conversation/verbs/approve
 * Agrees to the plan of somebody else's recovery.
 */
import { approve } from '../actions/approve.ts';
import { typed } from '../typed-recovery.ts';

export const approveRecovery = typed(approve, {
  verb: 'approve',
  help: 'verb.approve',
  more: ['verb.approve.who'],
  also: ['agree', 'confirm-plan', 'ok'],
});
