/**
 * @module explain/explain
 * What a text says where nobody could look: the facts that it shows are judged as those of a host are, and then held
 * against what its words speak for. Only here do words count; a look at a live host never reads them.
 */

import { RULES } from '../diagnosis/cards/index.ts';
import { citations, SHOWN } from '../diagnosis/citation.ts';
import { classify, type Weighing } from '../diagnosis/classify.ts';
import type { FactBase, Observation } from '../diagnosis/fact-base.ts';
import { CLAIM, type Diagnosis, type Finding } from '../diagnosis/finding.ts';
import { indexOf } from '../diagnosis/rule-index.ts';
import type { Evidence } from '../protocol/evidence.ts';
import { metaFindings } from './meta.ts';
import { likenessOf } from './resemble/likeness.ts';
import { reconcile } from './weights/reconcile.ts';
import { scoresOf } from './weights/score.ts';

/** `evidence` as `pastedEvidence` gives it; `now` is epoch ms. Pure and deterministic, as `classify` is. */
export function explain(evidence: readonly Evidence[], now: number): Diagnosis {
  return classify(evidence, now, RULES, WEIGHING);
}

const WEIGHING: Weighing = {
  heard(found, gateway, factBase) {
    const scores = scoresOf(factBase, gateway);
    const likeness = likenessOf(factBase, gateway);
    if (scores.size === 0 && likeness === null) return null;
    const spoken = (id: string): Observation[] => {
      const seen = likeness?.to.get(id)?.seen;
      return [...(seen === undefined ? [] : [seen]), ...(scores.get(id)?.for ?? [])];
    };
    const reconciled = reconcile(found, { scores, likeness }, (id) => guessed(id, gateway, spoken(id)));
    // What spoke for a finding is shown even where its rule did not decide.
    return reconciled.map((f) => withWords(f, spoken(f.id)));
  },
  about: (gateway: string, factBase: FactBase, decided, ranked) =>
    metaFindings(factBase, gateway, decided, ranked),
};

function withWords(finding: Finding, spoken: readonly Observation[]): Finding {
  if (spoken.length === 0 || finding.confidence >= CLAIM) return finding;
  const known = new Set(finding.for.map((s) => `${s.fact} ${s.value}`));
  const more = citations(spoken).filter((s) => !known.has(`${s.fact} ${s.value}`));
  return { ...finding, for: [...finding.for, ...more].slice(0, SHOWN) };
}

/** A finding that only the words of a text speak for; how sure it is, reconcile says. */
function guessed(id: string, gateway: string, spoken: readonly Observation[]): Finding | null {
  const rule = indexOf(RULES).named(id);
  if (rule === undefined) return null;
  return {
    id,
    gateway: gateway.slice(gateway.indexOf(':') + 1),
    layer: rule.layer,
    severity: rule.severity,
    confidence: 0,
    params: {},
    for: citations(spoken),
    against: [],
    checks: [...rule.checks],
    fixes: [...rule.fixes],
    remediation: rule.remediation,
  };
}
