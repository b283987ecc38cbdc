/**
 * @module diagnosis/rules
 * The one list of all rules. A rule that is not in it does not exist; a rule in it must have its rows in the
 * tests and its words in the wording, or nothing compiles.
 */
import { DICTIONARY, type FactName } from '../../evidence/dictionary.ts';
import type { Condition } from '../condition.ts';
import type { Rule } from '../rule.ts';
import { AUTHORITY_RULES } from './authority.ts';
import { BROWSER_RULES } from './browser.ts';
import { CHANNEL_RULES } from './channels.ts';
import { CONFIGURATION_RULES } from './configuration.ts';
import { HANDSHAKE_RULES } from './handshake.ts';
import { LISTENER_RULES } from './listener.ts';
import { MODEL_RULES } from './models.ts';
import { PROCESS_RULES } from './process.ts';
import { REFUSAL_RULES } from './refusals.ts';
import { RESOURCE_RULES } from './resources.ts';
import { SERVICE_RULES } from './services.ts';
import { START_RULES } from './start.ts';
import { UPGRADE_RULES } from './upgrades.ts';
import { WORK_RULES } from './work.ts';
import { WORKSPACE_RULES } from './workspaces.ts';

const ALL = [
  ...RESOURCE_RULES,
  ...START_RULES,
  ...PROCESS_RULES,
  ...SERVICE_RULES,
  ...LISTENER_RULES,
  ...AUTHORITY_RULES,
  ...HANDSHAKE_RULES,
  ...REFUSAL_RULES,
  ...WORKSPACE_RULES,
  ...CONFIGURATION_RULES,
  ...UPGRADE_RULES,
  ...MODEL_RULES,
  ...CHANNEL_RULES,
  ...WORK_RULES,
  ...BROWSER_RULES,
] as const;

export type RuleId = (typeof ALL)[number]['id'];

/** Where a rule is decided by a sign, the matching hint ("suggests it") is worth a mention. */
function hintsOf(condition: Condition): Condition[] {
  if ('either' in condition) return condition.either.flatMap(hintsOf);
  if (!('fact' in condition) || !condition.fact.endsWith('.sign')) return [];
  const fact = condition.fact.replace(/\.sign$/, '.hint');
  return fact in DICTIONARY ? [{ ...condition, fact: fact as FactName }] : [];
}

export const RULES: readonly (Rule & { id: RuleId })[] = ALL.map((rule: Rule & { id: RuleId }) => ({
  ...rule,
  hints: [...(rule.hints ?? []), ...hintsOf(rule.decisive)],
}));
