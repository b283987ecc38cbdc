/**
 * @module conversation/buttons
 * The buttons under a status message: those that make sense for how the incident stands.
 */
import type { IncidentView } from '../incidents/notifier.ts';
import type { Buttons } from '../messages/message.ts';
import { text } from '../messages/sentence.ts';
import { ACTIONS } from './actions/index.ts';
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
