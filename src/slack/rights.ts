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
  /** Who may run triage and freeze; empty: every full member may run triage, and nobody may freeze. */
  operators: readonly string[];
};

/** The right of a Slack person. Guests and strangers never get here: slack/admission.ts turns them away. */
export function slackRights({ directory, admins, operators }: Rights) {
  return async (person: Person, right: Right): Promise<Permission> => {
    const [who, setting] = right === 'enroll' ? [admins, 'ADMIN_USERS'] : [operators, 'OPERATOR_USERS'];
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
