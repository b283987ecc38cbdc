/**
 * @module freezes/notifier
 * What a freeze wants said: how it stands, as a view, and the kinds of messages that it is told in.
 */
import type { Held } from '../hub/messages.ts';
import type { Kinds } from '../outbox/line.ts';
import type { Notice } from '../outbox/notifier.ts';
import type { Person } from '../outbox/person.ts';
import type { FreezeState, Target, Word } from './record.ts';

/** One host of a freeze, as it stands now. */
export type TargetView = {
  host: string;
  gateway: string | null;
  state: Target['state'];
  rival: Held | null;
  /** It is asked for again when the rival's hold is over. */
  retries: boolean;
  /** What the host itself said, by gateway; empty while it has not answered. */
  words: Readonly<Record<string, Word>>;
};

/** Times are epoch ms. */
export type FreezeView = {
  freeze: string;
  state: Exclude<FreezeState, 'new'>;
  requester: Person;
  because: string | null;
  incident: string | null;
  /** When it was asked for. */
  startedAt: number;
  from: number;
  until: number;
  /** False for one that was planned and never begun: the bot was not running. */
  began: boolean;
  targets: TargetView[];
  acknowledged: { person: Person; at: number }[];
  extended: { person: Person; at: number; until: number; because: string | null }[];
  ended: {
    at: number;
    noticedAt: number;
    by: Person | null;
    because: string | null;
    /** By the end of the recovery that began it, which `by` had asked for. */
    recovery: boolean;
  } | null;
  /** Where people speak of it. */
  link: string | null;
  /** The moment this view speaks of. */
  at: number;
};

/** The living message, and replies in its thread that people are to notice. */
export const FREEZE_KINDS = ['freeze', 'reminder', 'ended'] as const;
export type NoticeKind = (typeof FREEZE_KINDS)[number];
export const KINDS: Kinds = { inOrder: FREEZE_KINDS };

export type FreezeNotice = Notice<NoticeKind, FreezeView>;
