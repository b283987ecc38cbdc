/**
 * @module agent/recovery/acts/repair
 * Carries out the planned repair of files, and afterwards looks whether the gateway works by them. The repair is planned
 * anew from the state of this moment; a file that has changed since people agreed is left alone.
 */
import { setTimeout } from 'node:timers/promises';
import type { ActResult } from '../../../runbooks/act.ts';
import { conversation } from '../../probes/conversation.ts';
import { changeFiles } from '../change-files.ts';
import { plannedRepair } from '../planned-repair.ts';
import { repairCalled } from '../repairs/index.ts';
import type { Site } from '../site.ts';
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

const APPLIED_MS = 60_000;
const STEP_MS = 1_000;
const TALK_MS = 17_000;

/** What the gateway says of the file that it works by; undefined where it cannot be asked. */
async function inForce(site: Site, signal: AbortSignal): Promise<{ valid: unknown; inForce: unknown }> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TALK_MS)]);
  const { facts } = await conversation.look({ ...site, signal: limit });
  const fact = (name: string) => facts.find(({ fact }) => fact === name)?.value;
  return { valid: fact('config.valid'), inForce: fact('config.in-force') };
}

/** `valid && configRevisionHash === appliedConfigHash` (2026.9.6); after a hot reload this takes up to 3 s. */
export const applied = withSite({
  id: 'applied',
  mutates: false,
  limitMs: APPLIED_MS,
  async do(site, { signal, say }): Promise<ActResult> {
    let last: ActResult = { ok: true, told: { asked: false } };
    for (const until = performance.now() + APPLIED_MS - 5_000; ; ) {
      const now = await inForce(site, signal);
      if (now.inForce === true && now.valid !== false) return { ok: true, told: { asked: true } };
      if (now.inForce === false || now.valid === false)
        last = {
          ok: false,
          because: because(now.valid === false ? 'config.invalid' : 'config.not-in-force'),
        };
      if (signal.aborted || performance.now() > until) return last;
      // One that cannot be asked now cannot be asked in a minute either, but for the moment after its start.
      if (now.inForce === undefined && performance.now() > until - APPLIED_MS / 2) return last;
      say(because('applied.waits'));
      await setTimeout(STEP_MS, undefined, { signal }).catch(() => undefined);
    }
  },
});
