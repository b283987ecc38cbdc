/**
 * @module diagnosis/wording/en
 * All English words, one entry a rule. A rule without words does not compile.
 */
import type { MetaId } from '../finding.ts';
import type { RuleId } from '../rules/index.ts';
import { EN_ACCESS } from './en-access.ts';
import { EN_CONFIGURATION } from './en-configuration.ts';
import { EN_PROCESS } from './en-process.ts';
import { EN_WORK } from './en-work.ts';
import type { Words } from './words.ts';

export const EN: Record<RuleId | MetaId, Words> = {
  ...EN_PROCESS,
  ...EN_ACCESS,
  ...EN_CONFIGURATION,
  ...EN_WORK,
};
