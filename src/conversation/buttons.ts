/**
 * @module conversation/buttons
 * The buttons under a message: those that make sense for how the incident, the recovery or the freeze stands.
 */
import type { FreezeNotice } from '../freezes/notifier.ts';
import type { IncidentView, RecoveryView } from '../incidents/notifier.ts';
import { hasBegun, markOf } from '../incidents/recovery.ts';
import type { Buttons } from '../messages/message.ts';
import { text } from '../messages/sentence.ts';
import { ACTIONS, FREEZE_ACTIONS, RECOVERY_ACTIONS } from './actions/index.ts';
import { lookOf } from './look.ts';
import { withMark } from './marked.ts';

export function buttonsFor(view: IncidentView): Buttons {
  const list = ACTIONS.filter((action) => action.fits(view)).map(({ action, label, style }) => ({
    action,
    label: text(label),
    value: view.incident,
    ...(style === undefined ? {} : { style }),
  }));
  return { look: lookOf(view), list };
}

/** None where it is over: nothing can be done about it any more. */
export function freezeButtons({ view }: Pick<FreezeNotice, 'view'>): { buttons?: Buttons } {
  if (view.ended !== null) return {};
  const list = FREEZE_ACTIONS.map(({ action, label }) => ({
    action,
    label: text(label),
    value: view.freeze,
  }));
  return { buttons: { look: view.extended.length, list } };
}

/** Of a recovery: they carry what the message shows of it, so that one of an older plan is known as such. */
export function recoveryButtons(
  view: IncidentView,
  recovery: RecoveryView,
  under: 'plan' | 'recovery',
): Buttons {
  const begun = under === 'plan' && hasBegun(recovery);
  const fitting = RECOVERY_ACTIONS.filter((one) => !begun && one.under.includes(under) && one.fits(recovery));
  const list = fitting.map(({ action, label, style }) => ({
    action,
    label: text(label),
    value: withMark(view.incident, markOf(recovery)),
    ...(style === undefined ? {} : { style }),
  }));
  return { look: lookOf(view), list };
}
