/**
 * @module bundles/tried
 * What was tried: each recovery as the journal on the host has it, never more than it confirms; and what people said.
 */
import type { Block } from '../protocol/document.ts';
import type { Because } from '../protocol/recovery.ts';
import { wentOn } from '../protocol/went-on.ts';
import { code, heading, type Line, paragraph, table } from './blocks.ts';
import { valueLine } from './finding-words.ts';
import { duration, utc, utcInColumn } from './moments.ts';
import type { BundleReportInput, Tried } from './report-input.ts';
import { text, words } from './say.ts';

/** The newest, which is what the next person needs; the journal has all. */
const MOST_RUNS = 8;

type Say = (because: Because) => string;

/** A reason whose sentence is not at hand: its code and its values. */
export const bareReason: Say = ({ code: id, params }) => {
  const values = Object.entries(params).map(([name, value]) => `${name}: ${value}`);
  return values.length === 0 ? id : `${id} (${values.join(', ')})`;
};

export function triedSection({ tried = [], since, reason = bareReason }: BundleReportInput): Block[] {
  return [
    heading(2, text('tried.heading')),
    ...(tried.length === 0 ? [paragraph(text('glance.tried-none', { since: utc(since) }))] : []),
    ...tried.slice(-MOST_RUNS).flatMap((run) => runBlocks(run, reason)),
  ];
}

function runBlocks({ at, by, because, plan, progress }: Tried, say: Say): Block[] {
  const { finding, gateway, path } = plan;
  const outcome = text(`outcome.${progress.outcome ?? 'unknown'}`);
  const asked = { by, gateway, why: say(plan.because) };
  const { acceptance } = progress;
  return [
    heading(3, text('tried.run', { at: utc(at), way: text(`way.${path}`), outcome })),
    paragraph(finding === null ? words('tried.by-person', asked) : words('tried.by', { ...asked, finding })),
    ...(because === null ? [] : [paragraph(words('tried.their-words', { because }))]),
    steps(progress.steps, say),
    ...(progress.changed.length === 0 ? [] : [changes(progress.changed)]),
    ...(acceptance === null
      ? []
      : [
          paragraph(
            [
              text('tried.proof', acceptance),
              ...(acceptance.because === null ? [] : [say(acceptance.because)]),
            ].join(' '),
          ),
        ]),
    ...(progress.because === null
      ? []
      : [paragraph(text('tried.ended', { because: say(progress.because) }))]),
  ];
}

function steps(all: Tried['progress']['steps'], say: Say): Block {
  const head = (['step', 'state', 'took', 'because'] as const).map((id) => text(`tried.${id}`));
  const rows = all.map(({ step, state, tookMs, because }, n): Line[] => [
    text(`step.${step}`),
    wentOn(all, n) ? text('tried.went-on') : state,
    tookMs === null ? '' : duration(tookMs),
    because === null ? '' : say(because),
  ]);
  return table(head, rows);
}

/** Keys with their values before and after. */
export function changes(all: Tried['progress']['changed']): Block {
  const head = (['key', 'before', 'after'] as const).map((id) => text(`config.${id}`));
  return table(
    head,
    all.map(({ what, before, after }): Line[] => [[code(what)], valueLine(before), valueLine(after)]),
  );
}

/** What people said and what happened in the incident, oldest first. */
export function storySection({ story }: BundleReportInput): Block[] {
  if (!story || story.notes.length + story.history.length === 0) return [];
  const rows = [
    ...story.notes.map(({ at, by, text: what }) => ({ at, who: by, what })),
    ...story.history.map(({ at, what }) => ({ at, who: text('story.bot'), what })),
  ].sort((a, b) => a.at - b.at);
  const head = (['when', 'who', 'what'] as const).map((id) => text(`story.${id}`));
  return [
    heading(2, text('story.heading')),
    table(
      head,
      rows.slice(-200).map(({ at, who, what }): Line[] => [utcInColumn(at), [code(who)], what]),
    ),
  ];
}
