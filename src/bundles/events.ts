/**
 * @module bundles/events
 * Everything that happened, on one line of time: what the look lists, what logs and journals say, what people did. The
 * picture, the table of the report and timeline.tsv are made from this one list, so that their numbers agree.
 */
import { visibleLine } from './foreign.ts';
import { isMoment } from './moments.ts';
import { type BundleEvent, type BundleReportInput, EVENT_KINDS, type EventKind } from './report-input.ts';
import { text } from './say.ts';

const CHANGES: ReadonlySet<EventKind> = new Set(['config', 'credential', 'package', 'service', 'restart']);
const FAILURES: ReadonlySet<EventKind> = new Set(['first-failure', 'fault', 'closed', 'refused']);

export const isChange = ({ kind }: BundleEvent): boolean => CHANGES.has(kind);

const isKind = (word: string): word is EventKind => (EVENT_KINDS as readonly string[]).includes(word);

/** Oldest first, each once; what has no time that can be believed is left out. */
export function eventsOf(input: BundleReportInput): BundleEvent[] {
  const { triage, events = [], tried = [], story } = input;
  const seen = (triage?.changes ?? []).map(({ at, kind, what, source }) => ({
    at: Date.parse(at),
    kind: isKind(kind) ? kind : ('restart' as const),
    what,
    source,
  }));
  const runs = tried.flatMap(({ at, run, plan, progress }): BundleEvent[] => [
    { at, kind: 'run', what: text('event.run-began', { way: text(`way.${plan.path}`) }), source: run },
    ...(progress.outcome === null
      ? []
      : [
          {
            at: progress.at,
            kind: 'run' as const,
            what: text('event.run-ended', { outcome: text(`outcome.${progress.outcome}`) }),
            source: run,
          },
        ]),
  ]);
  const said = (story?.notes ?? []).map(({ at, by, text: what }) => ({
    at,
    kind: 'note' as const,
    what,
    source: by,
  }));
  const done = (story?.history ?? []).map(({ at, what }) => ({
    at,
    kind: 'incident' as const,
    what,
    source: story?.incident ?? '',
  }));
  const all: BundleEvent[] = [...seen, ...events, ...runs, ...said, ...done].filter(({ at }) => isMoment(at));
  const unique = new Map(all.map((one) => [`${one.at} ${one.kind} ${one.what}`, one]));
  return [...unique.values()].sort(
    (a, b) =>
      a.at - b.at || EVENT_KINDS.indexOf(a.kind) - EVENT_KINDS.indexOf(b.kind) || (a.what < b.what ? -1 : 1),
  );
}

/** Rows of the table and marks of the picture; timeline.tsv has all. */
const MOST_SHOWN = 60;

/** What a reader wants to see in any case; of the many lines of a log, those around the first failure. */
const isKept = (event: BundleEvent): boolean => !['closed', 'refused', 'fault', 'start'].includes(event.kind);

/** Where not all fit: the changes, the failure and the people, then the lines of the log nearest to the failure. */
export function shownEvents(events: readonly BundleEvent[], most = MOST_SHOWN): BundleEvent[] {
  if (events.length <= most) return [...events];
  const first = firstFailure(events)?.at ?? events.at(-1)?.at ?? 0;
  const far = (event: BundleEvent): number => Math.abs(event.at - first);
  const chosen = new Set(
    [...events].sort((a, b) => Number(isKept(b)) - Number(isKept(a)) || far(a) - far(b)).slice(0, most),
  );
  return events.filter((event) => chosen.has(event));
}

/** The first sight of the failure that is claimed, else the first line of a log that says closed or refused. */
export const firstFailure = (events: readonly BundleEvent[]): BundleEvent | null =>
  events.find(({ kind }) => kind === 'first-failure') ??
  events.find(({ kind }) => FAILURES.has(kind)) ??
  null;

const cell = (words: string): string => visibleLine(words).replace(/\\t/g, ' ');

/** timeline.tsv: UTC, kind, what, source. */
export function timelineTsv(events: readonly BundleEvent[]): string {
  const rows = events.map(({ at, kind, what, source }) =>
    [new Date(at).toISOString(), kind, cell(what), cell(source)].join('\t'),
  );
  return `${['utc\tkind\twhat\tsource', ...rows].join('\n')}\n`;
}

/** A timeline.tsv as it was written; lines that are none are left out. */
export function eventsIn(tsv: string): BundleEvent[] {
  return tsv.split('\n').flatMap((line) => {
    const [utc = '', kind = '', what = '', source = ''] = line.split('\t');
    const at = Date.parse(utc);
    return isMoment(at) && isKind(kind) ? [{ at, kind, what, source }] : [];
  });
}
