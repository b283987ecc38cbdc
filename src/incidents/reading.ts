/**
 * @module incidents/reading
 * What the evidence of one look amounts to, in the few words that decide what the incident does next.
 */
import { CLAIM, type Diagnosis } from '../diagnosis/finding.ts';
import { traitsOf } from '../diagnosis/peers.ts';
import type { Evidence } from '../protocol/evidence.ts';
import type { Reading } from './record.ts';

/** Far more than one host has wrong at a time. */
const MOST_CLAIMED = 64;
const VERSION_FACTS = ['gateway.version.running', 'gateway.version.installed'];

/** The version the gateway itself reports, else the one on disk; null if neither was seen, or if gateways differ. */
function openclawVersion(evidence: Evidence[]): string | null {
  for (const name of VERSION_FACTS) {
    const values = new Set<string>();
    for (const item of evidence) {
      for (const fact of item.facts) {
        if (fact.fact === name && typeof fact.value === 'string') values.add(fact.value);
      }
    }
    if (values.size > 1) return null;
    const [only] = values;
    if (only !== undefined) return only.slice(0, 64);
  }
  return null;
}

/** Reads a diagnosis and the evidence it stands on. Pure. */
export function readingOf(evidence: Evidence[], diagnosis: Diagnosis): Reading {
  const seen = evidence.filter(({ how }) => how !== 'told');
  const looks = seen.map((item) => Date.parse(item.at)).filter((at) => Number.isFinite(at) && at >= 0);
  const claimed = diagnosis.findings.filter((finding) => finding.confidence >= CLAIM);
  const top = diagnosis.findings
    .slice(0, 3)
    .map((it) => `${it.gateway}/${it.id}@${Math.round(it.confidence * 100)}`);
  const [worst] = [...claimed].sort((a, b) => a.severity - b.severity);
  const layers = diagnosis.layers.map((layer) => `${layer.layer}:${layer.state}`);
  const remarks = diagnosis.findings.length + diagnosis.unknowns.length;
  const { explained = [], unexplained = [] } = diagnosis.complaint ?? {};
  const answers = [...explained.map(({ topic, by }) => `${topic}=${by}`), ...unexplained];
  const probes = new Set(seen.map((item) => item.probe)).size;
  return {
    verdict: diagnosis.verdict,
    failing: diagnosis.layers.find((layer) => layer.state === 'failed')?.layer ?? null,
    claims: claimed.length,
    claimed: claimed.slice(0, MOST_CLAIMED).map(({ gateway, id }) => `${gateway}/${id}`),
    ...(diagnosis.complaint === undefined ? {} : { explains: [...new Set(explained.map(({ by }) => by))] }),
    ...(worst === undefined
      ? {}
      : { worst: { finding: `${worst.gateway}/${worst.id}`, severity: worst.severity } }),
    remarks,
    mark: [diagnosis.verdict, ...layers, ...top, ...answers, remarks, probes].join(' ').slice(0, 500),
    probes,
    oldestLook: looks.length === 0 ? null : Math.min(...looks),
    newestLook: looks.length === 0 ? null : Math.max(...looks),
    openclawVersion: openclawVersion(evidence),
    traits: traitsOf(evidence),
  };
}
