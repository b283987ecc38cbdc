/**
 * @module messages/timeline
 * What changed before it broke, as people in a thread read it: UTC with the host's own clock beside it, oldest
 * first; and the one line of it that belongs into the headline.
 */
import type { BrokeAfter, Timeline, TimelineEntry } from '../diagnosis/finding.ts';
import { code, type Part, type Span, say } from './message.ts';
import { line, spans, text } from './sentence.ts';
import { duration, hourMinute, utc } from './time.ts';

/** Entries told in the thread; the report on the host has more. */
const SHOWN = 14;
const LONGEST = 200;
const MINUTE = 60_000;

const shorten = (long: string, most: number): string =>
  long.length <= most ? long : `${long.slice(0, most)}…`;

/** The clocks of this world are at most this far from UTC, in minutes; what is further was made up. */
const MOST_OFFSET = 14 * 60;

/** With `(05:12 on the host)` where its clock reads something else than UTC; `at` is epoch ms. */
function moment(at: number, now: number, offsetMin: number | null): string {
  if (!Number.isFinite(at)) return text('time.unknown');
  if (offsetMin === null || offsetMin === 0 || Math.abs(offsetMin) > MOST_OFFSET) return utc(at, now);
  return text('timeline.local', { at: utc(at, now), local: hourMinute(at + offsetMin * MINUTE) });
}

/** The newest entries, but always those of the failure. */
function chosen(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const failures = entries.filter(({ kind }) => kind.endsWith('-failure'));
  const changes = entries.filter(({ kind }) => !kind.endsWith('-failure'));
  const kept = new Set([...failures, ...changes.slice(-Math.max(4, SHOWN - failures.length))]);
  return entries.filter((entry) => kept.has(entry));
}

/** The timeline in the thread; nothing where nothing was seen. `now` (epoch ms) leaves out the year. */
export function timelineParts(timeline: Timeline | undefined, now: number): Part[] {
  if (timeline === undefined || timeline.entries.length === 0) return [];
  const shown = chosen(timeline.entries);
  const more = timeline.entries.length - shown.length + timeline.leftOut;
  const many = new Set(timeline.entries.map(({ gateway }) => gateway)).size > 1;
  const items = shown.map((entry): Span[] => {
    const when = moment(Date.parse(entry.at), now, timeline.utcOffsetMin);
    const whose = many ? ` · ${text('details.gateway', { gateway: entry.gateway })}` : '';
    return [say(`${when} · ${entry.kind}${whose} – `), code(shorten(entry.what, LONGEST))];
  });
  if (more > 0) items.unshift(spans('timeline.older', { n: more }));
  return [line('timeline.changes'), { kind: 'list', items }];
}

/** `Changed just before: …, first failure 02:52:10 (40 s later).` Null where no change came just before. */
export function brokeAfterSpans(broke: BrokeAfter | null | undefined): Span[] | null {
  if (!broke) return null;
  const [change, failure] = [Date.parse(broke.change.at), Date.parse(broke.failure.at)];
  if (!Number.isFinite(change) || !Number.isFinite(failure)) return null;
  return spans('timeline.broke-after', {
    change: shorten(broke.change.what, 120),
    at: utc(change, failure),
    gap: duration(broke.gapMs),
  });
}
