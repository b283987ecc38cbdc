/**
 * @module freezes/messages
 * What a freeze's object understands, and what it answers.
 */
import type { FreezeEvent } from './event.ts';
import type { FreezeView } from './notifier.ts';

export type FreezeMessage =
  | { type: 'event'; event: FreezeEvent }
  /** How does it stand? */
  | { type: 'view' }
  /** To the timetable (timetable.ts): see that the windows of the settings are kept. */
  | { type: 'keep-windows' };

/** The reply to an event: as it stands with it. `fresh`: the event had not been here before. */
export type FreezeEventReply = { fresh: boolean; view: FreezeView | null };

/** The reply to `view`; null for a freeze that nobody asked for. */
export type FreezeViewReply = { view: FreezeView | null };
