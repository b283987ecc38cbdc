/**
 * @module incidents/notices
 * Which messages must read differently after an event: the living one in each place, and the details of runs that
 * ended. What they say is composed when they are said.
 */

import { detailsKey, keyIn } from '../outbox/place.ts';
import { bundleName } from './bundle.ts';
import type { NoticeEffect } from './effect.ts';
import { type Incident, isActive, type Run } from './record.ts';
import { hasBegun } from './recovery.ts';
import type { Work } from './work.ts';

/** Hosts of one incident that are told of in its thread unasked; a longer thread hides what it should show. */
export const TOLD_IN_FULL = 8;

type Wanted = Pick<NoticeEffect, 'what' | 'host' | 'order'> & { base: string; at: number };

/** One effect a message that must change; the status not before `notBefore` (epoch ms). */
export function publish(work: Work, notBefore: number): void {
  const { it } = work;
  it.revision += 1;
  const wanted: Wanted[] = [
    { base: 'status', what: 'status', host: null, order: null, at: notBefore },
    ...recoveriesWanted(work),
    ...bundlesWanted(work),
    ...ticketsWanted(work),
    ...detailsWanted(work),
  ];
  for (const place of it.places.keys()) {
    for (const { base, what, host, order, at } of wanted) {
      const key = keyIn(place, base);
      const kind = key in it.said ? 'edit' : 'say';
      const id = `${kind}:${key}:${it.revision}`;
      work.effects.push({ id, kind, key, what, place, host, order, revision: it.revision, notBefore: at });
    }
  }
}

/** Each recovery has a message for its plan and its consent, and another one from the moment it is carried out. */
function recoveriesWanted({ it, retold, now }: Work): Wanted[] {
  return it.recoveries.flatMap((one): Wanted[] => {
    if (!retold.has(one.id)) return [];
    const about = { host: one.host, order: one.id, at: now };
    const plan: Wanted = { base: `plan/${one.host}/${one.n}`, what: 'plan', ...about };
    const progress: Wanted = { base: `recovery/${one.host}/${one.n}`, what: 'recovery', ...about };
    return hasBegun(one) ? [plan, progress] : [plan];
  });
}

/** One message a bundle, from the wish to the end. */
function bundlesWanted({ it, retold, now }: Work): Wanted[] {
  return it.bundles
    .filter(({ id }) => retold.has(id))
    .map((one): Wanted => {
      const about = { host: one.host, order: one.id, at: now };
      return { base: `bundle/${bundleName(one)}`, what: 'bundle', ...about };
    });
}

/** Each ticket has a message of its own, from the wish on. */
function ticketsWanted({ it, retold, now }: Work): Wanted[] {
  return it.tickets.flatMap(({ id, n }): Wanted[] =>
    retold.has(id) ? [{ base: `ticket/${n}`, what: 'ticket', host: null, order: id, at: now }] : [],
  );
}

function detailsWanted({ it, told, now }: Work): Wanted[] {
  return it.runs.flatMap((run): Wanted[] => {
    const base = detailsKey(run.host, run.n);
    if (!told.has(run.host) || isActive(run)) return [];
    if (!(base in it.said) && !deservesDetails(it, run)) return [];
    return [{ base, what: 'details', host: run.host, order: run.order, at: now }];
  });
}

/**
 * Of few hosts everything noticed is told. Of many only what was found, and only of the first ones: the others are
 * grouped in the living message, and one that is looked at again by itself gets its reply.
 */
function deservesDetails(it: Incident, run: Run): boolean {
  const { remarks = 0, claims = 0 } = run.reading ?? {};
  if (it.runs.length <= TOLD_IN_FULL || run.n > 1) return remarks > 0;
  if (claims === 0) return false;
  if (!it.inThread.includes(run.host)) {
    if (it.inThread.length >= TOLD_IN_FULL) return false;
    it.inThread.push(run.host);
  }
  return true;
}
