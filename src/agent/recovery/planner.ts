/**
 * @module agent/recovery/planner
 * Who makes the plans of this host. One line, so that what carries plans out can be built and tried without it.
 */
import type { MakePlan } from './means.ts';

export const planner: MakePlan = async () => ({
  ok: false,
  because: { code: 'plan.no-planner', params: {} },
});
