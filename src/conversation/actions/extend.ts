/**
 * @module conversation/actions/extend
 * Lets a freeze last half an hour longer. Two presses on what the message showed are one: the second person is told what
 * the first has done.
 */
import { tellFreeze } from '../../freezes/begin.ts';
import { LONGEST_MS } from '../../freezes/freeze.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { spans, text } from '../../messages/sentence.ts';
import { moment, utc } from '../../messages/time.ts';
import { usageError } from '../../messages/usage-error.ts';
import type { FreeAction } from '../action.ts';
import type { Answer } from '../conversation.ts';
import { openFreeze } from '../open-freeze.ts';

/** One press, in milliseconds. */
const MORE_MS = 30 * 60_000;

export const extend: FreeAction = {
  action: 'freeze-extend',
  label: 'button.extend',
  async run(press, deps) {
    const permission = await deps.may(press.person, 'act');
    if (!permission.ok) return notAllowed(permission, 'freeze', [`${deps.command} hosts`]);
    const found = await openFreeze(press.incident, deps);
    if ('answer' in found) return found.answer;
    const { until, extended, at } = found.view;
    const look = press.look ?? extended.length;
    if (look < extended.length)
      return usageError({
        problem: 'stale',
        headline: text('freeze.moved'),
        lines: [spans('freeze.moved.until', { until: moment(until, at) })],
        examples: [],
      });
    if (until + MORE_MS > at + LONGEST_MS) return tooLong();
    const id = `extend:${look}`;
    const wished = { id, type: 'extended' as const, person: press.person, until: until + MORE_MS };
    const { view } = await tellFreeze(deps.objects, press.incident, wished);
    if (view === null || view.until <= until) return tooLong();
    return {
      message: {
        headline: text('freeze.extend.done', { until: utc(view.until, view.at) }),
        emoji: '🧊',
        parts: [],
        context: [press.incident],
      },
      for: 'asker',
      data: { freeze: press.incident, until: new Date(view.until).toISOString() },
    };
  },
};

const tooLong = (): Answer =>
  usageError({ problem: 'too-long', headline: text('freeze.extend.most'), examples: [] });
