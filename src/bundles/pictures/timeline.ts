/**
 * @module bundles/pictures/timeline
 * What happened when, as a picture on a line of UTC: changes above, failures below them, times without service as bars,
 * the first failure as a line through all. Numbers are the rows of the report's table, which has the words.
 */
import { shortened } from '../foreign.ts';
import { html } from '../html.ts';
import { clock, day, duration } from '../moments.ts';
import type { BundleEvent, EventKind, Outage } from '../report-input.ts';
import { text } from '../say.ts';
import { type Lane, lanesOf, type Mark } from './lanes.ts';
import { type Scale, scaleOf, ticksOf } from './scale.ts';

const WIDTH = 960;
const LEFT = 92;
const TOP = 44;
const ROW = 25;
const LANE_GAP = 12;
/** Height of a time without service, with the gap below it. */
const BAR = 22;

export type TimelinePicture = {
  /** Oldest first, numbered from 1 as in the table. */
  events: readonly BundleEvent[];
  outages?: readonly Outage[];
  first: BundleEvent | null;
  /** The change just before it. */
  suspect: { at: number; what: string; gapMs: number } | null;
  /** What has no end yet reaches to here, epoch ms. */
  until: number;
  /** Unique on the page. */
  id?: string;
};

/** Null where there is nothing to draw. */
export function timelinePicture(picture: TimelinePicture): string | null {
  const { events, outages = [], first, suspect, until, id = 'timeline' } = picture;
  if (events.length === 0) return null;
  const bars = outages.filter(({ from, to }) => from <= (to ?? until)).slice(0, 12);
  const moments = [
    ...events.map(({ at }) => at),
    ...bars.flatMap(({ from, to }) => [from, to ?? until]),
    ...(suspect === null ? [] : [suspect.at]),
  ];
  const scale = scaleOf(moments, LEFT, WIDTH - LEFT - 8);
  const lanes = lanesOf(events, scale.place);
  const placed = placeLanes(lanes, bars.length);
  const height = placed.bottom + 58;
  const title =
    first === null
      ? text('picture.timeline')
      : text('picture.timeline-first', { at: `${day(first.at)} ${clock(first.at)}` });
  const parts = [
    ...placed.lanes.map(({ id: lane, y, height: tall }, at) => laneGround(lane, y, tall, at)),
    ...bars.map((bar, at) => barOf(bar, placed.barsAt + at * BAR, scale, until)),
    ...axis(scale, placed.bottom),
    ...(suspect === null ? [] : [upright('suspect', scale.place(suspect.at), placed.bottom, TOP - 26)]),
    ...(first === null ? [] : [upright('first', scale.place(first.at), placed.bottom, TOP - 10)]),
    ...(suspect === null
      ? []
      : [
          flag(
            'suspect',
            scale.place(suspect.at),
            12,
            text('picture.suspect', { gap: duration(suspect.gapMs), what: shortened(suspect.what, 60) }),
          ),
        ]),
    ...(first === null
      ? []
      : [flag('first', scale.place(first.at), 30, text('picture.first', { at: clock(first.at) }))]),
    ...placed.lanes.flatMap(({ marks, y }) => marks.map((mark) => markOf(mark, y))),
  ];
  const told = events
    .map(({ at, what }, number) => `${number + 1} ${clock(at)} ${what.slice(0, 80)}`)
    .join('; ');
  return `<svg class="picture timeline" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${html(title)}</title><desc id="${id}-desc">${html(told)}</desc>${parts.join('')}</svg>`;
}

type Placed = Lane & { y: number; height: number };

function placeLanes(
  lanes: readonly Lane[],
  bars: number,
): { lanes: Placed[]; barsAt: number; bottom: number } {
  let y = TOP;
  let barsAt = TOP;
  const placed = lanes.map((lane): Placed => {
    const height = lane.rows * ROW + 8 + (lane.id === 'failures' ? bars * BAR : 0);
    const one = { ...lane, y, height };
    if (lane.id === 'failures') barsAt = y + lane.rows * ROW + 4;
    y += height + LANE_GAP;
    return one;
  });
  if (bars > 0 && !lanes.some(({ id }) => id === 'failures')) {
    barsAt = y;
    y += bars * BAR + LANE_GAP;
  }
  return { lanes: placed, barsAt, bottom: y };
}

function laneGround(id: Lane['id'], y: number, height: number, at: number): string {
  const name = html(text(`picture.lane-${id}`));
  return `<rect x="0" y="${y}" width="${WIDTH}" height="${height}" rx="4" class="lane ${at % 2 === 0 ? 'even' : 'odd'}"/><text x="8" y="${y + 21}" class="lane-name">${name}</text>`;
}

/** A bar without an end yet is open at its right. */
function barOf({ from, to, what }: Outage, y: number, { place }: Scale, until: number): string {
  const [x, end] = [place(from), place(to ?? until)];
  const width = Math.max(6, end - x);
  const words =
    to === null
      ? text('picture.outage-open', { what })
      : text('picture.outage', { what, length: duration(to - from) });
  const open = to === null ? ' open' : '';
  const inside = width > 260;
  const label = inside
    ? `<text x="${x + 8}" y="${y + 13}" class="bar-name">${html(words)}</text>`
    : `<text x="${x > WIDTH / 2 ? x - 6 : x + width + 6}" y="${y + 13}" class="bar-name beside${x > WIDTH / 2 ? ' end' : ''}">${html(words)}</text>`;
  return `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${BAR - 4}" rx="2" class="bar${open}"/>${label}`;
}

const upright = (kind: 'first' | 'suspect', x: number, bottom: number, top: number): string =>
  `<path d="M${x.toFixed(1)} ${top} V${bottom}" class="upright ${kind}"/>`;

/** Words beside an upright, on the side where there is room. */
function flag(kind: 'first' | 'suspect', x: number, y: number, words: string): string {
  const end = x > WIDTH * 0.62;
  return `<text x="${(end ? x - 6 : x + 6).toFixed(1)}" y="${y}" class="upright-name ${kind}${end ? ' end' : ''}">${html(words)}</text>`;
}

const CHANGES: ReadonlySet<EventKind> = new Set(['config', 'credential', 'package', 'service']);
const FAILURES: ReadonlySet<EventKind> = new Set([
  'first-failure',
  'last-failure',
  'fault',
  'closed',
  'refused',
]);

/** Squares are changes, hexagons failures, a house a start, circles people. */
function markOf({ x, row, label, kind, more }: Mark, laneY: number): string {
  const y = laneY + row * ROW + 16;
  const shape = CHANGES.has(kind)
    ? '<rect x="-10" y="-10" width="20" height="20" rx="2" class="mark change"/>'
    : FAILURES.has(kind)
      ? '<polygon points="-11,0 -6,-10 6,-10 11,0 6,10 -6,10" class="mark failure"/>'
      : kind === 'restart' || kind === 'start'
        ? '<polygon points="-10,10 -10,-4 0,-11 10,-4 10,10" class="mark restart"/>'
        : '<circle r="10.5" class="mark person"/>';
  const loud = kind === 'first-failure' ? ' loud' : '';
  return `<g transform="translate(${x.toFixed(1)} ${y})" class="point${loud}${more ? ' more' : ''}">${shape}<text y="4">${label}</text></g>`;
}

function axis(scale: Scale, y: number): string[] {
  const lines = scale.stretches.map(
    ({ x, width }) => `<path d="M${x.toFixed(1)} ${y} h${width.toFixed(1)}" class="axis"/>`,
  );
  const folds = scale.folds.map(({ x, width, ms }) => {
    const middle = x + width / 2;
    return `<path d="M${x.toFixed(1)} ${y} h${width / 2 - 8} l4 -7 l8 14 l4 -7 h${width / 2 - 8}" class="axis fold"/><text x="${middle.toFixed(1)}" y="${y + 51}" class="fold-name">${html(duration(ms))}</text>`;
  });
  let shown = '';
  const ticks = scale.stretches.flatMap((stretch) =>
    ticksOf(stretch, scale.place).map((at) => {
      const x = scale.place(at).toFixed(1);
      const words = clock(at).replace(/:00$/, '');
      const date = day(at);
      const name =
        date === shown ? '' : `<text x="${x}" y="${y + 34}" class="tick date">${html(date)}</text>`;
      shown = date;
      return `<path d="M${x} ${y} v6" class="axis"/><text x="${x}" y="${y + 20}" class="tick">${words}</text>${name}`;
    }),
  );
  return [...lines, ...folds, ...ticks, `<text x="8" y="${y + 20}" class="lane-name">UTC</text>`];
}
