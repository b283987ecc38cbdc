/**
 * @module diagnosis/known-defects/known-defect
 * One defect of OpenClaw with its thread. Versions are those that the thread itself names.
 */
import type { Condition } from '../condition.ts';

export type KnownDefect = {
  /** Thread of openclaw/openclaw. */
  number: number;
  /** The cause in one sentence. */
  says: string;
  /** Ids of the findings that it may stand behind. */
  findings: readonly string[];
  /** First version known to have it; with `goodBefore`, the one before is known not to. */
  from?: string;
  goodBefore?: true;
  /** Last version known to have it, where nobody has said which one ends it. */
  to?: string;
  /** First release that is known to be without it. */
  fixed?: string;
  /** What else must be seen. Without it the defect is only told of to a version that is known to have it. */
  when?: Condition;
};
