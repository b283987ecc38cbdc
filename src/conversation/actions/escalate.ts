/**
 * @module conversation/actions/escalate
 * People take over, with a reason: what runs is ended first, and what it has changed is put back.
 */
import type { RecoveryAction } from '../recovery-action.ts';
import { isGoing } from '../steered.ts';

const AFTER: readonly string[] = ['still-failing', 'not-confirmed', 'rolled-back', 'refused', 'unknown'];

export const escalate: RecoveryAction = {
  action: 'recovery_escalate',
  label: 'button.escalate',
  under: ['plan', 'recovery'],
  right: 'act',
  reasoned: 'escalate',
  // While it goes on by itself there are four other buttons, which is all that a telephone shows.
  fits: (one) =>
    one.end === null ? !isGoing(one) && one.progress?.paused == null : AFTER.includes(one.end.as),
  wish: ({ person, because }, { id }) => ({
    type: 'escalated',
    recovery: id,
    person,
    ...(because === undefined ? {} : { because }),
  }),
};
