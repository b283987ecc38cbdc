/**
 * @module freezes/notices
 * Which messages of a freeze must read differently: the living one in each place, and the two kinds of replies that
 * people are to notice. What they say is composed when they are said.
 */
import { keyIn } from '../outbox/place.ts';
import type { Effect } from './effect.ts';
import type { NoticeKind } from './notifier.ts';
import type { Freeze } from './record.ts';

type Work = { it: Freeze; effects: Effect[]; now: number };

/** The living message in each place. */
export function publish(work: Work): void {
  work.it.revision += 1;
  want(work, 'freeze', 'freeze', null);
}

/** A reply that it ends soon. It is said of one end only: when that moves, nobody needs it. */
export function publishReminder(work: Work, name: string): void {
  want(work, 'reminder', `reminder/${name}`, String(work.it.until));
}

/** A reply that its time was over: nobody did it, so nobody would know. */
export function publishEnd(work: Work): void {
  want(work, 'ended', 'ended', null);
}

function want({ it, effects, now }: Work, what: NoticeKind, base: string, order: string | null): void {
  for (const place of it.places.keys()) {
    const key = keyIn(place, base);
    const revision = what === 'freeze' ? it.revision : 1;
    effects.push({ kind: 'notice', key, what, place, host: null, order, revision, notBefore: now });
  }
}
