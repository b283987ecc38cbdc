/**
 * @module agent/host/outcome
 * What a look at the machine gives: the thing, or why it could not be seen. "Could not look" is a value with its reason,
 * never an exception and never a fault.
 */
import type { Look } from '../../protocol/evidence.ts';

export type Unseen = { ok: false; look: Exclude<Look, 'seen'>; why: string };
export type Outcome<T> = { ok: true; value: T } | Unseen;

export const unseen = (look: Unseen['look'], why: string): Unseen => ({ ok: false, look, why });
export const seen = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? 'error');
/** Not there is an answer, and no failure. */
export const absent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR', 'ESRCH'].includes(codeOf(error));

/** Why the system did not let us, from what it threw. */
export function denied(what: string, error: unknown): Unseen {
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM')
    return unseen('unavailable', `no right to ${what} (${code}); run the host agent as the gateway's user`);
  return unseen('unavailable', `could not ${what} (${code})`);
}

/** A dead network file system holds a call for ever; the others must not wait for it. Milliseconds. */
export const FILE_LIMIT_MS = 3_000;

/** `work` within its time; late, it is given up and left behind. */
export async function bounded<T>(
  what: string,
  work: Promise<Outcome<T>>,
  limitMs = FILE_LIMIT_MS,
): Promise<Outcome<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome<T>>((resolve) => {
    const why = `could not ${what} within ${limitMs / 1000} s; is its file system there?`;
    timer = setTimeout(() => resolve(unseen('timed-out', why)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
