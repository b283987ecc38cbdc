/**
 * @module tickets/beforehand
 * What a desk is asked before anything is written: a token, a repository's visibility, a team's id. Whatever becomes of
 * the asking, nothing of the ticket was sent, so nobody need be unsure of it.
 */
import { DeskError } from './desk.ts';

export async function beforehand<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    if (error.how === 'unsure') throw new DeskError('limited', error.message, error.retryAfterMs);
    if (error.how === 'gone') throw new DeskError('denied', error.message);
    throw error;
  }
}
