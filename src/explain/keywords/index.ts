/**
 * @module explain/keywords
 * The vocabulary: what a text may speak of, in the words of people and of the product, three languages. A word
 * names no cause; which causes it speaks for, and how loudly, is weighed in diagnosis/leads.
 */
import { ACCESS_WORDS } from './access.ts';
import { COMPLAINT_WORDS } from './complaint.ts';
import { ROAD_WORDS } from './road.ts';
import { SERVICE_WORDS } from './service.ts';
import { STATE_WORDS } from './state.ts';
import { WORK_WORDS } from './work.ts';

export const KEYWORDS = {
  ...ACCESS_WORDS,
  ...COMPLAINT_WORDS,
  ...ROAD_WORDS,
  ...SERVICE_WORDS,
  ...STATE_WORDS,
  ...WORK_WORDS,
} as const;
export type Word = keyof typeof KEYWORDS;
/** These count only in what somebody said. */
export const TOLD_WORDS: ReadonlySet<string> = new Set(Object.keys(COMPLAINT_WORDS));
