/**
 * @module explain/meta
 * Findings about the evidence itself, for texts that nobody could look behind: it points two ways at once, it
 * lacks what would decide, or everything is there and only the vendor can help. They come after every cause
 * and are never claims; a look at a live host does not need them.
 */

import { LOGS, STATUS } from '../diagnosis/cards/commands.ts';
import type { FactBase } from '../diagnosis/fact-base.ts';
import { CLAIM, type Finding, type MetaId } from '../diagnosis/finding.ts';
import { change, look } from '../diagnosis/fix.ts';
import { related } from '../diagnosis/related.ts';

/** Below this chance nothing of the list is worth acting on. */
const FAINT = 0.7;

/**
 * What is to be said of one gateway's text besides its causes. `decided` are the findings whose rule decided
 * before they were weighed against each other; `reconciled` is what came out, best first.
 */
export function metaFindings(
  factBase: FactBase,
  gateway: string,
  decided: readonly Finding[],
  reconciled: readonly Finding[],
): Finding[] {
  const make = (id: MetaId, confidence: number, params: Record<string, string>): Finding => ({
    id,
    gateway: gateway.slice(gateway.indexOf(':') + 1),
    layer: 'work',
    severity: 4,
    confidence,
    params,
    for: [],
    against: [],
    checks: id === 'needs-vendor' ? [look('openclaw --version'), LOGS] : [STATUS, LOGS],
    fixes: [id === 'needs-vendor' ? change('openclaw gateway diagnostics export') : STATUS],
    remediation: id === 'needs-vendor' ? 'vendor-escalate' : 'operator-manual',
  });
  if (reconciled.some((f) => f.confidence >= CLAIM)) return [];
  const [one] = decided;
  const other = one && decided.find((f) => !related(f.id, one.id));
  if (one && other) return [make('conflicting-evidence', 0.1, { one: one.id, other: other.id })];

  const said = (fact: string, word?: string) =>
    factBase.look(gateway, fact).counting.some((o) => word === undefined || o.value === word);
  const missing = [
    ...(said('text.version') ? [] : ['the version']),
    ...(said('text.kind') ? [] : ['lines of the log or output of a command']),
  ];
  if (
    missing.length === 0 &&
    said('symptom.word', 'after-update') &&
    said('symptom.word', 'healthy-elsewhere')
  )
    return [make('needs-vendor', 0.15, {})];
  const best = Math.max(0, ...reconciled.map((f) => f.chance ?? f.confidence));
  const about = reconciled.length > 0 || said('symptom.word');
  if (about && missing.length > 0 && best < FAINT)
    return [make('incomplete-evidence', 0.1, { missing: missing.join(', ') })];
  return [];
}
