/**
 * @module incidents/bundle-wish
 * From the wish to what lies on the host: one order a host, and for several hosts one more bundle that will be put
 * together from theirs. Who asks while one is being made sees that one.
 */
import type { Report } from '../protocol/report.ts';
import { type Bundle, factsOf, isBundleOver, MOST_BUNDLES } from './bundle.ts';
import { bundleSaid, endBundle, membersOf, retellBundle } from './bundle-step.ts';
import { planJob } from './job-machine.ts';
import { hostSaid, isOpenJob, jobOf, limitOf } from './recovery-step.ts';
import type { Happening, Work } from './work.ts';

type Wished = Extract<Happening, { type: 'bundle' }>;
type Wish = Pick<Wished, 'id' | 'person' | 'sinceMin'>;

/** Hosts whose bundles go into one file. */
export const MOST_JOINED = 12;

export function wishBundle(work: Work, event: Wished): void {
  const targets = event.targets.slice(0, MOST_JOINED);
  const [only] = targets;
  if (only === undefined) return;
  makeRoom(work);
  const made = targets.map((target) => bundleOf(work, event, target));
  if (targets.length === 1) return;
  const joint = blank(work, event, event.name, null, null);
  joint.of = made.map(({ id }) => id);
  work.it.bundles.push(joint);
  retellBundle(work, joint);
}

/** A bundle of one host, for a person or for another machine; the one that is being made where there is one. */
export function bundleOf(work: Work, wish: Wish, target: { host: string; gateway?: string }): Bundle {
  const { host, gateway = null } = target;
  const open = work.it.bundles.find(
    (one) =>
      one.host === host && one.gateway === gateway && (one.state === 'wanted' || one.state === 'collecting'),
  );
  if (open !== undefined) return open;
  const one = blank(work, wish, host, host, gateway);
  const op = 'bundle';
  const args = {
    ...(gateway === null ? {} : { gateway }),
    ...(wish.sinceMin === undefined ? {} : { sinceMin: wish.sinceMin }),
  };
  const plan = { host, op, mode: 'read', limitMs: limitOf(op), args } as const;
  one.job = planJob(work, { id: wish.id, person: wish.person }, plan).id;
  work.it.bundles.push(one);
  retellBundle(work, one);
  return one;
}

function blank(
  { it, now }: Work,
  wish: Wish,
  name: string,
  host: string | null,
  gateway: string | null,
): Bundle {
  const n = it.bundles.reduce((most, one) => (one.host === host ? Math.max(most, one.n) : most), 0) + 1;
  return {
    id: `${it.id}.${host ?? 'several'}.bundle-${n}`,
    wish: wish.id,
    n,
    name,
    host,
    gateway,
    sinceMin: wish.sinceMin ?? null,
    of: [],
    by: wish.person,
    askedAt: now,
    state: 'wanted',
    job: null,
    made: null,
    fetch: null,
    keptAt: null,
    keepUntil: null,
    shares: [],
    links: [],
    trouble: null,
    end: null,
  };
}

/** The record stays small: of many bundles the oldest that are over go. */
function makeRoom({ it }: Work): void {
  const over = it.bundles.filter(isBundleOver);
  const tooMany = new Set(over.slice(0, Math.max(0, it.bundles.length - MOST_BUNDLES)).map(({ id }) => id));
  it.bundles = it.bundles.filter(({ id }) => !tooMany.has(id));
}

/** What the host tells of the file that it has made. */
export function learnMade(work: Work, one: Bundle, order: string, reports: readonly Report[]): void {
  if (order !== one.job || (one.state !== 'wanted' && one.state !== 'collecting')) return;
  const report = reports.find((known) => known.kind === 'bundle');
  if (report === undefined) return;
  one.made = factsOf(report.bundle);
  const { gate } = one.made;
  if (!gate.passed) return void endBundle(work, one, 'refused', gate.because);
  one.state = 'ready';
  retellBundle(work, one);
}

/** The host has begun, or has ended without a file. */
export function goOnMaking(work: Work, one: Bundle): void {
  if (one.host === null) return void goOnJoining(work, one);
  const job = jobOf(work.it, one.job);
  if (job === undefined) return;
  if (!isOpenJob(job))
    return void endBundle(
      work,
      one,
      'failed',
      job.state === 'done' ? bundleSaid('none-made') : hostSaid(job),
    );
  if (job.state === 'accepted' && one.state === 'wanted') {
    one.state = 'collecting';
    retellBundle(work, one);
  }
}

/** One file of several hosts can be looked at when each of them has one, or never will. */
function goOnJoining(work: Work, one: Bundle): void {
  const members = membersOf(work.it, one);
  if (members.some(({ state }) => state === 'wanted' || state === 'collecting')) {
    if (one.state === 'wanted' && members.some(({ state }) => state !== 'wanted')) {
      one.state = 'collecting';
      retellBundle(work, one);
    }
    return;
  }
  if (members.every(isBundleOver)) return void endBundle(work, one, 'failed', bundleSaid('no-member'));
  one.state = 'ready';
  retellBundle(work, one);
}
