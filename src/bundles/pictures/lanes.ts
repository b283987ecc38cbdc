/**
 * @module bundles/pictures/lanes
 * Puts the marks of a timeline into lanes, one above the other where they would cover each other; what finds no room is
 * counted in one mark.
 */
import type { BundleEvent, EventKind } from '../report-input.ts';

export type LaneId = 'changes' | 'gateway' | 'failures' | 'people';

const LANE_OF: Readonly<Record<EventKind, LaneId>> = {
  config: 'changes',
  credential: 'changes',
  package: 'changes',
  service: 'changes',
  restart: 'gateway',
  start: 'gateway',
  'first-failure': 'failures',
  'last-failure': 'failures',
  fault: 'failures',
  closed: 'failures',
  refused: 'failures',
  run: 'people',
  incident: 'people',
  note: 'people',
};
const ORDER: readonly LaneId[] = ['changes', 'gateway', 'failures', 'people'];

/** `label` is the number of the event in the table, or how many more stand here. */
export type Mark = { x: number; row: number; label: string; kind: EventKind; more: boolean };
export type Lane = { id: LaneId; marks: Mark[]; rows: number };

/** Marks nearer than this cover each other, in units of the picture. */
export const MARK_ROOM = 24;
const MOST_ROWS = 4;

/** `numbered` events keep their place in the list as their number. */
export function lanesOf(events: readonly BundleEvent[], place: (at: number) => number): Lane[] {
  return ORDER.flatMap((id) => {
    const own = events.flatMap((event, at) =>
      LANE_OF[event.kind] === id ? [{ event, number: at + 1 }] : [],
    );
    if (own.length === 0) return [];
    const ends: number[] = [];
    const marks: Mark[] = [];
    let crowd: { mark: Mark; count: number } | null = null;
    for (const { event, number } of own) {
      const x = place(event.at);
      const free = Array.from({ length: MOST_ROWS }, (_, row) => row).find(
        (row) => x - (ends[row] ?? Number.NEGATIVE_INFINITY) >= MARK_ROOM,
      );
      if (free !== undefined) {
        ends[free] = x;
        marks.push({ x, row: free, label: String(number), kind: event.kind, more: false });
        continue;
      }
      if (crowd !== null && x - crowd.mark.x < MARK_ROOM) {
        crowd.count += 1;
        crowd.mark.label = `+${crowd.count}`;
        continue;
      }
      crowd = { count: 1, mark: { x, row: MOST_ROWS, label: '+1', kind: event.kind, more: true } };
      marks.push(crowd.mark);
    }
    return [{ id, marks, rows: Math.max(...marks.map(({ row }) => row)) + 1 }];
  });
}
