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

/** Where nobody gets in, that comes first; else what explains the complaint goes before what nobody speaks of. */
const GROUND: ReadonlySet<string> = new Set(['process', 'listener', 'handshake']);
function askedFor(finding: Finding): number {
  if (finding.confidence < CLAIM) return 2;
  if (GROUND.has(finding.layer) && finding.severity < 3) return 0;
  return finding.explains === undefined ? 1 : 0;
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
  const asked = findings.some(({ explains }) => explains !== undefined);
  const sorted = [...findings].sort((a, b) => (asked ? askedFor(a) - askedFor(b) : 0) || compare(a, b));
  // What a claim explains, by gateway and id: a host may have many of both.
  const explained = new Map<string, { by: Finding; at: number }[]>();
  sorted.forEach((by, at) => {
    if (by.confidence < CLAIM) return;
    for (const id of suppresses(by.id)) {
      const key = `${by.gateway}\n${id}`;
      explained.set(key, [...(explained.get(key) ?? []), { by, at }]);
    }
  });
  const kept = sorted.filter((f, at) => {
    const claims = explained.get(`${f.gateway}\n${f.id}`) ?? [];
    const leads = (other: Finding, place: number): boolean =>
      suppresses(f.id).includes(other.id) && f.confidence >= CLAIM && at < place;
    return !claims.some((one) => one.by !== f && !leads(one.by, one.at));
  });
  const claimed = kept.filter((f) => f.confidence >= CLAIM);
  return [...claimed, ...kept.filter((f) => f.confidence < CLAIM).slice(0, MENTIONS)];
}
