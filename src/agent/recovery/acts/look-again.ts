/**
 * @module agent/recovery/acts/look-again
 * Whether the finding that it started from is gone. A gateway that works by acceptance and still shows the fault is not
 * recovered: the fault was another one, or it comes back.
 */
import { setTimeout } from 'node:timers/promises';
import type { Because } from '../../../protocol/recovery.ts';
import type { Act, ActResult, ActTools } from '../../../runbooks/act.ts';
import { GONE_WITHIN_MS, goneWith, restartsItself } from '../../../runbooks/restarts-itself.ts';
import type { Means } from '../means.ts';

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
      let because: Because = { code: 'look-again.could-not-look', params: {} };
      for (;;) {
        const { findings, verdict, looked } = await triage(gateway, signal, turnWorkedAt);
        if (looked && verdict !== 'unknown') {
          const met = goneWith(finding).find((one) => findings.includes(one));
          if (verdict !== 'down' && met === undefined)
            return { ok: true, told: { still: findings.slice(0, 16), verdict } };
          because =
            verdict === 'down' || met === undefined
              ? { code: 'look-again.down', params: { still: findings.join(', ').slice(0, 400) } }
              : { code: 'look-again.still', params: { finding: met } };
        }
        if (signal.aborted || performance.now() - began >= waitsMs) return { ok: false, because };
        if (!said && restartsItself(finding)) say({ code: 'look-again.waits-for-channels', params: {} });
        said = true;
        await setTimeout(waits.between, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}
