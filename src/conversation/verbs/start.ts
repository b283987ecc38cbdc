/**
 * @module conversation/verbs/start
 * Asks others to approve the plan of a host's recovery.
 */
import { start } from '../actions/start.ts';
import { typed } from '../typed-recovery.ts';

export const startRecovery = typed(start, {
  verb: 'start',
  help: 'verb.start',
  more: ['verb.recover.consent'],
  also: ['begin', 'run'],
});
