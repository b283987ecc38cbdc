/**
 * @module agent/recovery/acts/repair
 * Carries out the planned repair of files, which is planned anew from the state of this moment: a file that has changed
 * since people agreed is left alone.
 */
import type { ActResult } from '../../../runbooks/act.ts';
import { changeFiles } from '../change-files.ts';
import { plannedRepair } from '../planned-repair.ts';
import { repairCalled } from '../repairs/index.ts';
import { statesOf } from '../snapshot.ts';
import { because } from '../told-value.ts';
import { withSite } from './with-site.ts';

const REPAIR_MS = 120_000;

export const repairApply = withSite({
  id: 'repair.apply',
  mutates: true,
  limitMs: REPAIR_MS,
  async do(site, { memory, signal }): Promise<ActResult> {
    const planned = plannedRepair(memory);
    const repair = planned && repairCalled(planned.id);
    if (!planned || !repair)
      return { ok: false, because: because('repair.not-here', { id: planned?.id ?? 'none' }) };
    const staged = await repair.stage(site, planned.args);
    if (!staged.ok) return staged;
    const changed = await changeFiles(site, memory.run, staged.files, {
      whole: planned.args.whole === true,
      mayTouch: repair.mayTouch,
      signal,
    });
    if (!changed.ok) return changed;
    return {
      ok: true,
      told: { files: changed.files, repair: repair.id, at: site.now() },
      changed: changed.files.length > 0 ? memory.plan.changes : [],
    };
  },
  async seen(site, { memory }) {
    const states = statesOf(site.ownDir, memory.run).map(({ state }) => state);
    // Nothing is written before it is noted.
    if (states.every((state) => state === 'as-before')) return 'not-done';
    return states.every((state) => state === 'ours') ? 'done' : 'unknown';
  },
});
