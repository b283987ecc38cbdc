/**
 * @module tickets/answer
 * A vendor's answer, read by its shape. One that says 200 and is something else (a sign-in page, an instance that sleeps)
 * is no success: nobody knows what was done.
 */
import type * as z from 'zod';
import { DeskError } from './desk.ts';
import type { Answer } from './http.ts';

/** What the answer holds. @throws DeskError `unsure` when it is no such thing. */
export function readAs<T>(schema: z.ZodType<T>, answer: Answer, desk: string): T {
  const read = schema.safeParse(answer.json);
  if (read.success) return read.data;
  const what = /^\s*</.test(answer.text) ? 'a web page' : 'something that cannot be read';
  throw new DeskError('unsure', `${desk} answered ${answer.status} with ${what}; it may or may not be done.`);
}
