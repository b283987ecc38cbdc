/**
 * @module conversation/verbs/abort
 * Ends a recovery; what it has changed is put back.
 */
import { abort } from '../actions/abort.ts';
import { typed } from '../typed-recovery.ts';

export const abortRecovery = typed(abort, {
  verb: 'abort',
  help: 'verb.abort',
  more: [],
  also: ['cancel', 'stop'],
});
