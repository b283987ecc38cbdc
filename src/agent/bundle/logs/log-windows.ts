/**
 * @module agent/bundle/logs/log-windows
 * Chooses what of a long log is shown: about 200 lines around each event, of a thousand like events the first and the
 * last ones. Lines are known by their number, so that nothing of the log is held in memory meanwhile.
 */
import type { LogEvent } from './log-events.ts';

export type Numbered = LogEvent & { line: number };

/** Kinds of events that are told apart; a log with more of them is made of noise. */
const MOST_SHAPES = 300;
const FIRST = 2;
const LAST = 3;

export type Group = { first: Numbered[]; last: Numbered[]; count: number };

/** Gathers events as they come, by what they say. */
export function gatherEvents() {
  const groups = new Map<string, Group>();
  let uncounted = 0;
  return {
    add(event: Numbered): void {
      let group = groups.get(event.shape);
      if (group === undefined) {
        if (groups.size >= MOST_SHAPES) {
          uncounted += 1;
          return;
        }
        group = { first: [], last: [], count: 0 };
        groups.set(event.shape, group);
      }
      group.count += 1;
      if (group.first.length < FIRST) group.first.push(event);
      else {
        group.last.push(event);
        if (group.last.length > LAST) group.last.shift();
      }
    },
    groups: () => groups,
    uncounted: () => uncounted,
  };
}

/** What decides most for whoever reads: how it came up, then why it went. */
const RANK: readonly LogEvent['kind'][] = [
  'failed-start',
  'start',
  'closed',
  'refused',
  'policy',
  'fault',
  'reload',
  'end',
  'ready',
];

export type Chosen = {
  /** Lines that are shown: both ends included, in order, none touching another. */
  ranges: { from: number; to: number }[];
  events: { event: Numbered; count: number }[];
  /** Connections whose lines are shown wherever they stand. */
  conns: Set<string>;
};

/** Windows around the events, the most telling first, until `lines` are shown. */
export function chooseWindows(
  groups: ReadonlyMap<string, Group>,
  { total, around, lines }: { total: number; around: number; lines: number },
): Chosen {
  const shown = new Uint8Array(Math.ceil((total + 1) / 8));
  let left = lines;
  const show = (at: number): void => {
    for (let n = Math.max(0, at - around); n <= Math.min(total - 1, at + around) && left > 0; n++) {
      const [byte, bit] = [n >> 3, 1 << (n & 7)];
      if (((shown[byte] ?? 0) & bit) !== 0) continue;
      shown[byte] = (shown[byte] ?? 0) | bit;
      left -= 1;
    }
  };
  const ranked = [...groups.values()].sort((a, b) => rankOf(a) - rankOf(b));
  const events: Chosen['events'] = [];
  const conns = new Set<string>();
  // A first round has the first of each, and the second the last: a bundle that is short of room lacks the repetitions.
  const rounds: ((group: Group) => Numbered | undefined)[] = [
    ({ first }) => first[0],
    ({ last, first }) => last.at(-1) ?? first[1],
    ({ first, last }) => (last.length > 0 ? first[1] : undefined),
    ({ last }) => last.at(-2),
    ({ last }) => last.at(-3),
  ];
  for (const pick of rounds)
    for (const group of ranked) {
      const event = pick(group);
      if (event === undefined || left <= 0) continue;
      show(event.line);
      events.push({ event, count: group.count });
      if (event.conn !== null && conns.size < 200) conns.add(event.conn);
    }
  // How it ended is read first at 3 a.m.
  left += around;
  show(total - 1);
  return {
    ranges: rangesIn(shown, total),
    events: events.sort((a, b) => a.event.line - b.event.line),
    conns,
  };
}

const rankOf = ({ first }: Group): number => RANK.indexOf(first[0]?.kind ?? 'ready');

function rangesIn(shown: Uint8Array, total: number): Chosen['ranges'] {
  const ranges: Chosen['ranges'] = [];
  let open = -1;
  for (let n = 0; n <= total; n++) {
    const is = n < total && ((shown[n >> 3] ?? 0) & (1 << (n & 7))) !== 0;
    if (is && open < 0) open = n;
    if (!is && open >= 0) {
      ranges.push({ from: open, to: n - 1 });
      open = -1;
    }
  }
  return ranges;
}
