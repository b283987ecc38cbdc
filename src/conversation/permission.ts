/**
 * @module conversation/permission
 * Who may do what, asked at the moment of the deed.
 */

/**
 * `look`: run triage. `act`: freeze, recover, steer. `approve`: agree to what somebody else has asked for. `enroll`:
 * create join tokens, change labels.
 */
export type Right = 'look' | 'act' | 'approve' | 'enroll';

export type Permission =
  | { ok: true }
  /** `who`: ids of users and groups that may; `setting`: where the operator names them. */
  | { ok: false; who: readonly string[]; setting: string; why?: string };
