/**
 * @module agent/changes/change
 * One thing that changed on a host, and which of them travel: a bounded window before the first failure, newest
 * kept. Names and times only, never a value. A change travels as a fact of its own kind, so that an older bot
 * takes it for one more fact that it does not know.
 */
import type { FactName } from '../../evidence/dictionary.ts';
import type { Fact } from '../../protocol/evidence.ts';

export const CHANGE_KINDS = ['config', 'credential', 'package', 'service', 'restart'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** `at` is epoch ms; `source` says where it was read, in an operator's words. */
export type Change = { at: number; kind: ChangeKind; what: string; source: string };

const HOUR = 3_600_000;
/** Before a first failure people look back one day; without one, a week. */
const BEFORE_FAILURE_MS = 24 * HOUR;
const WITHOUT_FAILURE_MS = 7 * 24 * HOUR;
const MOST = 40;
/** A restart loop must not push out what started it. */
const MOST_RESTARTS = 12;
/** Clocks of files and rows may be a little ahead of ours. */
const AHEAD_MS = 60_000;

export type Kept = { changes: Change[]; leftOut: number };

/** The changes worth showing, oldest first. `firstFailure` and `now` are epoch ms. */
export function worthShowing(all: readonly Change[], firstFailure: number | null, now: number): Kept {
  const from = firstFailure === null ? now - WITHOUT_FAILURE_MS : firstFailure - BEFORE_FAILURE_MS;
  const inWindow = all
    .filter(({ at }) => at >= from && at <= now + AHEAD_MS)
    .sort((a, b) => b.at - a.at || (a.what < b.what ? -1 : 1));
  let restarts = 0;
  const kept = inWindow
    .filter(({ kind }) => kind !== 'restart' || ++restarts <= MOST_RESTARTS)
    .slice(0, MOST);
  return { changes: kept.reverse(), leftOut: inWindow.length - kept.length };
}

/** As they travel: the words are the value, where it was read is the quote. */
export function changeFacts(subject: string, changes: readonly Change[]): Fact[] {
  return changes.map(({ at, kind, what, source }) => ({
    fact: `change.${kind}` satisfies FactName,
    subject,
    value: what.slice(0, 400),
    at: new Date(at).toISOString(),
    quote: source.slice(0, 300),
  }));
}
