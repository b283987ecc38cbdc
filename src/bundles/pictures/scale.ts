/**
 * @module bundles/pictures/scale
 * Where a moment stands on a line of limited length. A night without events would press the minute of the fault into one
 * point, so long gaps are folded; each fold is drawn as one and says how long it is.
 */

/** Moments are epoch ms, places are units of the picture. */
export type Stretch = { from: number; to: number; x: number; width: number };
export type Fold = { ms: number; x: number; width: number };
export type Scale = { place(at: number): number; stretches: readonly Stretch[]; folds: readonly Fold[] };

const FOLD_WIDTH = 54;
const MOST_FOLDS = 6;
/** A gap is folded if it is this share of what is not folded yet, and at least this long. */
const SHARE = 0.3;
const SHORTEST_MS = 60_000;
/** Even a single moment takes some room, for its mark and its time. */
const LEAST_WIDTH = 34;

/** `moments` may come in any order; `x` and `width` are where the line lies. */
export function scaleOf(moments: readonly number[], x: number, width: number): Scale {
  const sorted = [...new Set(moments)].sort((a, b) => a - b);
  const ranges = split(sorted);
  const folded = ranges.length - 1;
  const spans = ranges.map(({ from, to }) => to - from);
  const total = spans.reduce((sum, span) => sum + span, 0);
  const free = Math.max(0, width - folded * FOLD_WIDTH - ranges.length * LEAST_WIDTH);
  const stretches: Stretch[] = [];
  const folds: Fold[] = [];
  let at = x;
  for (const [index, range] of ranges.entries()) {
    const share = total === 0 ? 1 / ranges.length : (spans[index] ?? 0) / total;
    const own = LEAST_WIDTH + free * share;
    stretches.push({ ...range, x: at, width: own });
    at += own;
    const next = ranges[index + 1];
    if (next === undefined) continue;
    folds.push({ ms: next.from - range.to, x: at, width: FOLD_WIDTH });
    at += FOLD_WIDTH;
  }
  return { stretches, folds, place: (moment) => placeIn(stretches, moment) };
}

/** Cuts the time at its longest gaps. */
function split(sorted: readonly number[]): { from: number; to: number }[] {
  const [first = 0] = sorted;
  const gaps = sorted.slice(1).map((to, at) => ({ at, ms: to - (sorted[at] ?? to) }));
  let rest = gaps.reduce((sum, { ms }) => sum + ms, 0);
  const cuts = new Set<number>();
  for (const { at, ms } of [...gaps].sort((a, b) => b.ms - a.ms)) {
    if (cuts.size === MOST_FOLDS || ms < SHORTEST_MS || ms < SHARE * rest) break;
    cuts.add(at);
    rest -= ms;
  }
  const ranges = [{ from: first, to: first }];
  for (const [index, moment] of sorted.entries()) {
    const last = ranges.at(-1);
    if (cuts.has(index - 1)) ranges.push({ from: moment, to: moment });
    else if (last !== undefined) last.to = moment;
  }
  return ranges;
}

/** A moment within a fold stands at its nearer side; one outside of all at the end. */
function placeIn(stretches: readonly Stretch[], moment: number): number {
  const half = LEAST_WIDTH / 2;
  let nearest = { x: 0, off: Number.POSITIVE_INFINITY };
  for (const { from, to, x, width } of stretches) {
    const inner = width - 2 * half;
    const inside = Math.min(to, Math.max(from, moment));
    const share = to === from ? 0.5 : (inside - from) / (to - from);
    const off = Math.abs(moment - inside);
    if (off < nearest.off) nearest = { x: x + half + inner * share, off };
  }
  return nearest.x;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12, 24, 48, 168].map((n) => n * HOUR),
];
/** Times closer than this cannot be read. */
const BETWEEN = 64;

/** The times that are written under a stretch: round ones, or its only moment. */
export function ticksOf(stretch: Stretch, place: Scale['place']): number[] {
  const { from, to, width } = stretch;
  if (to - from < SECOND || width < BETWEEN + LEAST_WIDTH) return [from];
  const room = Math.max(1, Math.floor((width - LEAST_WIDTH) / BETWEEN));
  const step = STEPS.find((one) => (to - from) / one <= room) ?? (to - from) / room;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  // The beginning of a stretch is where a reader comes out of a fold: it has its time if there is room for it.
  const [first] = ticks;
  if (first === undefined || place(first) - place(from) >= BETWEEN) ticks.unshift(from);
  return ticks;
}
