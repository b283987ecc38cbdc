/**
 * @module conversation/buttons
 * The buttons under a message: those that make sense for how the incident or the freeze stands.
 */
import type { FreezeNotice } from '../freezes/notifier.ts';
import type { IncidentView } from '../incidents/notifier.ts';
import type { Buttons } from '../messages/message.ts';
import { text } from '../messages/sentence.ts';
import { ACTIONS, FREEZE_ACTIONS } from './actions/index.ts';
import { lookOf } from './look.ts';

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
