/**
 * @module conversation/permission
 * Who may do what, asked at the moment of the deed.
 */

/** `look`: run triage. `act`: hold hosts still, and let them go. `enroll`: create join tokens, change labels. */
export type Right = 'look' | 'act' | 'enroll';

export type Permission =
  | { ok: true }
  /** `who`: ids of users and groups that may; `setting`: where the operator names them. */
  | { ok: false; who: readonly string[]; setting: string; why?: string };
