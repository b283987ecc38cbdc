/**
 * @module slack/rights
 * Who may do what in Slack, looked up at the moment of the command or the click. What could not be looked up
 * is refused where a secret is handed out, and allowed where somebody only looks: at 3 a.m. a broken lookup
 * must not stand between people and their gateways.
 */
import type { Permission, Right } from '../conversation/permission.ts';
import type { Person } from '../incidents/event.ts';
import { text } from '../messages/sentence.ts';
import type { Directory } from './directory.ts';

export type Rights = {
  directory: Pick<Directory, 'standing' | 'includes'>;
  /** Ids of users and user groups. */
  admins: readonly string[];
  /** Who may act (freeze, recover), and run triage; empty: nobody acts, and every full member may run triage. */
  operators: readonly string[];
  /** Who may agree to what others have asked for; empty: nobody. */
  approvers: readonly string[];
};

/** The right of a Slack person. Guests and strangers never get here: slack/admission.ts turns them away. */
export function slackRights({ directory, admins, operators, approvers }: Rights) {
  const named: Record<Right, readonly [who: readonly string[], setting: string]> = {
    // Whoever is trusted with more may look.
    look: [
      operators.length === 0 ? [] : [...new Set([...operators, ...approvers, ...admins])],
      'OPERATOR_USERS',
    ],
    act: [operators, 'OPERATOR_USERS'],
    approve: [approvers, 'APPROVER_USERS'],
    enroll: [admins, 'ADMIN_USERS'],
  };
  return async (person: Person, right: Right): Promise<Permission> => {
    const [who, setting] = named[right];
    if (right === 'look' && who.length === 0) return { ok: true };
    const refused = { ok: false, who, setting } as const;
    const included = await directory.includes(who, person.id);
    if (included === 'unknown') return { ...refused, why: text('denied.group-unknown') };
    if (!included) return refused;
    if (right === 'look') return { ok: true };
    const standing = await directory.standing(person.id, person.team ?? '');
    if (standing.known && standing.full) return { ok: true };
    const why = standing.known
      ? text('denied.not-full-member')
      : text('denied.unknown-person', { why: standing.why });
    return { ...refused, why };
  };
}
