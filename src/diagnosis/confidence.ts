/**
 * @module diagnosis/confidence
 * How sure is a finding? Rules never ask where a fact comes from; this file alone does. What the live host
 * shows is nearly certain, one log line is a lead, pasted text is worth what its words are worth, and what
 * somebody told us is a symptom. Figures are those of the operators' guide: 0.9 up, 0.6, up to 0.8, 0.3.
 */

import type { Answer } from './condition.ts';
import type { Observation } from './fact-base.ts';
import type { Rule } from './rule.ts';

const HOUR = 3_600_000;
/** What goes on is written again within five minutes, as the checks of OpenClaw 2026.9.6 come. */
const PASSES = 6 * 60_000;
const BELOW_CLAIM = 0.45;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
/** The same client again and again within minutes (asked for by the rule): no passer-by does that. */
const goesOn = (list: readonly Observation[]) => list.some((o) => o.fact === 'connect.attempts-lately');
const has = (list: readonly Observation[], how: Observation['how']) => list.some((o) => o.how === how);

export type Weighing = {
  decisive: Answer;
  supporting: readonly Answer[];
  hints: readonly Answer[];
  contradicting: readonly Answer[];
  /** Epoch ms of the diagnosis. */
  now: number;
};

/** Confidence 0..1 of one rule, or null where nothing is worth mentioning. Two decimals, deterministic. */
export function confidenceOf(rule: Rule, w: Weighing): number | null {
  const raised = w.supporting.filter((a) => a.truth === 'yes');
  if (w.decisive.truth === 'no') return null;
  if (w.decisive.truth === 'unknown') {
    const hints = w.hints.filter((a) => a.truth === 'yes');
    if (hints.length === 0) return null;
    // A log full of faint hints is what every busy gateway has; they are worth nothing by themselves.
    if (hints.every((a) => a.used.every((o) => o.how === 'log'))) return null;
    const told = hints.every((a) => a.used.every((o) => o.how === 'told'));
    const base = told ? 0.25 : 0.34;
    const citations = 0.04 * (hints.length - 1);
    const mention = base + Math.min(citations, 0.1) + 0.03 * raised.length;
    return round(clamp(mention - penalty(w), 0.05, BELOW_CLAIM));
  }
  const base = clamp(decided(rule, w.decisive.used, raised, w.now), 0.05, 0.98);
  if (w.contradicting.some((a) => a.truth === 'yes')) return round(Math.min(base * 0.5, BELOW_CLAIM));
  return round(base);
}

const penalty = (w: Weighing) => (w.contradicting.some((a) => a.truth === 'yes') ? 0.2 : 0);

function decided(rule: Rule, used: readonly Observation[], raised: readonly Answer[], now: number): number {
  const text = rule.fromText ?? 0.65;
  if (has(used, 'live')) return 0.92 + 0.02 * raised.length;
  if (has(used, 'log')) {
    const newest = Math.max(...used.filter((o) => o.how === 'log').map((o) => o.at));
    const over = now - newest > (rule.passes ? PASSES : HOUR);
    const hostAgrees = raised.some((a) => has(a.used, 'live'));
    if (hostAgrees && !(rule.passes && over)) return 0.9 + 0.02 * (raised.length - 1);
    const quiet = text < 0.5 || (rule.quietInLog && !goesOn(used));
    const base = quiet ? Math.min(text, BELOW_CLAIM) : 0.6 + 0.03 * raised.length;
    return over ? Math.min(base, BELOW_CLAIM) : Math.min(base, 0.75);
  }
  if (has(used, 'pasted')) return Math.min(text + 0.03 * raised.length, 0.8);
  return Math.min(0.3 + 0.03 * raised.length, text, BELOW_CLAIM);
}

const round = (value: number) => Math.round(value * 100) / 100;
