/**
 * @module conversation/bundle-buttons
 * The buttons of a bundle: those that fit how it stands, each with the incident and the bundle that it belongs to.
 */
import { bundleName } from '../incidents/bundle.ts';
import type { BundleView, IncidentView } from '../incidents/notifier.ts';
import type { Buttons } from '../messages/message.ts';
import { text } from '../messages/sentence.ts';
import type { BundleAction } from './bundle-action.ts';
import { lookOf } from './look.ts';
import { withMark } from './marked.ts';

export function bundleButtons(
  actions: readonly BundleAction[],
  view: IncidentView,
  bundle: BundleView,
  under: 'bundle' | 'preview',
): Buttons {
  const list = actions
    .filter((one) => one.under.includes(under) && one.shown?.(bundle, under) !== false)
    .filter((one) => one.fits(bundle, view))
    .map(({ action, label, style }) => ({
      action,
      label: text(label),
      value: withMark(view.incident, bundleName(bundle)),
      ...(style === undefined ? {} : { style }),
    }));
  return { look: lookOf(view), list };
}
