/**
 * @module conversation/verbs/escalate
 * People take a recovery over.
 */
import { escalate } from '../actions/escalate.ts';
import { typed } from '../typed-recovery.ts';

export const escalateRecovery = typed(escalate, {
  verb: 'escalate',
  help: 'verb.escalate',
  more: [],
  also: ['page', 'handover'],
});
