/**
 * @module explain/weights
 * All leads, by finding. A test holds that every finding named here has a rule.
 */
import { ACCESS_LEADS } from './access.ts';
import { COMPLAINT_LEADS } from './complaint.ts';
import { ROAD_LEADS } from './road.ts';
import { SERVICE_LEADS } from './service.ts';
import type { Weights } from './weights.ts';
import { WORK_LEADS } from './work.ts';

const BY_PRODUCT: Weights = { ...ACCESS_LEADS, ...ROAD_LEADS, ...SERVICE_LEADS, ...WORK_LEADS };

export const WEIGHTS: Weights = {
  ...BY_PRODUCT,
  ...Object.fromEntries(
    Object.entries(COMPLAINT_LEADS).map(([id, plain]) => [id, { ...plain, ...BY_PRODUCT[id] }]),
  ),
};
