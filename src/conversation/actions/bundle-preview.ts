/**
 * @module conversation/actions/bundle-preview
 * What is in the bundle, shown to nobody but whoever pressed. The file stays where it is.
 */

import { isThere } from '../../incidents/bundle.ts';
import type { MadeReply } from '../../incidents/messages.ts';
import { composeBundle } from '../../messages/bundle.ts';
import { composePreview } from '../../messages/bundle-preview.ts';
import type { BundleAction } from '../bundle-action.ts';
import { bundleButtons } from '../bundle-buttons.ts';
import { attachBundle } from './bundle-attach.ts';
import { deleteBundle } from './bundle-delete.ts';
import { linkBundle } from './bundle-link.ts';

/** What may follow from it. */
const IN_PREVIEW = [attachBundle, linkBundle, deleteBundle];

export const previewBundle: BundleAction = {
  action: 'bundle_preview',
  label: 'button.preview',
  word: 'preview',
  style: 'primary',
  under: ['bundle'],
  right: 'look',
  fits: isThere,
  async run(_press, { bundle, view }, { objects, command }) {
    const asked = { type: 'bundle', bundle: bundle.id };
    const to = { kind: 'incident', name: view.incident } as const;
    const { made } = (await objects.send(to, asked)) as MadeReply;
    const message =
      made === null ? composeBundle(view, bundle, command) : composePreview(view, bundle, made, command);
    const buttons = bundleButtons(IN_PREVIEW, view, bundle, 'preview');
    return {
      message: buttons.list.length === 0 ? message : { ...message, buttons },
      for: 'asker',
      incident: view.incident,
      data: { incident: view.incident, bundle: bundle.id, state: bundle.state, made },
    };
  },
};
