/**
 * @module agent/services/start-words
 * Why a gateway that is started again and again is refused: between two tries it lives, so its supervisor's log of
 * the tries before tells, not its present state.
 */
import { startRefusal } from '../../evidence/readers/start-refusal.ts';
import type { Fact } from '../../protocol/evidence.ts';

/** The refusal of the last try as something that holds now; nothing where no start was refused. */
export function refusalOfTries(text: string, subject: string): Fact[] {
  const found = startRefusal
    .read(text, { gateway: subject, kind: 'log' })
    .filter(({ fact }) => fact === 'gateway.start.refusal' || fact === 'gateway.start.refusal-text');
  // A time before the present try would make it a thing of the past.
  return found.map(({ at: _, ...rest }) => rest);
}

/** Exit code of a refusal of the configuration (OpenClaw 2026.9.6; sysexits(3), EX_CONFIG). */
export const REFUSED = 78;
