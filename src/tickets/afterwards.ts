/**
 * @module tickets/afterwards
 * What a desk is asked once something is written: whether a scan is over, whether all of a file came. A limit or an outage
 * there says nothing of the write, which must not be taken for not done.
 */
import { DeskError } from './desk.ts';

export async function afterwards<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    throw new DeskError('unsure', error.message, error.retryAfterMs);
  }
}
