/**
 * @module agent/recovery/acts/look-again
 * Whether the finding that it started from is gone. A gateway that works by acceptance and still shows the fault is not
 * recovered: the fault was another one, or it comes back.
 */
import { setTimeout } from 'node:timers/promises';
import type { Act, ActResult, ActTools } from '../../../runbooks/act.ts';
import type { Means } from '../means.ts';
import { restartsItself } from '../restarts-itself.ts';

/**
 * A gateway that has just come up says so to all probes only after a while, and one that has loaded a file may tell of
 * what failed before: its `health` answers from a cache (2026.9.6, observed). Looks, and milliseconds between them.
 */
const LOOKS = 9;
const BETWEEN_MS = 5_000;
/** Of a gateway that ended again and again nobody can say that it stays before it has stayed for two minutes. */
const MORE_LOOKS = 24;

export function lookAgain({ triage }: Means, betweenMs = BETWEEN_MS): Act {
  return {
    id: 'look-again',
    mutates: false,
    limitMs: 240_000,
    async do({ memory, signal }: ActTools): Promise<ActResult> {
      const { finding, gateway, acceptance } = memory.plan;
      // It comes after acceptance, which a failed turn would have ended.
      const turnWorkedAt = acceptance === 'full' ? Date.now() : undefined;
      let last: ActResult = { ok: false, because: { code: 'look-again.could-not-look', params: {} } };
      const looks = restartsItself(finding) ? MORE_LOOKS : LOOKS;
      for (let n = 0; n < looks && !signal.aborted; n++) {
        if (n > 0) await setTimeout(betweenMs, undefined, { signal }).catch(() => undefined);
        const { findings, verdict, looked } = await triage(gateway, signal, turnWorkedAt);
        if (!looked || verdict === 'unknown') continue;
        const told = { still: findings.slice(0, 16), verdict };
        if (verdict === 'down')
          last = {
            ok: false,
            because: { code: 'look-again.down', params: { still: findings.join(', ').slice(0, 400) } },
          };
        else if (finding !== null && findings.includes(finding))
          last = { ok: false, because: { code: 'look-again.still', params: { finding } } };
        else return { ok: true, told };
      }
      return last;
    },
  };
}
