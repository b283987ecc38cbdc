/**
 * @module incidents/bundle-step
 * What the stages of a bundle have in common: which one is meant, how it ends, and that its message reads differently
 * then.
 */
import type { Person } from '../outbox/person.ts';
import type { Because } from '../protocol/recovery.ts';
import type { Bundle } from './bundle.ts';
import type { Incident } from './record.ts';
import { speakAt, type Work } from './work.ts';

/** A reason of the bot's own. */
export const bundleSaid = (word: string, params: Record<string, string> = {}): Because => ({
  code: `bundle.${word}`,
  params,
});

export function retellBundle(work: Work, one: Bundle): void {
  work.retold.add(one.id);
  speakAt(work, work.now);
}

/** The bundles that this one is put together from, as they are now. */
export const membersOf = (it: Pick<Incident, 'bundles'>, { of }: Pick<Bundle, 'of'>): Bundle[] =>
  it.bundles.filter(({ id }) => of.includes(id));

/** There is no file of it, or none any more: whoever waits for it is told so, and no link gives it. */
export function endBundle(
  work: Work,
  one: Bundle,
  as: 'refused' | 'failed' | 'dropped',
  because: Because | null,
  by: Person | null = null,
): void {
  Object.assign(one, { state: as, fetch: null, end: { at: work.now, because, by } });
  for (const share of one.shares) {
    if (share.state === 'waiting' || share.state === 'going')
      Object.assign(share, { state: 'refused', code: 'gone' });
  }
  for (const link of one.links) link.revoked = true;
  retellBundle(work, one);
}
