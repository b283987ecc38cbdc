/**
 * @module agent/recovery/second-look
 * Looks at the gateway once more before it is interrupted for what may have been one moment's (runbooks/before-restart.ts).
 */
import { setTimeout } from 'node:timers/promises';
import type { Because } from '../../protocol/recovery.ts';
import { mayPass, whyPassing } from '../../runbooks/before-restart.ts';
import type { Triage } from './means.ts';
import { because } from './told-value.ts';

/** Longer than one piece of work holds a loop, shorter than people mind. Milliseconds. */
export const BETWEEN_LOOKS_MS = 6_000;

export type SecondLook = { against: Because | null; before: readonly string[] | null };

/** `before`: what it has shown, where it was needed. */
export async function secondLook(
  { finding, gateway }: { finding: string | null; gateway: string },
  tools: { triage?: Triage | undefined; signal: AbortSignal; say(now: Because): void },
  waitMs = BETWEEN_LOOKS_MS,
): Promise<SecondLook> {
  const { triage, signal, say } = tools;
  if (triage === undefined || !mayPass(finding)) return { against: null, before: null };
  say(because('plan.looks-twice', { finding }));
  await setTimeout(waitMs, undefined, { signal }).catch(() => undefined);
  const second = await triage(gateway, signal);
  return {
    against: whyPassing(finding, second, Math.round(waitMs / 1_000)),
    before: second.looked ? second.findings : null,
  };
}
