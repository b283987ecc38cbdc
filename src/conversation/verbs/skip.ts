/**
 * @module conversation/verbs/skip
 * Leaves out the next step of a recovery.
 */
import { skip } from '../actions/skip.ts';
import { typed } from '../typed-recovery.ts';

export const skipStep = typed(skip, {
  verb: 'skip',
  help: 'verb.skip',
  more: ['verb.skip.acceptance'],
  also: ['next'],
});
