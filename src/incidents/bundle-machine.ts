/**
 * @module incidents/bundle-machine
 * Bundles: everything about one incident in a file that the host has made, redacted and searched. It stays on the host
 * until somebody shares it, and with the bot as long as bundles may be kept. Pure, like the other machines; what takes
 * time (putting pieces together, keeping the file, taking it away) is bundle-keeper.ts.
 */
import { type Bundle, isBundleOver, isMoving } from './bundle.ts';
import { fetchBundle, giveUp, goOnFetching, takePieces } from './bundle-fetch.ts';
import { attach, goOnSharing, hearOfFile, link, revokeLinks, useLink } from './bundle-share.ts';
import { bundleSaid, endBundle, membersOf, retellBundle } from './bundle-step.ts';
import { goOnMaking, learnMade, wishBundle } from './bundle-wish.ts';
import { planJob } from './job-machine.ts';
import { limitOf } from './recovery-step.ts';
import type { Happening, Machine, Work } from './work.ts';

export const BUNDLE_MACHINE: Machine = {
  happen(work, event) {
    if (event.type === 'bundle') wishBundle(work, event);
    if (event.type === 'said' || event.type === 'unsaid') hearOfFile(work, event);
    for (const one of work.it.bundles) {
      if ('bundle' in event && event.bundle === one.id) hear(work, one, event);
      if (event.type === 'evidence') {
        const { order, reports = [] } = event;
        learnMade(work, one, order, reports);
        takePieces(
          work,
          one,
          order,
          reports.flatMap((it) => (it.kind === 'bundle-piece' ? it.piece : [])),
        );
      }
    }
    // Those of one host first: what is put together from them follows.
    const [joint, single] = [(one: Bundle) => one.host === null, (one: Bundle) => one.host !== null];
    for (const one of work.it.bundles.filter(single)) goOn(work, one);
    for (const one of work.it.bundles.filter(joint)) goOn(work, one);
  },
  busy: (it) => it.bundles.some(isMoving),
  underWay: (it) => it.bundles.some(isMoving),
  wakeAt(it) {
    const times = it.bundles.flatMap(deadlineOf);
    return times.length === 0 ? null : Math.min(...times);
  },
  close() {},
  follow() {},
};

/** What people, and whoever keeps the files, say to it. */
function hear(work: Work, one: Bundle, event: Happening): void {
  switch (event.type) {
    case 'attached':
      attach(work, one, event);
      break;
    case 'linked':
      link(work, one, event);
      break;
    case 'link-used':
      useLink(work, one, event.hash);
      break;
    case 'unlinked':
      revokeLinks(work, one);
      break;
    case 'bundle-wanted':
      fetchBundle(work, one);
      break;
    case 'bundle-deleted':
      remove(work, one, event.person);
      break;
    case 'bundle-kept':
      if (one.state !== 'whole') break;
      Object.assign(one, { state: 'kept', fetch: null, keptAt: work.now, keepUntil: event.until });
      if (event.made !== undefined) one.made = event.made;
      retellBundle(work, one);
      break;
    case 'bundle-broken':
      if (one.state === 'whole') giveUp(work, one, event.because);
      break;
    case 'bundle-gone':
      one.keptAt = null;
      break;
  }
}

/** Somebody wants it gone, here and on the host. */
function remove(work: Work, one: Bundle, by: Bundle['by']): void {
  if (isBundleOver(one) || one.state === 'wanted' || one.state === 'collecting') return;
  if (one.host === null) for (const member of membersOf(work.it, one)) remove(work, member, by);
  else if (one.made !== null && work.now < one.made.keptUntil) {
    const op = 'bundle.drop';
    const args = { digest: one.made.digest };
    planJob(
      work,
      { id: one.wish, person: by },
      { host: one.host, op, mode: 'read', limitMs: limitOf(op), args },
    );
  }
  endBundle(work, one, 'dropped', null, by);
}

/** What follows from how its jobs, its members and the clock stand now. */
function goOn(work: Work, one: Bundle): void {
  if (one.state === 'wanted' || one.state === 'collecting') goOnMaking(work, one);
  if (one.state === 'fetching') goOnFetching(work, one);
  // Nothing is left to put together.
  if (one.host === null && one.state === 'ready' && membersOf(work.it, one).every(isBundleOver))
    endBundle(work, one, 'dropped', bundleSaid('no-member'));
  const [end = Number.POSITIVE_INFINITY] = deadlineOf(one);
  if (work.now >= end) {
    const why = one.state === 'kept' ? bundleSaid('retention') : bundleSaid('host-forgot');
    endBundle(work, one, 'dropped', why);
  }
  goOnSharing(work, one);
}

/** When it goes by itself (epoch ms): the host keeps its copy for a day, the bot its own for as long as it may. */
function deadlineOf(one: Bundle): number[] {
  if (one.state === 'ready' && one.made !== null && one.host !== null) return [one.made.keptUntil];
  return one.state === 'kept' && one.keepUntil !== null ? [one.keepUntil] : [];
}
