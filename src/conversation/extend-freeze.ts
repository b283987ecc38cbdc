/**
 * @module conversation/extend-freeze
 * Lets freezes last longer, for the verb and for the button's window alike: all of those that are meant or none, so that
 * nobody takes half of it for the whole. What was extended meanwhile is said and not added to.
 */
import { tellFreeze } from '../freezes/begin.ts';
import { LONGEST_MS } from '../freezes/freeze.ts';
import type { FreezeView } from '../freezes/notifier.ts';
import type { Person } from '../incidents/event.ts';
import { frozenHosts } from '../messages/freeze.ts';
import { line, spans, text } from '../messages/sentence.ts';
import { moment, utc } from '../messages/time.ts';
import { usageError } from '../messages/usage-error.ts';
import type { Answer } from './conversation.ts';
import type { Longer } from './freeze-words.ts';
import type { ConversationDeps } from './verb.ts';

type Wish = {
  /** The freezes as they are now. */
  views: readonly FreezeView[];
  longer: Longer;
  because: string | null;
  /** The event's id: the same wish again changes nothing. */
  id: string;
  person: Person;
};

const endOf = ({ until }: FreezeView, longer: Longer): number =>
  'by' in longer ? until + longer.by : longer.until;

export async function extendFreezes(
  { views, longer, because, id, person }: Wish,
  { objects, log }: Pick<ConversationDeps, 'objects' | 'log'>,
): Promise<Answer> {
  for (const view of views) {
    const until = endOf(view, longer);
    if (until <= view.until) return notLater(view);
    if (until > Math.max(view.at, view.from) + LONGEST_MS) return tooLong();
  }
  const after: FreezeView[] = [];
  for (const before of views) {
    const until = endOf(before, longer);
    const why = because === null ? {} : { because };
    const { view } = await tellFreeze(objects, before.freeze, {
      id,
      type: 'extended',
      person,
      until,
      ...why,
    });
    if (view === null || view.until <= before.until) return tooLong();
    after.push(view);
  }
  log.info({ freezes: after.length, by: person.id }, 'Freezes were extended');
  const last = after.reduce((a, b) => (a.until >= b.until ? a : b));
  return {
    message: {
      headline: text('freeze.extend.done', { until: utc(last.until, last.at) }),
      emoji: '🧊',
      parts: [line('freeze.extend.covers', { hosts: frozenHosts(after.flatMap(({ targets }) => targets)) })],
      context: after.map(({ freeze }) => freeze),
    },
    for: 'asker',
    data: {
      freeze: last.freeze,
      until: new Date(last.until).toISOString(),
      extended: after.map(({ freeze, until }) => ({ freeze, until: new Date(until).toISOString() })),
    },
  };
}

/** Somebody else was quicker: what has become of it. */
export const movedAlready = ({ until, at }: FreezeView): Answer =>
  usageError({
    problem: 'stale',
    headline: text('freeze.moved'),
    lines: [spans('freeze.moved.until', { until: moment(until, at) })],
    examples: [],
  });

const notLater = ({ until, at }: FreezeView): Answer =>
  usageError({
    problem: 'not-later',
    headline: text('freeze.extend.not-later'),
    lines: [spans('freeze.moved.until', { until: moment(until, at) })],
    examples: [],
  });

export const tooLong = (): Answer =>
  usageError({ problem: 'too-long', headline: text('freeze.extend.most'), examples: [] });
