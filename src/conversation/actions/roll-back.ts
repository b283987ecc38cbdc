/**
 * @module conversation/actions/roll-back
 * Back to the previous files, with a reason: of a run that is under way by the host itself, after its end by a plan of
 * its own, which others must agree to.
 */
import type { RecoveryAction } from '../recovery-action.ts';
import { canBeEnded, steered } from '../steered.ts';

export const rollBack: RecoveryAction = {
  action: 'recovery_roll_back',
  label: 'button.roll-back',
  style: 'danger',
  under: ['recovery'],
  right: 'act',
  reasoned: 'rollback',
  fits: (one) => canBeEnded(one) || one.end?.as === 'still-failing' || one.end?.as === 'not-confirmed',
  wish(press, recovery) {
    if (recovery.end === null) return steered('roll-back')(press, recovery);
    const { host, gateway, plan, finding } = recovery;
    const named = plan?.finding ?? finding;
    return {
      type: 'recover',
      host,
      ...(gateway === null ? {} : { gateway }),
      ...(named === null ? {} : { finding: named }),
      way: 'rollback',
      person: press.person,
      place: press.place,
      text: `rollback ${host}`,
      ...(press.because === undefined ? {} : { because: press.because }),
    };
  },
};
