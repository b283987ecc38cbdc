/**
 * @module incidents/recovery-step
 * What the stages of a recovery have in common: its jobs, how it ends, and that its messages read differently then.
 */

import type { Person } from '../outbox/person.ts';
import { readNotBegun } from '../protocol/not-begun.ts';
import { OPERATIONS } from '../protocol/operations.ts';
import type { Because } from '../protocol/recovery.ts';
import type { Job } from './job.ts';
import type { Incident } from './record.ts';
import { gatewayOf, type Recovery, type RecoveryEnd } from './recovery.ts';
import { speakAt, type Work } from './work.ts';

/** In milliseconds; the host ends it then. */
export const limitOf = (op: string): number => OPERATIONS[op]?.limitMs ?? 0;

export const jobOf = (it: Incident, id: string | null): Job | undefined =>
  id === null ? undefined : it.jobs.find((job) => job.id === id);

export const isOpenJob = (job: Job): boolean =>
  ['planned', 'approved', 'dispatched', 'accepted'].includes(job.state);

/** A reason of the bot's own, without values. */
export const said = (word: string): Because => ({ code: `recovery.${word}`, params: {} });

/** Hub's or host's code, and what it said beside it. */
export function hostSaid(job: Job): Because {
  const reason = readNotBegun(job.why ?? '');
  if (reason !== null) return reason;
  const [code = '', ...rest] = (job.why ?? job.state).split(': ');
  const word = /^[a-z][a-z0-9-]*$/.test(code) ? code : 'other';
  return { code: `order.${word}`, params: { why: rest.join(': ').slice(0, 500) } };
}

export function retell(work: Work, one: Recovery): void {
  work.retold.add(one.id);
  speakAt(work, work.now);
}

/** It is over. What is well, or was never touched, is not frozen any longer; the rest is, until people or time end it. */
export function end(
  work: Work,
  one: Recovery,
  as: RecoveryEnd,
  because: Because | null,
  by: Person | null = null,
): void {
  Object.assign(one, { state: 'over', end: { as, at: work.now, because, by } });
  retell(work, one);
  const untouched =
    ['refused', 'denied', 'expired', 'cancelled'].includes(as) &&
    (one.progress === null || one.progress.outcome === 'refused');
  if (as === 'recovered' || untouched) unfreeze(work, one, by ?? one.by);
  else askHold(work, one);
}

/** The run has given OpenClaw's lease back for good, and the notice still tells of it. */
function askHold(work: Work, { host, id: recovery, freeze }: Recovery): void {
  if (freeze?.state !== 'held') return;
  work.effects.push({ id: `ask-hold:${recovery}`, host, kind: 'ask-hold', freeze: freeze.id, recovery });
}

function unfreeze(work: Work, one: Recovery, by: Person): void {
  if (one.freeze?.state !== 'held') return;
  one.freeze.state = 'lifted';
  const { host, id: recovery, freeze } = one;
  const about = { host, gateway: gatewayOf(one), freeze: freeze.id, recovery };
  work.effects.push({ id: `unfreeze:${freeze.id}`, kind: 'unfreeze', ...about, by });
}
