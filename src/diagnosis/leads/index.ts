/**
 * @module diagnosis/leads
 * All leads, by finding. A test holds that every finding named here has a rule.
 */
import { ACCESS_LEADS } from './access.ts';
import type { Leads } from './leads.ts';
import { ROAD_LEADS } from './road.ts';
import { SERVICE_LEADS } from './service.ts';
import { WORK_LEADS } from './work.ts';

export const LEADS: Leads = { ...ACCESS_LEADS, ...ROAD_LEADS, ...SERVICE_LEADS, ...WORK_LEADS };
