/**
 * @module conversation/actions/bundle-attach
 * Puts the file into the thread. Who is in the channel is looked at when it is brought there; where strangers or guests
 * are, only an admin may say that it goes there all the same.
 */
import { isThere } from '../../incidents/bundle.ts';
import type { ViewReply } from '../../incidents/messages.ts';
import type { BundleView } from '../../incidents/notifier.ts';
import { spans, text } from '../../messages/sentence.ts';
import { usageError } from '../../messages/usage-error.ts';
import type { BundleAction } from '../bundle-action.ts';
import { tellBundle } from '../bundle-press.ts';
import type { ConversationDeps } from '../verb.ts';

/** The latest try was refused because of who is in the channel. */
export const isHeldBack = ({ shares }: BundleView): boolean => {
  const last = shares.at(-1);
  return last?.state === 'refused' && last.code === 'audience';
};

const viewOf = async (incident: string, { objects }: ConversationDeps): Promise<ViewReply> =>
  (await objects.send({ kind: 'incident', name: incident }, { type: 'view' })) as ViewReply;

const attaching = (despite: boolean): BundleAction['run'] =>
  async function run(press, at, deps) {
    const { person, place } = press;
    if (place.via === 'terminal') {
      return usageError({
        problem: 'no-files',
        headline: text('bundle.terminal'),
        lines: [spans('bundle.terminal-why')],
        examples: [`${deps.command} bundle ${at.bundle.name} link`],
      });
    }
    const { threads = [] } = await viewOf(at.view.incident, deps);
    const isHere = threads.some((one) => one.via === 'slack' && one.channel === place.channel);
    if (!isHere) {
      return usageError({
        problem: 'elsewhere',
        headline: text('bundle.elsewhere'),
        lines: [spans('bundle.elsewhere-why', { incident: at.view.incident })],
        examples: [`${deps.command} bundle ${at.bundle.name}`],
      });
    }
    const wish = {
      type: 'attached',
      bundle: at.bundle.id,
      person,
      place,
      ...(despite ? { despite } : {}),
    } as const;
    return tellBundle(despite ? attachAnyway : attachBundle, press, at, deps, wish);
  };

export const attachBundle: BundleAction = {
  action: 'bundle_attach',
  label: 'button.attach',
  word: 'attach',
  under: ['bundle', 'preview'],
  right: 'act',
  fits: isThere,
  run: attaching(false),
};

export const attachAnyway: BundleAction = {
  action: 'bundle_attach_anyway',
  label: 'button.attach-anyway',
  word: 'attach-anyway',
  style: 'danger',
  under: ['bundle'],
  right: 'enroll',
  fits: (bundle) => isThere(bundle) && isHeldBack(bundle),
  run: attaching(true),
};
