/**
 * @module explain/leads/settle
 * Text alone: joins what the rules found with what the words lean towards. A rule that decided stays a claim
 * only while the words do not clearly point elsewhere; where nothing decides, the loudest lean comes first
 * as a guess below the claim.
 */
import { CLAIM, type Finding } from '../../diagnosis/finding.ts';
import { kin } from '../../diagnosis/kin.ts';
import { putCausesFirst } from './causes.ts';
import type { Lean } from './lean.ts';

/** What a rule's confidence is worth beside the words. */
const WORTH = 8;
/** A claim from text must be this many times as loud as the next finding of another family. */
const AHEAD = 1.5;
const BELOW_CLAIM = 0.45;
const GUESS_FROM = 0.75;

/** What is felt when something else is wrong: it leads only where nothing else has as much to say. */
const FELT: ReadonlySet<string> = new Set([
  'gateway-unreachable',
  'service-stopped',
  'service-crash-loop',
  'unknown-clean-close',
  'handshake-timeout',
]);
const FELT_SHARE = 0.75;

export type Guess = (id: string, lean: Lean, confidence: number) => Finding | null;

/** Findings with settled confidences; `guess` makes a finding of a rule that only words speak for. */
export function settle(found: readonly Finding[], leans: ReadonlyMap<string, Lean>, guess: Guess): Finding[] {
  const total = new Map<string, number>([...leans.values()].map((lean) => [lean.id, lean.points]));
  for (const f of found) total.set(f.id, (total.get(f.id) ?? 0) + WORTH * f.confidence);
  for (const [id, points] of total) if (FELT.has(id)) total.set(id, points * FELT_SHARE);
  const said = new Set([...leans.values()].flatMap((lean) => lean.for.map((o) => String(o.value))));
  const doubted = putCausesFirst(total, said);
  const loudest = Math.max(0, ...total.values());
  const settled = (f: Finding): Finding => {
    const points = total.get(f.id) ?? 0;
    const rival = Math.max(0, ...[...total].filter(([id]) => !kin(id, f.id)).map(([, p]) => p));
    const stands = f.confidence >= CLAIM && points >= AHEAD * rival && !doubted.has(f.id);
    return stands ? f : { ...f, confidence: below(points, loudest) };
  };
  const known = new Set(found.map((f) => f.id));
  const guesses = [...leans.values()]
    .filter((lean) => !known.has(lean.id) && lean.points >= GUESS_FROM)
    .map((lean) => guess(lean.id, lean, below(total.get(lean.id) ?? 0, loudest)));
  return [...found.map(settled), ...guesses.filter((f) => f !== null)];
}

/** 0.05 … 0.45: by points, and by how far behind the loudest. */
function below(points: number, loudest: number): number {
  const share = loudest > 0 ? points / loudest : 0;
  const strength = Math.min(1, points / 12);
  return (
    Math.round(100 * Math.min(BELOW_CLAIM, Math.max(0.05, BELOW_CLAIM * share * (0.5 + 0.5 * strength)))) /
    100
  );
}
