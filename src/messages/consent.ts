/**
 * @module messages/consent
 * Who asked for a change, who agreed, and how far the host has confirmed it: one line that is never ahead of the host.
 */
import type { JobView, RecoveryView } from '../incidents/notifier.ts';
import type { Part, Span } from './message.ts';
import { code, say } from './message.ts';
import { line, spans, text } from './sentence.ts';
import { nameOf } from './small-print.ts';
import { moment } from './time.ts';

/** Who may agree, as a bot admin has named them: ids of users and groups. */
export type Approvers = readonly string[];

/** The line of what has happened so far, and the reasons that people gave. */
export function trailParts(recovery: RecoveryView, now: number): Part[] {
  const { started, run, end } = recovery;
  if (started === null || run === null) return [];
  const verified = end?.as === 'recovered' ? end.at : null;
  const steps: Span[][] = [
    spans('trail.requested', { person: nameOf(started.by), at: moment(started.at, now) }),
    ...run.approvals.map(({ person, at }) =>
      spans('trail.approved', { person: nameOf(person), at: moment(at, now) }),
    ),
    ...denied(run, now),
    ...(run.deliveredAt === null ? [] : [spans('trail.delivered', { at: moment(run.deliveredAt, now) })]),
    ...(run.acceptedAt === null ? [] : [spans('trail.started', { at: moment(run.acceptedAt, now) })]),
    ...(verified === null ? [] : [spans('trail.verified', { at: moment(verified, now) })]),
  ];
  const trail = steps.flatMap((step, n) => (n === 0 ? step : [say(' · '), ...step]));
  return [line('trail.line', { trail }), ...reasons(recovery)];
}

function denied({ state, deniedBy, endedAt }: JobView, now: number): Span[][] {
  if (state !== 'denied' || endedAt === null) return [];
  return [spans('trail.denied', { person: nameOf(deniedBy), at: moment(endedAt, now) })];
}

function reasons({ started, run }: RecoveryView): Part[] {
  const given = [
    { person: started?.by, because: started?.because ?? null },
    ...(run?.approvals ?? []).map(({ person, because = null }) => ({ person, because })),
    { person: run?.deniedBy, because: run?.state === 'denied' ? run.why : null },
  ];
  return given.flatMap(({ person, because }) =>
    because === null || because === '' ? [] : [line('trail.reason', { person: nameOf(person), because })],
  );
}

/** How many have agreed, who still may, and until when. */
export function approvalParts(run: JobView, approvers: Approvers, now: number): Part[] {
  if (approvers.length === 0) return [line('plan.no-approvers')];
  const who = approvers.flatMap((id, n) => (n === 0 ? [code(id)] : [say(', '), code(id)]));
  const told = {
    given: run.approvals.length,
    needs: run.needs,
    people: spans('plan.approvers-of', { who }),
    person: nameOf(run.by),
    until: moment(run.approveBy, now),
  };
  return [line('plan.may-approve', told), ...(run.byKey ? [line('plan.by-key')] : [])];
}

/** `plan 4be190c7`: enough to tell two plans apart. */
export const planMark = (digest: string | null): string[] =>
  digest === null ? [] : [text('plan.id', { digest: digest.slice(0, 8) })];
