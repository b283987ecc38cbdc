/**
 * @module tickets/look
 * One line of `desk check`. A call that fails is an answer there: a refusal says what is missing, and no answer says that
 * nobody knows.
 */
import { type DeskCheck, DeskError } from './desk.ts';

/** What was looked at, and what came of it. Throws nothing that a desk throws. */
export async function look(what: string, work: () => Promise<Omit<DeskCheck, 'what'>>): Promise<DeskCheck> {
  try {
    return { what, ...(await work()) };
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    const nobodyKnows = error.how === 'unsure' || error.how === 'limited';
    return { what, ok: nobodyKnows ? null : false, because: error.message };
  }
}
