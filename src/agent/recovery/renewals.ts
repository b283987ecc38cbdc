/**
 * @module agent/recovery/renewals
 * What an act of a run has taken for a short while is renewed as long as the run needs it: also while people are asked,
 * and by the process that goes on after a crash. It goes by the run's rows alone, so that nothing is renewed that was
 * not taken, and nothing comes after it was given back.
 */
import type { Act } from '../../runbooks/act.ts';
import type { Row, Run } from '../../runbooks/run-record.ts';

/** One renewal; the next comes in time after one that failed. Milliseconds. */
const LIMIT_MS = 15_000;

export function renewals(acts: ReadonlyMap<string, Act>) {
  /** By row: when it was last renewed, epoch ms. */
  const last = new Map<number, number>();
  const running = new Map<string, Promise<unknown>>();

  function due(run: Run, { n, act, state, endedAt }: Row, now: number): Act['keeps'] | null {
    const keeps = acts.get(act)?.keeps;
    if (keeps === undefined || state !== 'done' || running.has(keeps.until)) return null;
    if (run.rows.some((row) => row.n > n && row.act === keeps.until && row.begun > 0)) return null;
    return now - (last.get(n) ?? endedAt ?? 0) < keeps.everyMs ? null : keeps;
  }

  return {
    /** Begins what is due at `now` (epoch ms). */
    beat(run: Run, now: number): void {
      for (const row of run.rows) {
        const keeps = due(run, row, now);
        if (!keeps) continue;
        last.set(row.n, now);
        const memory = { run: run.id, plan: run.plan, told: run.told };
        const renewed = keeps
          .renew({ memory, signal: AbortSignal.timeout(LIMIT_MS) })
          .catch(() => undefined)
          .finally(() => running.delete(keeps.until));
        running.set(keeps.until, renewed);
      }
    },
    /** Resolves when nothing is on its way that would come after this act. */
    settled: (act: string): Promise<unknown> => running.get(act) ?? Promise.resolve(),
  };
}
