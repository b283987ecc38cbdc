/**
 * @module conversation/marked
 * What a button of a recovery carries: the incident, and the mark of the plan that its message showed.
 */

export const withMark = (incident: string, mark: string): string => `${incident}~${mark}`;

/** Both again; no mark where there is none. */
export function readMark(value: string): { incident: string; mark?: string } {
  const at = value.indexOf('~');
  return at < 0 ? { incident: value } : { incident: value.slice(0, at), mark: value.slice(at + 1) };
}
