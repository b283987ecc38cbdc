/**
 * @module terminal/notifier
 * How an incident speaks where there is no Slack: to whoever is connected at the moment. If nobody is, that
 * is no failure: the record keeps everything, and the next triage of the host shows it.
 */

import type { IncidentView, Notice, Notifier } from '../incidents/notifier.ts';
import type { Message } from '../messages/message.ts';

/** One message as it was just shown. */
export type Shown = {
  incident: string;
  key: string;
  what: Notice['what'];
  host?: string;
  message: Message;
  view: IncidentView;
  edited: boolean;
};

export type TerminalNotifier = Notifier & {
  /** Calls `listener` for everything said from now on; gives what ends that. */
  listen(listener: (shown: Shown) => void): () => void;
};

/** A terminal takes messages as they come; edits are gathered a little, so that it does not scroll away. */
const PACE = { postMs: 0, editMs: 400 };

export function terminalNotifier(deps: { compose: (notice: Notice) => Message }): TerminalNotifier {
  const listeners = new Set<(shown: Shown) => void>();
  return {
    pace: PACE,
    async publish(notice) {
      const { key, what, host, view, edit } = notice;
      const about = host === undefined ? {} : { host };
      const message = deps.compose(notice);
      for (const listener of listeners) {
        listener({ incident: view.incident, key, what, ...about, message, view, edited: edit !== undefined });
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
