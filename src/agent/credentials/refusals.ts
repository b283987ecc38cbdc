/**
 * @module agent/credentials/refusals
 * Remembers refused credentials on disk, so that triage never makes the gateway's failed-auth delay or lock
 * worse: at most two refusals a gateway in ten minutes. OpenClaw 2026.9.6 answers each wrong credential
 * slower than the last, and a locked limiter refuses the right one too.
 */
import { join } from 'node:path';
import * as z from 'zod';
import { readPrivate, writePrivate } from '../private-files.ts';

const Refusal = z.object({
  gateway: z.string(),
  /** Fingerprint of the copy, so that a changed one may be tried. */
  fingerprint: z.string(),
  /** The process it was shown to: a restarted gateway may be asked again. */
  startedAt: z.number(),
  /** Epoch ms. */
  at: z.number(),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  message: z.string().nullable(),
  closeCode: z.number().nullable(),
  closeReason: z.string().nullable(),
  /** Epoch ms from which the same copy may be shown again. */
  until: z.number(),
});
export type Refusal = z.infer<typeof Refusal>;

export const WINDOW_MS = 10 * 60_000;
const MOST = 2;

export type Refusals = {
  /** The refusal of this very copy by this very process, if it is recent. */
  of(gateway: string, fingerprint: string, startedAt: number, now: number): Refusal | null;
  /** May one more credential be shown to this gateway? What was refused before `since` says nothing any more. */
  mayTry(gateway: string, now: number, since?: number): boolean;
  remember(refusal: Refusal): void;
};

function keptIn(path: string): Refusal[] {
  try {
    return z.array(Refusal).parse(JSON.parse(readPrivate(path) ?? '[]'));
  } catch {
    return []; // Unreadable memory is no memory; the limit then counts from now.
  }
}

const isSame = (one: Refusal, other: Refusal): boolean =>
  one.gateway === other.gateway && one.fingerprint === other.fingerprint && one.at === other.at;

export function refusalsIn(stateDir: string): Refusals {
  const path = join(stateDir, 'refusals.json');
  /** What this look has met itself: where nothing can be written, it is all there is. */
  const own: Refusal[] = [];
  /** Read anew each time: other looks, each a process of its own, meet refusals too. */
  const known = (): Refusal[] => {
    const kept = keptIn(path);
    return [...kept, ...own.filter((mine) => !kept.some((one) => isSame(one, mine)))];
  };
  const recent = (gateway: string, now: number) =>
    known().filter((one) => one.gateway === gateway && now - one.at < WINDOW_MS);
  return {
    of: (gateway, fingerprint, startedAt, now) =>
      recent(gateway, now).findLast(
        (one) =>
          one.fingerprint === fingerprint && now < one.until && Math.abs(one.startedAt - startedAt) < 2_000,
      ) ?? null,
    mayTry: (gateway, now, since = 0) => recent(gateway, now).filter(({ at }) => at >= since).length < MOST,
    remember(refusal) {
      own.push(refusal);
      try {
        writePrivate(path, JSON.stringify(known().filter((one) => refusal.at - one.at < WINDOW_MS)));
      } catch {
        return; // No state directory to write to: this run still remembers.
      }
    },
  };
}
