/**
 * @module diagnosis/rule
 * A rule is one data object: what decides for a cause, what raises or lowers it, what to check and what
 * would fix it. Sentences live in wording/, so that another language needs no second rule.
 */
import type { FactName } from '../evidence/dictionary.ts';
import type { Condition } from './condition.ts';
import type { Fix, Layer, Remediation } from './finding.ts';

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
  /** Read-only commands to look for oneself. */
  checks: readonly string[];
  fixes: readonly Fix[];
  /** Findings that this one explains; they are not listed beside it. */
  suppresses?: readonly string[];
};

/** Keeps the id as a literal type, so that every rule must have its test rows and its wording. */
export function rule<const Id extends string>(data: Rule & { id: Id }): Rule & { id: Id } {
  return data;
}
