/**
 * @module incidents/bundle-share
 * To whom a bundle is given: a file in a place where people speak of the incident, or a link for one person. Either wants
 * the file here first. A place gets it once, however often people ask.
 */
import { keyIn, type Place, samePlace } from '../outbox/place.ts';
import { type Bundle, bundleName, isGood, isThere, type Share } from './bundle.ts';
import { fetchBundle } from './bundle-fetch.ts';
import { retellBundle } from './bundle-step.ts';
import { threadsOf } from './threads.ts';
import type { Happening, Work } from './work.ts';

type Attached = Extract<Happening, { type: 'attached' }>;
type Linked = Extract<Happening, { type: 'linked' }>;

/** Links of one bundle that are remembered. */
const MOST_LINKS = 20;

/** Somebody wants the file in this place. */
export function attach(work: Work, one: Bundle, event: Attached): void {
  const place = placeOf(work, event.place);
  if (place === null || !isThere(one)) return;
  const here = one.shares.filter((share) => share.place === place);
  if (here.some(({ state }) => state !== 'refused')) return;
  const base = `bundle-file/${bundleName(one)}${here.length === 0 ? '' : `/${here.length + 1}`}`;
  one.shares.push({
    key: keyIn(place, base),
    place,
    by: event.person,
    at: work.now,
    despite: event.despite === true,
    state: 'waiting',
    why: null,
    code: null,
  });
  goOnSharing(work, one);
  retellBundle(work, one);
}

/** Whoever waits for the file gets it, or it is fetched. */
export function goOnSharing(work: Work, one: Bundle): void {
  const waiting = one.shares.filter(({ state }) => state === 'waiting');
  if (waiting.length === 0) return;
  if (one.state === 'ready') fetchBundle(work, one);
  if (one.state !== 'kept') return;
  for (const share of waiting) say(work, one, share);
  retellBundle(work, one);
}

function say(work: Work, one: Bundle, share: Share): void {
  share.state = 'going';
  const { key, place } = share;
  const about = { key, what: 'bundle-file', place, host: one.host, order: one.id } as const;
  work.effects.push({ id: `say:${key}`, kind: 'say', ...about, revision: 1, notBefore: work.now });
}

/** What came of it, as the outbox says. */
export function hearOfFile(work: Work, event: Extract<Happening, { type: 'said' | 'unsaid' }>): void {
  for (const one of work.it.bundles) {
    const share = one.shares.find(({ key, state }) => key === event.key && state === 'going');
    if (share === undefined) continue;
    if (event.type === 'said') share.state = 'shown';
    else Object.assign(share, { state: 'refused', why: event.why, code: event.code ?? null });
    retellBundle(work, one);
  }
}

/** Where the incident is spoken of, by the thread or the channel that the person was in. */
function placeOf({ it }: Work, wanted: Place): number | null {
  const exactly = it.places.findIndex((place) => samePlace(place, wanted));
  if (exactly >= 0 || wanted.via === 'terminal') return exactly < 0 ? null : exactly;
  const inThread = threadsOf(it).findIndex((thread) => samePlace(thread, wanted));
  if (inThread >= 0) return inThread;
  const inChannel = it.places.findIndex((one) => one.via === 'slack' && one.channel === wanted.channel);
  return inChannel < 0 ? null : inChannel;
}

/** A link was made for somebody: the file is fetched, so that it is here when they follow it. */
export function link(work: Work, one: Bundle, event: Linked): void {
  if (!isThere(one)) return;
  const { hash, whom, until, most, person: by } = event;
  const good = one.links.filter((known) => isGood(known, work.now));
  one.links = [
    ...good.slice(1 - MOST_LINKS),
    { hash, by, whom, at: work.now, until, uses: 0, most, revoked: false },
  ];
  fetchBundle(work, one);
  retellBundle(work, one);
}

/** The file goes out by this link once more. */
export function useLink(work: Work, one: Bundle, hash: string): void {
  const used = one.links.find((known) => known.hash === hash);
  if (used === undefined || !isGood(used, work.now)) return;
  used.uses += 1;
  retellBundle(work, one);
}

export function revokeLinks(work: Work, one: Bundle): void {
  for (const known of one.links) known.revoked = true;
  retellBundle(work, one);
}
