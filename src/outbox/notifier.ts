/**
 * @module outbox/notifier
 * The port through which an object speaks to people. An outbox knows no Slack and no words: it wants a view shown under
 * a key, and whoever carries that finds the words.
 */
import type { Place } from './place.ts';

/** One message as it shall be shown. `View` is what the object that speaks is like now. */
export type Notice<What extends string = string, View = unknown> = {
  /** Unique within the object that speaks; saying it twice must show it once. */
  key: string;
  what: What;
  /** The host that the message is about, where it is about one. */
  host?: string;
  /** What of that host it is about, by its id. */
  about?: string;
  place: Place;
  view: View;
  /** Message to edit instead of posting; absent for a first post. */
  edit?: string;
  /** Message whose thread this belongs in. */
  under?: string;
  /** Replies about several hosts in one message, after a long silence. */
  hosts?: string[];
  /** The living message tells that nothing could be said here before. */
  silence?: Silence;
  /** The whole message as a file in its thread, because not all of it fitted into one message. */
  asFile?: true;
  /** Why the file with the whole of this message could not be shown. */
  noFile?: string;
};

/** A place could not be spoken to for so long (epoch ms); `limited`: it answered, and took nothing. */
export type Silence = { from: number; to: number; limited: boolean };

export type PublishResult =
  /** `missing`: characters that did not fit into the message. */
  | { ok: true; ref: string; missing?: number }
  /** Nobody knows whether it was shown: look it up by its key before saying it again. */
  | { ok: false; outcome: 'unknown'; why: string }
  /** Certainly not shown. `limited`: the place asks for fewer messages. */
  | { ok: false; outcome: 'not-said'; retryAfterMs: number; why: string; limited?: true }
  /** Other messages have their turn first, in milliseconds; nothing was tried. */
  | { ok: false; outcome: 'later'; afterMs: number }
  /** `code`: a word for what can be done about it, where the reader knows one. */
  | { ok: false; outcome: 'never'; why: string; code?: string };

/** Milliseconds between messages in one place, and between edits of one message. */
export type NotifierPace = {
  postMs: number;
  editMs: number;
  /** Before the first edit: what a first word could not wait for shall not wait as long as a second edit. */
  firstEditMs?: number;
};

export type Notifier<Spoken = Notice> = {
  /** How fast one place may be spoken to, in milliseconds; 1,000 between messages, 1,500 between edits. */
  pace?: NotifierPace;
  publish(notice: Spoken): Promise<PublishResult>;
  /** Finds a message said before under this key; null if none, or if it cannot be told. */
  find(notice: Spoken): Promise<string | null>;
};

/** Whoever can speak, by the way in which a place is reached. */
export type Notifiers<Spoken = Notice> = Partial<Record<Place['via'], Notifier<Spoken>>>;
