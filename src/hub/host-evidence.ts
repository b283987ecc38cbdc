/**
 * @module hub/host-evidence
 * What one frame of evidence holds, made ready to be stored: weighed first, then checked piece by piece, then once
 * more without secrets. All of it before the transaction, so that the costly part can be done in slices.
 */
import { digestOf } from '../protocol/canonical.ts';
import { Evidence } from '../protocol/evidence.ts';
import { type Weight, weigh } from '../protocol/look-bounds.ts';
import type { Store } from '../storage/objects.ts';
import { findOrder, tooMuch } from './host-orders.ts';
import type { SessionEvent } from './session.ts';

/** What taking secrets out of one look's evidence may cost the bot altogether, in milliseconds. */
export const REDACT_BUDGET_MS = 2_000;

/** Takes secrets out; what cannot be read within `budgetMs` milliseconds of work does not come back. */
export type Cleaner = (
  pieces: Evidence[],
  budgetMs: number,
) => Promise<{ pieces: Evidence[]; tookMs: number }>;

export type Brought = {
  weight: Weight;
  pieces: Evidence[];
  redactMs: number;
  /** Why it is not taken, in words; then there are no pieces. */
  over: string | null;
  /** A plan in it is not the one that its digest names: what people would agree to is not what they read. */
  altered: boolean;
};

/** Reads the evidence among the events of one frame; null when there is none for an order that is under way. */
export async function bringIn(
  events: readonly SessionEvent[],
  frame: { bytes: number; at: string },
  parts: { store: Store; clean: Cleaner },
): Promise<Brought | null> {
  const event = events.find((one) => one.type === 'evidence');
  const row = event && findOrder(parts.store, event.id);
  if (!event || !row || row.state === 'ended') return null;
  const weight = weigh(event.evidence, frame.bytes);
  const over = tooMuch(row, event.evidence, frame.bytes);
  if (over !== null) return { weight, pieces: [], redactMs: 0, over, altered: false };
  const read = readEvidence(event.evidence, frame.at);
  // Before secrets are taken out of it: the digest is of what the host keeps.
  if (await isAltered(read)) return { weight, pieces: [], redactMs: 0, over, altered: true };
  const { pieces, tookMs } = await parts.clean(read, Math.max(0, REDACT_BUDGET_MS - row.redact_ms));
  return { weight, pieces, redactMs: tookMs, over, altered: false };
}

async function isAltered(pieces: readonly Evidence[]): Promise<boolean> {
  for (const { report } of pieces)
    if (report?.kind === 'plan' && (await digestOf(report.plan)) !== report.digest) return true;
  return false;
}

/** Takes each piece by itself: one that does not fit its form becomes an honest “could not look”. */
function readEvidence(pieces: readonly unknown[], at: string): Evidence[] {
  return pieces.map((piece) => {
    const parsed = Evidence.safeParse(piece);
    if (parsed.success) return parsed.data;
    const claimed = (piece as { probe?: unknown } | null)?.probe;
    return {
      probe: typeof claimed === 'string' ? claimed.slice(0, 64) : 'unknown',
      subject: 'host',
      source: 'the host agent',
      at,
      how: 'live',
      look: 'unavailable',
      why: 'the host agent sent evidence in a form that this bot does not know',
      facts: [],
    };
  });
}
