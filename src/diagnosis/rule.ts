/**
 * @module diagnosis/rule
 * A rule is one data object: what decides for a cause, what raises or lowers it, what to check and what
 * would fix it. Sentences stand beside it on its card (cards/), so that another language needs no second rule.
 */
import type { FactName } from '../evidence/dictionary.ts';
import type { Condition } from './condition.ts';
import type { Layer, Remediation } from './finding.ts';
import type { Check, Fix } from './fix.ts';

/**
 * The place of a claim among claims, from 0: below 10 what blocks everything downstream, then ten a layer in their order
 * (process 10 … work 60), where those without a rank stand at 3; 80 and more is hygiene. `ahead-in-its-layer` stands at 2,
 * while it is felt there.
 */
export type Rank = number | 'ahead-in-its-layer';

export type Rule = {
  /** Id of the finding taxonomy; never reused for another cause. */
  id: string;
  /** Where the cause is first felt … */
  layer: Layer;
  /** … unless this holds: the same cause can bite later in a gateway that is already up. */
  feltAt?: { when: Condition; layer: Layer };
  /** 1 nobody can work · 2 many users or one whole layer · 3 one client, channel or job · 4 advisory. */
  severity: 1 | 2 | 3 | 4;
  remediation: Remediation;
  /** If this holds the cause is claimed; if it is known not to hold the rule stays quiet. */
  decisive: Condition;
  /** Each that holds raises the confidence of a decided rule. */
  supporting?: readonly Condition[];
  /** Each alone is worth a mention below the claim while the decisive condition cannot be told. */
  hints?: readonly Condition[];
  /** Any that holds takes the claim away: the same words have another cause here. */
  contradicting?: readonly Condition[];
  /**
   * A line in the log alone is no trouble yet: the product does this on purpose (a policy, a pause, a planned
   * restart), or a passer-by knocked. It becomes a claim with a complaint or with the live host behind it, or where
   * the rule asks for `connect.attempts-lately` and the same client keeps doing it.
   */
  quietInLog?: true;
  /** Ends by itself and is told again while it lasts: minutes after its last line it is over. */
  passes?: true;
  /** What text alone is worth (0..0.8): 0.8 names one cause unmistakably, 0.3 is a symptom. */
  fromText?: number;
  /** Placeholders of the wording and the facts that fill them, from the thing that matched outwards. */
  params?: Readonly<Record<string, FactName>>;
  checks: readonly Check[];
  fixes: readonly Fix[];
  /** Findings that this one explains; they are not listed beside it. */
  suppresses?: readonly string[];
  /** What it comes before; without it, as its layer. See ranking.ts. */
  rank?: Rank;
  /** No plain probe sees it: with this, a process that is up and a green light prove nothing. */
  unseenByProbes?: true;
  /** Follows from waiting for a gateway and says nothing by itself: whatever is waited for, or only in a planned restart. */
  meanwhile?: 'always' | 'restarting';
};
