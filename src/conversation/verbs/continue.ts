/**
 * @module conversation/verbs/continue
 * Lets a recovery go on that is paused or asks.
 */
import { goOn } from '../actions/continue.ts';
import { typed } from '../typed-recovery.ts';

export const continueRecovery = typed(goOn, {
  verb: 'continue',
  help: 'verb.continue',
  more: [],
  also: ['resume'],
});
