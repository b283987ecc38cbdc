/**
 * @module bundles/report
 * The report of a bundle, as a document: from what was seen down to what was masked, in the order in which a stranger
 * asks. Pure; how it looks is the renderers' business.
 */
import type { Block, Document } from '../protocol/document.ts';
import { evidence, heading, type Line, paragraph, table } from './blocks.ts';
import { cut, less } from './brief.ts';
import {
  contentsSection,
  maskedSection,
  missingSection,
  reproduceSection,
  versionsSection,
} from './contents.ts';
import { eventsOf, shownEvents } from './events.ts';
import { findingsSection, nextSection } from './findings.ts';
import { glance } from './glance.ts';
import { utc, utcInColumn } from './moments.ts';
import type { BundleEvent, BundleReportInput } from './report-input.ts';
import { text, words } from './say.ts';
import { changes, storySection, triedSection } from './tried.ts';

export { markdown } from './markdown.ts';
export { page } from './page.ts';
export type { BundleReportInput } from './report-input.ts';

/** What a document holds (protocol/document.ts). */
const MOST_BLOCKS = 400;
const BRIEF_EVENTS = 16;
/** The folder logs/ has them all. */
const MOST_EXCERPTS = 40;

export function bundleReport(input: BundleReportInput): Document {
  const { triage } = input;
  const events = eventsOf(input);
  const blocks = [
    ...glance(input, events),
    ...(triage === null ? [] : [...nextSection(triage), ...layersSection(triage.layers)]),
    ...timelineSection(input, events),
    ...(triage === null ? [] : findingsSection(triage)),
    ...configSection(input),
    ...logsSection(input),
    ...triedSection(input),
    ...storySection(input),
    ...versionsSection(input),
    ...reproduceSection(input),
    ...missingSection(input),
    ...contentsSection(input),
    ...maskedSection(input),
  ];
  return blocks.slice(0, MOST_BLOCKS);
}

/** The same for a preview and a ticket, which have the bundle beside them. */
export function briefReport(whole: BundleReportInput): Document {
  const input = less(whole);
  const { triage } = input;
  const events = shownEvents(eventsOf(input), BRIEF_EVENTS);
  return cut([
    ...glance(input, events),
    ...(triage === null ? [] : nextSection(triage)),
    ...timelineSection(input, events),
    ...(triage === null ? [] : findingsSection(triage)),
    ...configSection(input),
    ...triedSection(input),
    ...missingSection(input),
    ...logsSection(input),
  ]);
}

function layersSection(layers: NonNullable<BundleReportInput['triage']>['layers']): Block[] {
  const head = (['layer', 'state', 'because'] as const).map((id) => text(`layers.${id}`));
  const rows = layers.map(({ layer, state, because }): Line[] => [layer, text(`layer.${state}`), because]);
  return [heading(2, text('layers.heading')), paragraph(text('layers.about')), table(head, rows)];
}

function timelineSection(input: BundleReportInput, events: readonly BundleEvent[]): Block[] {
  if (events.length === 0)
    return [
      heading(2, text('timeline.heading')),
      paragraph(text('timeline.nothing', { since: utc(input.since) })),
    ];
  const shown = shownEvents(events);
  const left = events.length - shown.length + (input.triage?.changesLeftOut ?? 0);
  const head = (['number', 'when', 'kind', 'what', 'source'] as const).map((id) => text(`timeline.${id}`));
  const rows = shown.map(({ at, kind, what, source }, index): Line[] => [
    String(index + 1),
    utcInColumn(at),
    text(`event.${kind}`),
    what,
    source,
  ]);
  return [
    heading(2, text('timeline.heading')),
    paragraph(text('timeline.about', { offset: offsetWords(input.triage?.utcOffsetMin ?? null) })),
    table(head, rows),
    ...(left > 0 ? [paragraph(words('timeline.left-out', { n: left }))] : []),
  ];
}

/** `+02:00` of minutes; `none` where the clock reads UTC or was not seen. */
function offsetWords(minutes: number | null): string {
  if (minutes === null || minutes === 0 || Math.abs(minutes) > 14 * 60) return 'none';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

function configSection({ configDifference: difference }: BundleReportInput): Block[] {
  if (!difference) return [];
  const told = { with: difference.with };
  const same = difference.changes.length === 0;
  return [
    heading(2, text('config.heading')),
    paragraph(text(same ? 'config.same' : 'config.about', told)),
    ...(same ? [] : [changes(difference.changes)]),
  ];
}

function logsSection({ excerpts = [] }: BundleReportInput): Block[] {
  if (excerpts.length === 0) return [];
  return [
    heading(2, text('logs.heading')),
    ...excerpts
      .slice(0, MOST_EXCERPTS)
      .flatMap(({ title, source, text: lines }) => [heading(3, title), evidence(source, lines)]),
  ];
}
