/**
 * @module incidents/recovery-plan
 * From the wish to a plan that people can read: what is wrong, by a look, and how the host would bring it back.
 */
import { actedOn } from '../runbooks/way.ts';
import { claimsBefore, isRemark } from './claims-of.ts';
import { planJob } from './job-machine.ts';
import { isActive, type Run } from './record.ts';
import { gatewayOf, openRecovery, type Recovery } from './recovery.ts';
import { end, hostSaid, isOpenJob, jobOf, limitOf, retell, said } from './recovery-step.ts';
import { beginRun } from './run-machine.ts';
import type { Happening, Work } from './work.ts';

/** A look, or a plan of the same wish, that is older than this is made anew, in milliseconds. */
const FRESH_MS = 5 * 60_000;

const isFresh = (run: Run, now: number): boolean => isActive(run) || (run.endedAt ?? 0) + FRESH_MS > now;

type Wished = Extract<Happening, { type: 'recover' }>;

/** Two people who want one host back have one recovery: the second sees the first one's. */
export function wish(work: Work, event: Wished): void {
  const { it, now } = work;
  const open = openRecovery(it.recoveries, event.host);
  if (open !== undefined && !replaces(event, open, now)) return;
  if (open !== undefined) end(work, open, 'replaced', null, event.person);
  const { host, gateway = null, finding = null, way = null, acceptance = null, choice = null } = event;
  const n = it.recoveries.filter((one) => one.host === host).length + 1;
  const one: Recovery = {
    id: `${it.id}.${host}.recovery.${n}`,
    ...{ wish: event.id, n, host, gateway, way, finding, by: event.person, because: event.because ?? null },
    ...{ state: 'finding', askedAt: now, acceptance, choice, planJob: null, runJob: null, plan: null },
    ...{ digest: null, plannedAt: null, started: null, freeze: null, progress: null, steers: [], sign: null },
    ...{ still: [], end: null },
  };
  const last = it.runs.find((run) => run.host === host);
  if (finding === null && (last === undefined || !isFresh(last, now)))
    beginRun(work, { host, gateway, person: event.person });
  it.recoveries.push(one);
  retell(work, one);
}

/** Another wish takes the place of a plan that nobody has started; of one that is under way it sees how far it is. */
function replaces(event: Wished, open: Recovery, now: number): boolean {
  if (open.state !== 'planned') return false;
  const other = event.gateway !== undefined && event.gateway !== open.gateway;
  const way = (event.way ?? null) !== open.way;
  const proof = event.acceptance !== undefined && event.acceptance !== open.acceptance;
  return other || way || proof || event.choice !== undefined || now >= (open.plannedAt ?? 0) + FRESH_MS;
}

/**
 * What is wrong, by the look at it: of the claims about the gateway that is meant the one that a terminal would start
 * from, too. Then the host is asked for a plan.
 */
export function findFirst(work: Work, one: Recovery): void {
  const run = work.it.runs.find(({ host }) => host === one.host);
  if (one.finding === null && run !== undefined && isActive(run)) return;
  const claims = run?.reading?.claimed ?? [];
  const mine = claims.find((claim) => one.gateway === null || claim.startsWith(`${one.gateway}/`));
  if (one.finding === null && mine !== undefined) {
    const gateway = mine.slice(0, mine.indexOf('/') + 1);
    const ids = claims
      .filter((claim) => claim.startsWith(gateway))
      .map((claim) => claim.slice(gateway.length));
    const toMend = ids.filter((id) => !isRemark(id));
    one.finding = actedOn(toMend.length > 0 ? toMend : ids);
    one.gateway ??= profileOf(mine);
  }
  // What is not ill is not touched, whoever asks; a way that somebody typed is a wish of its own.
  const { verdict } = run?.reading ?? {};
  if (one.finding === null && one.way === null && (verdict === 'healthy' || verdict === 'waiting'))
    end(work, one, 'refused', said(verdict === 'waiting' ? 'waits' : 'nothing-found'));
  else {
    // Of half a look, or of an older one, nobody can say whether all of it was there when the recovery began.
    if (run?.state === 'done' && run.reading !== null && isFresh(run, work.now))
      one.before = claimsBefore(run.reading, gatewayOf(one));
    ask(work, one);
  }
}

/** `default` is OpenClaw's own name for the gateway without a profile. */
function profileOf(claim: string): string | null {
  const name = claim.slice(0, claim.indexOf('/'));
  return name === 'default' ? null : name;
}

function ask(work: Work, one: Recovery): void {
  const { host, gateway, finding, way, acceptance, choice } = one;
  const args = {
    ...(gateway === null ? {} : { gateway }),
    finding,
    ...(way === null ? {} : { way }),
    ...(acceptance === null ? {} : { acceptance }),
    ...(choice === null ? {} : { choice }),
  };
  const op = 'recovery.plan';
  const job = planJob(
    work,
    { id: one.wish, person: one.by },
    { host, op, mode: 'read', limitMs: limitOf(op), args },
  );
  Object.assign(one, { planJob: job.id, state: 'planning' });
  retell(work, one);
}

/** The host could not plan, or said something else than a plan. */
export function noPlan(work: Work, one: Recovery): void {
  const job = jobOf(work.it, one.planJob);
  if (job === undefined || isOpenJob(job)) return;
  end(work, one, 'refused', job.state === 'done' ? said('no-plan') : hostSaid(job));
}
