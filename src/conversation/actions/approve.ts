/**
 * @module conversation/actions/approve
 * Agrees to exactly the plan that is shown: never by whoever asked for it, by each person once, while it is good.
 */
import type { IncidentMessage } from '../../incidents/messages.ts';
import { composeInvite } from '../../messages/own-key.ts';
import { spans, text } from '../../messages/sentence.ts';
import { nameOf } from '../../messages/small-print.ts';
import { utc } from '../../messages/time.ts';
import { usageError } from '../../messages/usage-error.ts';
import { samePerson } from '../../outbox/person.ts';
import { sha256 } from '../../protocol/canonical.ts';
import { randomText } from '../../protocol/signer.ts';
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
  /** Where the host wants a signature, the press is no consent: it gives the person a code with which to sign. */
  async instead({ id, person, incident }, { host, run }, deps) {
    if (run === null || !run.byKey) return null;
    const secret = randomText(18);
    const until = run.approveBy;
    const event = { id: `invite:${id}`, at: deps.now(), type: 'invited', job: run.id, person } as const;
    const told: IncidentMessage = { type: 'event', event: { ...event, code: await sha256(secret), until } };
    await deps.objects.send({ kind: 'incident', name: incident }, told);
    const url = deps.publicUrl;
    const invite = { host, job: run.id, code: secret, url, until: utc(until, deps.now()) };
    return { message: composeInvite(invite), for: 'asker', incident };
  },
  wish: ({ person, because }, { run }) => ({
    type: 'approved',
    job: run?.id ?? '',
    person,
    ...(because === undefined ? {} : { because }),
  }),
};
