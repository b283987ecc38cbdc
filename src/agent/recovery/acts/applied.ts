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
/** A credential that it has not loaded yet is shown again after so long; each refusal counts with it. Milliseconds. */
const REFUSED_MS = 15_000;
const STEP_MS = 500;
/** Right after a write a busy gateway still tells of the file before it, and calls that applied. Milliseconds. */
const SETTLES_MS = 3_000;

type Seen = 'yes' | 'not-yet' | 'invalid' | 'refused' | 'unasked';

/** `valid && configRevisionHash === appliedConfigHash` (2026.9.6); older releases have no such hashes. */
async function ask(options: SiteOptions, gateway: string, signal: AbortSignal, since: number): Promise<Seen> {
  const door = adminDoor({ ...options, gateway });
  const told = await door({ signal, since }, ({ admin }) => admin.ask('config.get'));
  if (!told.ok && told.because.code.startsWith('gateway.refused')) return 'refused';
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
    const changed = Math.max(memory.plan.madeAt, ...times);
    // What it refused before it loaded the file says nothing of what it does with it.
    let since = changed;
    const began = performance.now();
    // It was away: what it may take to be asked counts from when it serves again.
    let askedAt = began;
    const told = (asked: boolean): ActResult => ({
      ok: true,
      told: since > changed ? { asked, at: since } : { asked },
    });
    for (;;) {
      const seen = await ask(options, memory.plan.gateway, signal, since);
      if (seen === 'yes' && Date.now() - changed >= SETTLES_MS) return told(true);
      const [now, waited] = [performance.now(), performance.now() - askedAt];
      const away =
        (seen === 'unasked' || seen === 'refused') &&
        !signal.aborted &&
        now - began < AWAY_MS &&
        (await servesNow(options, memory.plan.gateway, signal)) === 'away';
      if (away) askedAt = now;
      if (away || (seen === 'refused' && Date.now() - since > REFUSED_MS)) since = Date.now();
      // Where it cannot be asked, acceptance has the word.
      const patience = seen === 'refused' ? PATIENCE_MS : UNASKED_MS;
      if ((seen === 'unasked' || seen === 'refused') && !away && (signal.aborted || waited > patience))
        return told(false);
      if (signal.aborted || (!away && waited > PATIENCE_MS))
        return { ok: false, because: because(seen === 'invalid' ? 'config.invalid' : 'config.not-in-force') };
      say(because(away ? 'applied.restarts-itself' : 'applied.waits'));
      await setTimeout(STEP_MS, undefined, { signal }).catch(() => undefined);
    }
  },
});
