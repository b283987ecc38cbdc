/**
 * @module agent/recovery/acts/look-again
 * Whether the gateway may be called recovered (runbooks/recovered.ts). One that works by acceptance and still shows the
 * fault is not: the fault was another one, or it comes back.
 */
import { setTimeout } from 'node:timers/promises';
import type { Act, ActResult, ActTools } from '../../../runbooks/act.ts';
import { isUnconfirmed, keepUnconfirmed, whyNotRecovered } from '../../../runbooks/recovered.ts';
import { GONE_WITHIN_MS, restartsItself } from '../../../runbooks/restarts-itself.ts';
import type { Means } from '../means.ts';
import { claimedBefore } from '../planned-repair.ts';

/**
 * A gateway that has just come up says so to all probes only after a while, and one that has loaded a file may tell of
 * what failed before: its `health` answers from a cache (2026.9.6, observed).
 */
const WAITS = { usual: 45_000, ofCrashes: GONE_WITHIN_MS, between: 5_000 };

/** `waits`: how long it is looked for, and the time between two looks. Milliseconds. */
export function lookAgain({ triage }: Means, waits = WAITS): Act {
  return {
    id: 'look-again',
    mutates: false,
    limitMs: GONE_WITHIN_MS + 60_000,
    async do({ memory, signal, say }: ActTools): Promise<ActResult> {
      const { finding, gateway, acceptance } = memory.plan;
      // It comes after acceptance, which a failed turn would have ended.
      const turnWorkedAt = acceptance === 'full' ? Date.now() : undefined;
      const waitsMs = restartsItself(finding) ? waits.ofCrashes : waits.usual;
      const began = performance.now();
      let said = false;
      const before = claimedBefore(memory);
      for (;;) {
        const { findings, verdict, looked } = await triage(gateway, signal, turnWorkedAt);
        const because = whyNotRecovered({ finding, before, after: { looked, verdict, claimed: findings } });
        const told = { still: findings.slice(0, 16), verdict };
        if (because === null) return { ok: true, told };
        if (signal.aborted || performance.now() - began >= waitsMs)
          return isUnconfirmed(because)
            ? { ok: true, told: { ...told, ...keepUnconfirmed(because) } }
            : { ok: false, because };
        if (!said && restartsItself(finding)) say({ code: 'look-again.waits-for-channels', params: {} });
        said = true;
        await setTimeout(waits.between, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}
