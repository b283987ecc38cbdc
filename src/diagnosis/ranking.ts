/**
 * @module diagnosis/ranking
 * Which finding comes first. What blocks everything downstream leads: resources and refused starts, then a
 * second or old listener (it has old credentials), then layer by layer; the limiter before credentials
 * (it hides whether they are right), credentials before scopes, scopes before tool policy; hygiene last.
 */
import { CLAIM, type Finding, LAYERS } from './finding.ts';
import { REFUSAL_RULES } from './rules/refusals.ts';
import { START_RULES } from './rules/start.ts';

const FIRST: Readonly<Record<string, number>> = {
  'disk-full': 0,
  'memory-pressure': 3,
  'gateway-frozen': 4,
  'duplicate-gateway': 5,
  'stale-listener': 5,
  'port-conflict-foreign': 6,
  'lifecycle-lock-held': 7,
  'gateway-starting': 8,
  'gateway-draining': 8,
  'auth-rate-limited': 50,
  'token-drift': 51,
  'missing-scope': 54,
  'scope-mismatch': 54,
  'pairing-required': 55,
  'cli-only-backend': 61,
  'cli-backend-binary-missing': 62,
  'tool-policy-denies': 71,
  // A light that lies comes after what it hides.
  'probe-false-green': 80,
};
/** Leads below the claim that are worth somebody's time; a longer list is read by nobody. */
const MENTIONS = 5;
const REFUSED_START: ReadonlySet<string> = new Set(START_RULES.map((r) => r.id));
const AUTH_CODES: ReadonlySet<string> = new Set(REFUSAL_RULES.map((r) => r.id));

function tier(finding: Finding): number {
  if (finding.severity === 4) return 90;
  const first = FIRST[finding.id];
  if (first !== undefined) return first;
  if (REFUSED_START.has(finding.id)) return 1;
  const layer = LAYERS.indexOf(finding.layer) * 10 + 10;
  return finding.layer === 'authority' && AUTH_CODES.has(finding.id) ? layer + 2 : layer + 3;
}

/** Sure, claimed, mentioned: within one bucket the order of causes decides, not a hundredth more or less. */
function bucket(finding: Finding): number {
  return finding.confidence >= 0.75 ? 0 : finding.confidence >= CLAIM ? 1 : 2;
}

function compare(a: Finding, b: Finding): number {
  const byBucket = bucket(a) - bucket(b);
  if (byBucket !== 0) return byBucket;
  const byTier = tier(a) - tier(b);
  const bySure = b.confidence - a.confidence;
  const first = bucket(a) === 2 ? bySure || byTier : byTier || bySure;
  if (first !== 0) return first;
  return a.severity - b.severity || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.gateway < b.gateway ? -1 : 1);
}

/**
 * Best first. A claimed finding removes what it explains on the same gateway; where two explain each other,
 * the one that ranks first stays.
 */
export function rank(findings: readonly Finding[], suppresses: (id: string) => readonly string[]): Finding[] {
  const sorted = [...findings].sort(compare);
  const kept = sorted.filter(
    (f, at) =>
      !sorted.some(
        (g, other) =>
          g !== f &&
          g.gateway === f.gateway &&
          g.confidence >= CLAIM &&
          suppresses(g.id).includes(f.id) &&
          !(suppresses(f.id).includes(g.id) && f.confidence >= CLAIM && at < other),
      ),
  );
  const claimed = kept.filter((f) => f.confidence >= CLAIM);
  return [...claimed, ...kept.filter((f) => f.confidence < CLAIM).slice(0, MENTIONS)];
}
