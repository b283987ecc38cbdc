/**
 * @module agent/recovery/acts
 * The one list of acts. Each file makes one from the means; runbooks/steps.ts says where it stands in a run and what its
 * failure means.
 */
import type { Act } from '../../../runbooks/act.ts';
import type { Means } from '../means.ts';
import { lookAgain } from './look-again.ts';
import { standing } from './standing.ts';

export type MakeAct = (means: Means) => Act;

const ACTS: readonly MakeAct[] = [standing, lookAgain];

export const actsWith = (means: Means): ReadonlyMap<string, Act> =>
  new Map(ACTS.map((make) => make(means)).map((act) => [act.id, act]));
