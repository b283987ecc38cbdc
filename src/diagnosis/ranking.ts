/**
 * @module diagnosis/ranking
 * Which finding comes first. What blocks everything downstream leads: resources and refused starts, then a
 * second or old listener (it has old credentials), then layer by layer; the limiter before credentials
 * (it hides whether they are right), credentials before scopes, scopes before tool policy; hygiene last. Each finding
 * has its place on its own card (`rank`); here is what is made of it.
 */
import { CLAIM, type Finding, LAYERS } from './finding.ts';
import type { Rule } from './rule.ts';

/** Leads below the claim that are worth somebody's time; a longer list is read by nobody. */
const MENTIONS = 5;
/** A remark comes after everything. */
const REMARK = 90;

type RuleOf = (id: string) => Rule | undefined;

function tier(finding: Finding, ruleOf: RuleOf): number {
  if (finding.severity === 4) return REMARK;
  const rule = ruleOf(finding.id);
  if (typeof rule?.rank === 'number') return rule.rank;
  const ahead = rule?.rank === 'ahead-in-its-layer' && finding.layer === rule.layer;
  return LAYERS.indexOf(finding.layer) * 10 + 10 + (ahead ? 2 : 3);
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

function compare(a: Finding, b: Finding, ruleOf: RuleOf): number {
  const byBucket = bucket(a) - bucket(b);
  if (byBucket !== 0) return byBucket;
  const byTier = tier(a, ruleOf) - tier(b, ruleOf);
  const bySure = b.confidence - a.confidence;
  const first = bucket(a) === 2 ? bySure || byTier : byTier || bySure;
  if (first !== 0) return first;
  return a.severity - b.severity || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.gateway < b.gateway ? -1 : 1);
}

/**
 * Best first. A claimed finding removes what it explains on the same gateway; where two explain each other,
 * the one that ranks first stays.
 */
export function rank(findings: readonly Finding[], ruleOf: RuleOf): Finding[] {
  const suppresses = (id: string) => ruleOf(id)?.suppresses ?? [];
  const asked = findings.some(({ explains }) => explains !== undefined);
  const sorted = [...findings].sort(
    (a, b) => (asked ? askedFor(a) - askedFor(b) : 0) || compare(a, b, ruleOf),
  );
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
