/**
 * @module diagnosis/complaint/explanations
 * All that is kept back on purpose and that a complaint may be about. One line is one thing that is kept back.
 */
import { CHATS } from './chats.ts';
import { DOORS } from './doors.ts';
import type { Explanation } from './explanation.ts';
import { HANDS } from './hands.ts';
import { OWN_ACCORD } from './own-accord.ts';

export const EXPLANATIONS: readonly Explanation[] = [...CHATS, ...HANDS, ...OWN_ACCORD, ...DOORS];
