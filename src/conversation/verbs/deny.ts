/**
 * @module conversation/verbs/deny
 * Says no to the plan of a recovery.
 */
import { deny } from '../actions/deny.ts';
import { typed } from '../typed-recovery.ts';

export const denyRecovery = typed(deny, {
  verb: 'deny',
  help: 'verb.deny',
  more: [],
  also: ['reject', 'decline'],
});
