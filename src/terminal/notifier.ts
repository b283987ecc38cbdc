/**
 * @module terminal/notifier
 * How incidents and freezes speak where there is no Slack: to whoever is connected at the moment. If nobody is, that
 * is no failure: the record keeps everything, and the next triage of the host shows it.
 */

import { type AnyNotice, isOfFreeze, speakerIn } from '../conversation/compose.ts';
import type { IncidentView } from '../incidents/notifier.ts';
import type { Message } from '../messages/message.ts';
import { text } from '../messages/sentence.ts';
import type { Notifier } from '../outbox/notifier.ts';

/** One message as it was just shown. */
export type Shown = {
  /** Who speaks: an incident or a freeze. */
  incident: string;
  key: string;
  what: AnyNotice['what'];
  host?: string;
  message: Message;
  /** How the incident stands; null where a freeze speaks. */
  view: IncidentView | null;
  edited: boolean;
};

export type TerminalNotifier = Notifier<AnyNotice> & {
  /** Calls `listener` for everything said from now on; gives what ends that. */
  listen(listener: (shown: Shown) => void): () => void;
};

/** A terminal takes messages as they come; edits are gathered a little, so that it does not scroll away. */
const PACE = { postMs: 0, editMs: 400 };

export function terminalNotifier(deps: { compose: (notice: AnyNotice) => Message }): TerminalNotifier {
  const listeners = new Set<(shown: Shown) => void>();
  return {
    pace: PACE,
    async publish(notice) {
      const { key, what, host, edit } = notice;
      if (what === 'bundle-file') return { ok: false, outcome: 'never', why: text('bundle.terminal') };
      const view = isOfFreeze(notice) ? null : notice.view;
      const about = host === undefined ? {} : { host };
      const message = deps.compose(notice);
      for (const listener of listeners) {
        listener({
          incident: speakerIn(notice).id,
          key,
          what,
          ...about,
          message,
          view,
          edited: edit !== undefined,
        });
      }
      return { ok: true, ref: key };
    },
    // Who was connected when the bot died has lost the connection too: it is shown to those who came back.
    async find() {
      return null;
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
