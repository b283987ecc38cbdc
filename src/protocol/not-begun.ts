/**
 * @module protocol/not-begun
 * How a host says of an order that it has taken, and then not begun: nothing was done, and why, by its code. It stands in
 * the signed end of the order, so that nobody has to look by hand at what was never touched.
 */
import { Because } from './recovery.ts';

const MARK = 'not begun: ';
/** More than this of a reason's values is left out, in characters. */
const MOST = 400;

/** As it is signed. */
export function sayNotBegun({ code, params }: Because): string {
  const values = JSON.stringify(params);
  return `${MARK}${code}${values === '{}' || values.length > MOST ? '' : ` ${values}`}`;
}

/** The reason; null where an end says something else. */
export function readNotBegun(why: string): Because | null {
  const at = why.indexOf(MARK);
  if (at < 0) return null;
  const [, code = '', values = '{}'] = /^(\S+)(?: (.*))?$/s.exec(why.slice(at + MARK.length)) ?? [];
  try {
    const read = Because.safeParse({ code, params: JSON.parse(values) });
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
