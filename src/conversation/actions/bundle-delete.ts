/**
 * @module conversation/actions/bundle-delete
 * Takes the file away: the bot's copy, the host's, and every link. What was attached in Slack stays Slack's.
 */
import { isThere } from '../../incidents/bundle.ts';
import type { BundleAction } from '../bundle-action.ts';
import { tellBundle } from '../bundle-press.ts';

export const deleteBundle: BundleAction = {
  action: 'bundle_delete',
  label: 'button.delete',
  word: 'delete',
  style: 'danger',
  under: ['bundle', 'preview'],
  right: 'act',
  fits: isThere,
  run: (press, at, deps) =>
    tellBundle(deleteBundle, press, at, deps, {
      type: 'bundle-deleted',
      bundle: at.bundle.id,
      person: press.person,
    }),
};
