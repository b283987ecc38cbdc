/**
 * @module messages/bundle-answers
 * What somebody is told at once who asked for a bundle or pressed a button of one; the rest is in its message.
 */
import type { BundleView } from '../incidents/notifier.ts';
import type { Message, Part, Span } from './message.ts';
import { linked } from './message.ts';
import { line, spans, text } from './sentence.ts';
import { moment } from './time.ts';

/** How it stands, in one sentence. */
export const bundleStands = ({ state }: Pick<BundleView, 'state'>): Span[] =>
  spans('bundle.stands', { state: text(`bundle-state.${state}`) });

/** After a press: what was asked for, and how it stands now. */
export function composeBundleActed(
  action: string,
  one: BundleView,
  incident: string,
  more: Part[] = [],
): Message {
  return {
    headline: text('bundle.acted', { name: one.name, action }),
    emoji: '📦',
    parts: [{ kind: 'line', spans: bundleStands(one) }, ...more, line('bundle.acted-thread')],
    context: [incident],
  };
}

/** The link, for nobody else's eyes; times are epoch ms. */
export function composeLink(
  one: BundleView,
  link: { address: string; until: number; most: number },
  { now, incident }: { now: number; incident: string },
): Message {
  const { address, until, most } = link;
  return {
    headline: text('bundle.link', { name: one.name }),
    emoji: '🔗',
    parts: [
      { kind: 'line', spans: [linked(text('bundle.link-here'), address)] },
      line('bundle.link-yours', { until: moment(until, now), n: most }),
      line('bundle.link-checked'),
      ...(one.state === 'kept' ? [] : [line('bundle.link-fetching')]),
    ],
    context: [text('bundle.preview-private'), incident],
  };
}
