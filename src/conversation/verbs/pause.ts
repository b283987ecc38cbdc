/**
 * @module conversation/verbs/pause
 * Holds a recovery before its next act.
 */
import { pause } from '../actions/pause.ts';
import { typed } from '../typed-recovery.ts';

export const pauseRecovery = typed(pause, {
  verb: 'pause',
  help: 'verb.pause',
  more: [],
  also: ['wait', 'hold'],
});
