/**
 * @module metrics/meters
 * Counts what happens, beside the work: for a moment in memory, then in an object of its own, so that on Workers too a
 * counter only rises. Nothing that is counted ever waits for it or fails with it.
 */
import { METERS } from '../hub/counters.ts';
import type { Log } from '../log.ts';
import type { Objects } from '../storage/objects.ts';
import { type CountedName, observed, seriesOf } from './names.ts';

export type Meters = {
  count(name: CountedName, labels?: Readonly<Record<string, string>>): void;
  /** `value` in the unit of its name. */
  observe(name: CountedName, value: number): void;
  /** Since when (epoch ms) this object has a message that cannot be shown; null: it has none any more. */
  behind(who: string, since: number | null): void;
  /** Resolves when all of it has been told, or could not be. */
  told(): Promise<void>;
};

/** What is counted together, in milliseconds: a triage of a thousand hosts is a few messages. */
const TOGETHER_MS = 200;

export function createMeters({ objects, log }: { objects: Objects; log: Log }): Meters {
  let counts: Record<string, number> = {};
  const behind = new Map<string, number | null>();
  let telling: Promise<void> | null = null;

  function add(more: Record<string, number>): void {
    for (const [series, n] of Object.entries(more)) counts[series] = (counts[series] ?? 0) + n;
    telling ??= tell();
  }

  async function tell(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, TOGETHER_MS));
    const taken = { counts, behind: Object.fromEntries(behind) };
    counts = {};
    behind.clear();
    telling = null;
    try {
      await objects.send(METERS, { type: 'count', ...taken } as { type: string });
    } catch (error) {
      // Told with what is counted next.
      for (const [series, n] of Object.entries(taken.counts)) counts[series] = (counts[series] ?? 0) + n;
      for (const [who, since] of Object.entries(taken.behind)) if (!behind.has(who)) behind.set(who, since);
      log.warn({ error: String(error).slice(0, 300) }, 'What was counted could not be kept');
    }
  }

  return {
    count: (name, labels) => add({ [seriesOf(name, labels)]: 1 }),
    observe: (name, value) => add(observed(name, value)),
    behind(who, since) {
      behind.set(who, since);
      telling ??= tell();
    },
    told: async () => void (await telling),
  };
}
