/**
 * @module agent/recovery/acts/applied
 * Whether the gateway works by the file that it was given: saved and not in force looks like a repair and is none.
 */
import { setTimeout } from 'node:timers/promises';
import type { Act, ActResult } from '../../../runbooks/act.ts';
import { adminDoor } from '../../gateway-admin/door.ts';
import { configNow } from '../config-now.ts';
import { openSite, type SiteOptions } from '../site.ts';
import { tellsOfFile } from '../tells-of-file.ts';
import { because } from '../told-value.ts';
import { servesNow } from './comes-back.ts';

const LIMIT_MS = 240_000;
/** A hot reload takes up to 3 s, on a machine short of processor time 30 s (2026.9.6, observed). Milliseconds. */
const PATIENCE_MS = 90_000;
/** Some keys make it restart itself; so long it may be away for that. Milliseconds. */
const AWAY_MS = 180_000;
/** A gateway that just came up may refuse to talk for a moment. Milliseconds. */
const UNASKED_MS = 15_000;
const STEP_MS = 500;
/** Right after a write a busy gateway still tells of the file before it, and calls that applied. Milliseconds. */
const SETTLES_MS = 3_000;

type Seen = 'yes' | 'not-yet' | 'invalid' | 'unasked';

/** `valid && configRevisionHash === appliedConfigHash` (2026.9.6); older releases have no such hashes. */
async function ask(options: SiteOptions, gateway: string, signal: AbortSignal, since: number): Promise<Seen> {
  const door = adminDoor({ ...options, gateway });
  const told = await door({ signal, since }, ({ admin }) => admin.ask('config.get'));
  if (!told.ok || !told.value.ok) return 'unasked';
  const { valid, configRevisionHash, appliedConfigHash, raw } = told.value.value;
  const opened = await openSite(gateway, options, signal);
  const saved = opened.ok ? configNow(opened.site).value : null;
  if (!tellsOfFile(raw, saved)) return 'not-yet';
  if (!valid) return 'invalid';
  if (configRevisionHash == null || appliedConfigHash == null) return 'unasked';
  return configRevisionHash === appliedConfigHash ? 'yes' : 'not-yet';
}

export const applied = (options: SiteOptions): Act => ({
  id: 'applied',
  mutates: false,
  limitMs: LIMIT_MS,
  async do({ memory, signal, say }): Promise<ActResult> {
    const times = Object.values(memory.told).map(({ at }) => (typeof at === 'number' ? at : 0));
    const since = Math.max(memory.plan.madeAt, ...times);
    const began = performance.now();
    // It was away: what it may take to be asked counts from when it serves again.
    let askedAt = began;
    for (;;) {
      const seen = await ask(options, memory.plan.gateway, signal, since);
      if (seen === 'yes' && Date.now() - since >= SETTLES_MS) return { ok: true, told: { asked: true } };
      const waited = performance.now() - began;
      if (seen === 'unasked' && !signal.aborted && waited < AWAY_MS) {
        const now = await servesNow(options, memory.plan.gateway, signal);
        if (now === 'away') {
          say(because('applied.restarts-itself'));
          askedAt = performance.now();
          await setTimeout(STEP_MS, undefined, { signal }).catch(() => undefined);
          continue;
        }
      }
      // Where it cannot be asked, acceptance has the word.
      if (seen === 'unasked' && (signal.aborted || performance.now() - askedAt > UNASKED_MS))
        return { ok: true, told: { asked: false } };
      if (signal.aborted || performance.now() - askedAt > PATIENCE_MS)
        return { ok: false, because: because(seen === 'invalid' ? 'config.invalid' : 'config.not-in-force') };
      say(because('applied.waits'));
      await setTimeout(STEP_MS, undefined, { signal }).catch(() => undefined);
    }
  },
});
