/**
 * @module protocol/look-bounds
 * How much one look may bring: counted before anything is checked, redacted or judged, because each of these costs
 * as much as what it is given, and a host can be in other hands. What fits is kept, in order, and the rest is said.
 */
import type { Evidence } from './evidence.ts';
import {
  MAX_LOOK_BYTES,
  MAX_LOOK_FACTS,
  MAX_LOOK_GATEWAYS,
  MAX_LOOK_PIECES,
  MAX_LOOK_SUBJECTS,
} from './limits.ts';

/** What a look weighs so far; bytes as they came. */
export type Weight = { bytes: number; pieces: number; facts: number };

/** Counts pieces of evidence that nobody has checked yet; nothing in them is trusted. */
export function weigh(pieces: readonly unknown[], bytes: number): Weight {
  let facts = 0;
  for (const piece of pieces) {
    const list = (piece as { facts?: unknown } | null)?.facts;
    if (Array.isArray(list)) facts += list.length;
  }
  return { bytes, pieces: pieces.length, facts };
}

/** Which bound these go past together, in words; null when there is room. */
export function pastBounds(...weights: readonly Weight[]): string | null {
  const sum = (of: keyof Weight): number => weights.reduce((all, one) => all + one[of], 0);
  if (sum('bytes') > MAX_LOOK_BYTES) return `more than ${MAX_LOOK_BYTES / 1_048_576} MiB of evidence`;
  if (sum('pieces') > MAX_LOOK_PIECES) return `more than ${MAX_LOOK_PIECES} pieces of evidence`;
  return sum('facts') > MAX_LOOK_FACTS ? `more than ${MAX_LOOK_FACTS} facts` : null;
}

export type Bounded = {
  kept: Evidence[];
  /** Why some was left out, in words; null when nothing was. */
  over: string | null;
};

/** The evidence of one look up to the first fact or piece that goes past a bound. Pure. */
export function withinBounds(evidence: readonly Evidence[]): Bounded {
  const kept: Evidence[] = [];
  const subjects = new Set<string>();
  const gateways = new Set<string>();
  let facts = 0;
  let over: string | null = null;

  const name = (subject: string): boolean => {
    subjects.add(subject);
    const root = subject.split('/', 1)[0] ?? subject;
    if (root.startsWith('gateway')) gateways.add(root);
    if (gateways.size > MAX_LOOK_GATEWAYS) over = `more than ${MAX_LOOK_GATEWAYS} gateways`;
    else if (subjects.size > MAX_LOOK_SUBJECTS)
      over = `facts about more than ${MAX_LOOK_SUBJECTS} gateways, clients and other things`;
    return over === null;
  };

  for (const piece of evidence) {
    if (kept.length >= MAX_LOOK_PIECES) over = `more than ${MAX_LOOK_PIECES} pieces of evidence`;
    if (over !== null || !name(piece.subject)) break;
    let fits = 0;
    for (const { subject } of piece.facts) {
      if (facts >= MAX_LOOK_FACTS) over = `more than ${MAX_LOOK_FACTS} facts`;
      if (over !== null || !name(subject)) break;
      fits += 1;
      facts += 1;
    }
    kept.push(fits === piece.facts.length ? piece : { ...piece, facts: piece.facts.slice(0, fits) });
  }
  return { kept, over };
}
