/**
 * @module conversation/actions/approve
 * Agrees to exactly the plan that is shown: never by whoever asked for it, by each person once, while it is good.
 */
import { samePerson } from '../../incidents/person.ts';
import { spans, text } from '../../messages/sentence.ts';
import { nameOf } from '../../messages/small-print.ts';
import { usageError } from '../../messages/usage-error.ts';
import type { Answer } from '../conversation.ts';
import type { RecoveryAction } from '../recovery-action.ts';

export const approve: RecoveryAction = {
  action: 'recovery_approve',
  label: 'button.approve',
  style: 'primary',
  under: ['plan'],
  right: 'approve',
  fits: ({ state, run }) => state === 'consenting' && run?.state === 'planned',
  refuses({ person }, { host, run }, { now, command }): Answer | null {
    const no = (problem: string, lines: Parameters<typeof usageError>[0]['lines']): Answer =>
      usageError({
        problem,
        headline: text('recover.not-approved', { host }),
        lines: lines ?? [],
        examples: [`${command} status`],
      });
    if (run === null) return null;
    if (samePerson(run.by, person)) return no('own-request', [spans('recover.own-request')]);
    const before = run.approvals.find((one) => samePerson(one.person, person));
    if (before !== undefined)
      return no('approved-before', [spans('recover.approved-before', { person: nameOf(before.person) })]);
    return now() >= run.approveBy ? no('too-late', [spans('recover.too-late')]) : null;
  },
  wish: ({ person, because }, { run }) => ({
    type: 'approved',
    job: run?.id ?? '',
    person,
    ...(because === undefined ? {} : { because }),
  }),
};
