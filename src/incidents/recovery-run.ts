/**
 * @module incidents/recovery-run
 * From consent to the end: everybody else is held off, the host carries the plan out, and a look is held against the one
 * before it (runbooks/recovered.ts). Only then is it called recovered.
 */
import { readNotBegun } from '../protocol/not-begun.ts';
import type { Report } from '../protocol/report.ts';
import { isUnconfirmed, whyNotRecovered } from '../runbooks/recovered.ts';
import { claimsOf } from './claims-of.ts';
import type { Job } from './job.ts';
import { callOff, letGo } from './job-machine.ts';
import { type Incident, isActive, type Reading } from './record.ts';
import { gatewayOf, isOver, type Recovery } from './recovery.ts';
import { end, hostSaid, isOpenJob, jobOf, retell, said } from './recovery-step.ts';
import { beginRun } from './run-machine.ts';
import type { Happening, Work } from './work.ts';

/** A freeze that nobody answers for holds nobody up longer than this, in milliseconds. */
export const FREEZE_WITHIN_MS = 15_000;
/** A freeze for a recovery ends by itself after this long, in milliseconds: the longest run, and a look. */
const FREEZE_MS = 45 * 60_000;

/** What the host has written down: the plan, and how far it is. Older news than what is known changes nothing. */
export function learn(work: Work, one: Recovery, order: string, reports: readonly Report[]): void {
  for (const report of reports) {
    if (report.kind === 'plan' && order === one.planJob && one.state === 'planning') {
      const { plan, digest } = report;
      Object.assign(one, { plan, digest, plannedAt: work.now, state: 'planned' });
      retell(work, one);
    }
    if (report.kind !== 'progress' || order !== one.runJob || report.progress.plan !== one.digest) continue;
    if (one.progress !== null && report.progress.revision <= one.progress.revision) continue;
    one.progress = report.progress;
    retell(work, one);
  }
}

/** Others are asked; once they agree, a freeze comes first. */
export function consent(work: Work, one: Recovery): void {
  const run = jobOf(work.it, one.runJob);
  if (run?.state === 'approved') freeze(work, one);
  else if (run !== undefined && !isOpenJob(run)) notAgreed(work, one, run);
}

function freeze(work: Work, one: Recovery): void {
  if (one.freeze === null || one.started === null) return;
  one.state = 'freezing';
  const { host, id: recovery, freeze } = one;
  const { by, because } = one.started;
  const about = { host, gateway: gatewayOf(one), freeze: freeze.id, recovery };
  const until = work.now + FREEZE_MS;
  const earlier = work.it.recoveries.filter(
    (other) => other !== one && other.host === host && isOver(other) && other.freeze?.state === 'held',
  );
  const before = earlier.flatMap((other) => other.freeze?.id ?? []);
  for (const other of earlier) if (other.freeze !== null) other.freeze.state = 'lifted';
  const more = before.length === 0 ? {} : { before };
  work.effects.push({ id: `freeze:${freeze.id}`, kind: 'freeze', ...about, by, because, until, ...more });
  retell(work, one);
}

/** When it goes on though nobody has answered for the freeze (epoch ms). */
export const freezeBy = (it: Incident, one: Recovery): number =>
  (jobOf(it, one.runJob)?.approvals.at(-1)?.at ?? 0) + FREEZE_WITHIN_MS;

export function frozen(work: Work, one: Recovery): void {
  if (one.freeze?.state === 'wanted' || one.freeze?.state === 'without') one.freeze.state = 'held';
  go(work, one);
}

/** Somebody else holds the gateway still: nothing is sent. */
export function notFrozen(
  work: Work,
  one: Recovery,
  event: Extract<Happening, { type: 'freeze-refused' }>,
): void {
  const run = jobOf(work.it, one.runJob);
  if (one.state !== 'freezing' || run === undefined) return;
  one.freeze = null;
  callOff(work, run, 'frozen');
  const params = { by: event.by, until: String(event.until), why: event.because ?? '' };
  end(work, one, 'refused', { code: 'recovery.frozen', params });
  if (one.end !== null && event.link !== undefined) one.end.link = event.link;
}

export function waitForFreeze(work: Work, one: Recovery): void {
  const run = jobOf(work.it, one.runJob);
  if (run !== undefined && !isOpenJob(run)) notAgreed(work, one, run);
  else if (work.now >= freezeBy(work.it, one)) {
    if (one.freeze !== null) one.freeze.state = 'without';
    go(work, one);
  }
}

/** The order goes to the host. */
function go(work: Work, one: Recovery): void {
  const run = jobOf(work.it, one.runJob);
  if (one.state !== 'freezing' || run?.state !== 'approved') return;
  one.state = 'running';
  letGo(work, run);
  retell(work, one);
}

function notAgreed(work: Work, one: Recovery, run: Job): void {
  const { state, why, deniedBy = null } = run;
  if (state === 'denied') end(work, one, 'denied', null, deniedBy);
  else if (state === 'expired' || state === 'cancelled') end(work, one, state, said(`consent-${state}`));
  else end(work, one, 'refused', why === null ? null : hostSaid(run));
}

/** The host has ended, or nobody knows how far it came. */
export function conclude(work: Work, one: Recovery): void {
  const { host, gateway, by: person, progress } = one;
  const run = jobOf(work.it, one.runJob);
  if (run === undefined || isOpenJob(run)) return;
  const outcome = progress?.outcome ?? null;
  if (outcome === 'recovered' && run.state === 'done') {
    Object.assign(one, { state: 'looking', end: null });
    beginRun(work, { host, gateway, person });
    retell(work, one);
  } else if (outcome !== null && outcome !== 'recovered') {
    // What is so now is looked at, too: a host that put everything back has changed it twice.
    if (run.state === 'done' && outcome !== 'refused') beginRun(work, { host, gateway, person });
    const because = progress?.because ?? null;
    // The host has done what it was asked for, and calls the gateway well all the same no more than the bot would.
    const unconfirmed = outcome === 'escalated' && because !== null && isUnconfirmed(because);
    end(work, one, unconfirmed ? 'not-confirmed' : outcome, because);
  } else if (progress === null && readNotBegun(run.why ?? '') !== null) {
    end(work, one, 'refused', hostSaid(run));
  } else if (progress === null && (run.state === 'refused' || run.state === 'expired')) {
    end(work, one, run.state, hostSaid(run));
  } else end(work, one, 'unknown', hostSaid(run));
}

/** Did the look afterwards see that it is gone? A later one of this gateway is as good. */
export function judge(work: Work, one: Recovery): void {
  const run = work.it.runs.find(({ host }) => host === one.host);
  if (run !== undefined && isActive(run)) return;
  const gateway = gatewayOf(one);
  if (run !== undefined && run.gateway !== null && run.gateway !== gateway) {
    // Somebody looked at a neighbour meanwhile: that says nothing of this one.
    beginRun(work, { host: one.host, gateway: one.gateway, person: one.by });
    return;
  }
  // A gateway that nobody saw is not brought back because nothing is said of it.
  if (run?.state !== 'done' || run.reading === null || run.reading.verdict === 'unknown') {
    end(work, one, 'not-confirmed', said('look-not-done'));
    return;
  }
  one.still = claimsOf(run.reading, gateway);
  const against = whyNotRecovered({
    finding: one.plan?.finding ?? one.finding,
    before: one.before?.claimed ?? null,
    complaint: one.before?.complaint ?? [],
    after: { looked: true, verdict: ofOurs(run.reading, gateway), claimed: one.still },
  });
  const { acceptance } = one.progress ?? {};
  const worked = acceptance?.read === 'done' && acceptance.write === 'done';
  if (against?.code === 'look-again.still') end(work, one, 'still-failing', null);
  else if (against?.code === 'look-again.down') end(work, one, 'still-failing', said('is-down'));
  else if (against?.code === 'look-again.could-not-look')
    end(work, one, 'not-confirmed', said('which-is-down'));
  else if (against !== null) end(work, one, 'not-confirmed', against);
  else if (worked) end(work, one, 'recovered', null);
  else end(work, one, 'not-confirmed', said('not-accepted'));
}

/**
 * The verdict is the host's: where only a neighbour has claims, it may be the neighbour that is down, and nobody can say.
 */
function ofOurs({ verdict, claimed = [] }: Reading, gateway: string): string {
  const mine = claimed.filter((claim) => claim.startsWith(`${gateway}/`)).length;
  return verdict === 'down' && mine === 0 && claimed.length > 0 ? 'unknown' : verdict;
}
