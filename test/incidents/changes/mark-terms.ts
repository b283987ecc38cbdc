/** What may be asked about marks, as protocol/operations.ts says it of real operations. */
import * as z from 'zod';
import { OPERATIONS, type OperationTerms } from '../../../src/protocol/operations.ts';

export const MARK_LIMIT_MS = 10_000;

/** Freezes as they are: what is changed may be frozen, too. */
const FREEZES = Object.fromEntries(Object.entries(OPERATIONS).filter(([op]) => op.startsWith('freeze.')));

export const MARK_TERMS: Readonly<Record<string, OperationTerms>> = {
  'mark.set': {
    mode: 'change',
    args: z.strictObject({ text: z.string().max(64) }),
    limitMs: MARK_LIMIT_MS,
  },
  'mark.remove': { mode: 'change', args: z.strictObject({}), limitMs: MARK_LIMIT_MS },
  ...FREEZES,
};
