/**
 * @module diagnosis/wording/en
 * All English words of findings, an entry each: from the cards, and for what is said of the evidence itself.
 */
import { RULES, type RuleId } from '../cards/index.ts';
import type { MetaId } from '../finding.ts';
import { EN_EVIDENCE } from './en-evidence.ts';
import type { Words } from './words.ts';

const ON_CARDS = Object.fromEntries(RULES.map(({ id, says }) => [id, says.en])) as Record<RuleId, Words>;

export const EN: Readonly<Record<RuleId | MetaId, Words>> = { ...ON_CARDS, ...EN_EVIDENCE };
