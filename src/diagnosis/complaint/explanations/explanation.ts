/**
 * @module diagnosis/complaint/explanations/explanation
 * What an explanation is: one thing that is kept back on purpose, and which complaint it explains. Neither decides
 * alone: a policy that nobody misses is a remark, and a complaint without a policy that fits is a riddle.
 */

import type { Deed } from '../../../evidence/complaint/deeds.ts';
import type { Topic } from '../../../evidence/complaint/topics.ts';
import type { FactName } from '../../../evidence/dictionary.ts';
import type { RuleId } from '../../cards/index.ts';
import type { Condition } from '../../condition.ts';

export type Explanation = {
  /** The finding that it is. */
  id: RuleId;
  /** Topics of a complaint that it explains. */
  topics: readonly Topic[];
  /** Asked of each of these, or of the gateway itself. */
  of: 'gateway' | 'channel' | 'agent' | 'device';
  when: Condition;
  /** How sure it is with such a complaint, 0..1; below 0.5 it is only mentioned. */
  sure: number;
  /** Where only some are let in: how sure it is when everybody complains, or nobody in particular is named. */
  sureOfAll?: number;
  /** Only where this is what is asked for, and not its other. */
  deed?: Deed;
  /** Only where it is said that somebody else is served. */
  others?: true;
  /** People are answered in other places all the same: a complaint that does not say where is not about this one. */
  elsewhere?: Condition;
  /** A fact that lists plugins: a complaint that names none of them may be of another. */
  oneOf?: Extract<FactName, 'plugins.shut-out'>;
  /** Shown without a complaint too, as what would be stopped: nobody gets this by leaving a setting alone. */
  remark?: true;
  /** The setting as people write it, without the channel or agent; `{fact}` is the fact's value. */
  setting: string;
};
