/**
 * @module freezes/freeze
 * What a freeze does when something happens to it: planned → announced → active → lifted or lapsed. Pure: it waits for
 * nothing and touches nothing, so a retry, a double click and an evicted object are one case, the same event again.
 */
import { samePerson } from '../outbox/person.ts';
import { MAX_PLACES, samePlace } from '../outbox/place.ts';
import type { Effect } from './effect.ts';
import type { FreezeEvent, Happening } from './event.ts';
import { publish, publishEnd, publishReminder } from './notices.ts';
import { holdEffect, letGoEffect, linkOf, orderHold, orderLift } from './orders.ts';
import { type Freeze, isOpen, type Target } from './record.ts';
import { remindersOf, TOO_LATE_MS } from './reminders.ts';

/** Event ids remembered. */
const MEMORY = 256;
/** No freeze ends later than this from now, in milliseconds: a forgotten one must not outlive a shift. */
export const LONGEST_MS = 12 * 3_600_000;
/** A host that has said nothing of its hold for so long is told of as not having answered, in milliseconds. */
export const HOST_ANSWERS_MS = 65_000;

/** What one event is worked on with: a copy that may be changed, and what follows. */
export type Work = { it: Freeze; effects: Effect[]; now: number };

/** The freeze after `event` at `now` (epoch ms), and what it wants done. What does not fit changes nothing. */
export function advance(
  freeze: Freeze,
  event: Happening,
  now: number,
): { freeze: Freeze; effects: Effect[] } {
  const id = 'id' in event ? event.id : null;
  if (id !== null && freeze.seen.includes(id)) return { freeze, effects: [] };
  if (freeze.state === 'new' && event.type !== 'begun') return { freeze, effects: [] };
  const work: Work = { it: structuredClone(freeze), effects: [], now };
  if (id !== null) work.it.seen = [...work.it.seen, id].slice(-MEMORY);
  happen(work, event);
  return { freeze: work.it, effects: work.effects };
}

function happen(work: Work, event: Happening): void {
  const { it, now } = work;
  switch (event.type) {
    case 'begun':
      begin(work, event);
      break;
    case 'tick':
      tick(work);
      break;
    case 'acknowledged':
      if (!isOpen(it) || it.acknowledged.some(({ person }) => samePerson(person, event.person))) return;
      it.acknowledged.push({ person: event.person, at: now });
      publish(work);
      break;
    case 'extended':
      extend(work, event);
      break;
    case 'lifted': {
      const { person: by, because = null, recovery = false } = event;
      if (isOpen(it)) end(work, 'lifted', { by, because, recovery, at: now });
      break;
    }
    case 'asked-again':
      for (const target of it.targets) if (target.state === 'held' && isOpen(it)) tellHost(work, target);
      break;
    case 'held':
      held(work, event);
      break;
    case 'hold-refused':
      refused(work, event);
      break;
    case 'said':
      said(work, event);
      break;
    case 'unsaid':
      it.unsaid = [...it.unsaid, { key: event.key, why: event.why }].slice(-32);
      break;
    default:
      if ('order' in event) hostSays(work, event);
  }
}

function begin(work: Work, event: Extract<FreezeEvent, { type: 'begun' }>): void {
  const { it, now } = work;
  if (it.state !== 'new') return;
  const from = Math.max(event.from, now);
  Object.assign(it, {
    state: 'planned',
    requester: event.person,
    because: event.because,
    incident: event.incident,
    madeAt: now,
    from,
    until: event.until,
    targets: event.targets.map(({ host, gateway = null }): Target => {
      const nothing = { rival: null, retryAt: null, order: null, orderedAt: null, words: {} };
      return { host, gateway, state: 'waiting', ...nothing };
    }),
  });
  for (const place of event.places)
    if (it.places.length < MAX_PLACES && !it.places.some((known) => samePlace(known, place)))
      it.places.push(place);
  if (from <= now) {
    start(work);
    return;
  }
  // Known to the hosts' objects beforehand, so that people who ask see it; it stands in nobody's way yet.
  for (const target of it.targets) work.effects.push(holdEffect(it, target));
  publish(work);
}

/** Its time has come. The notice goes out when the first host is held; nobody is told of a freeze that is none. */
function start(work: Work): void {
  const { it } = work;
  Object.assign(it, { state: 'announced', began: true });
  for (const target of it.targets) ask(work, target);
}

function ask(work: Work, target: Target): void {
  Object.assign(target, { state: 'asking', rival: null, retryAt: null });
  work.effects.push(holdEffect(work.it, target));
}

const targetOf = (it: Freeze, { host, gateway }: { host: string; gateway: string | null }) =>
  it.targets.find((one) => one.host === host && one.gateway === gateway);

function held(work: Work, event: Extract<FreezeEvent, { type: 'held' }>): void {
  const { it } = work;
  const target = targetOf(it, event);
  if (target?.state !== 'asking' || !isOpen(it)) return;
  target.state = 'held';
  it.state = 'active';
  tellHost(work, target);
  publish(work);
}

/** The host itself is told, and may take OpenClaw's own lease; the notice does not wait for it. */
function tellHost(work: Work, target: Target): void {
  const effect = orderHold(work.it, target, work.now);
  if (effect.kind !== 'dispatch') return;
  Object.assign(target, { order: effect.job.id, orderedAt: work.now });
  work.effects.push(effect);
}

function refused(work: Work, event: Extract<FreezeEvent, { type: 'hold-refused' }>): void {
  const { it, now } = work;
  const target = targetOf(it, event);
  if (!isOpen(it) || target === undefined || target.state === 'waiting' || target.state === 'over') return;
  // What was planned long before takes over when the other one is done.
  const isPatient = it.from > it.madeAt || it.requester?.via === 'schedule';
  const retryAt = isPatient && event.rival.until < it.until ? event.rival.until : null;
  Object.assign(target, { state: 'refused', rival: event.rival, retryAt });
  const hopeful = it.targets.some((one) => one.state !== 'refused' || one.retryAt !== null);
  if (!hopeful) {
    it.state = 'refused';
    it.ended = { at: now, noticedAt: now, by: null, because: null, recovery: false };
  }
  if (it.state === 'active' || isPatient) publish(work);
}

function extend(work: Work, event: Extract<FreezeEvent, { type: 'extended' }>): void {
  const { it, now } = work;
  const until = Math.min(event.until, Math.max(now, it.from) + LONGEST_MS);
  if (!isOpen(it) || until <= it.until) return;
  it.until = until;
  it.extended.push({ person: event.person, at: now, until, because: event.because ?? null });
  for (const target of it.targets) {
    if (target.state !== 'held' && target.state !== 'waiting') continue;
    work.effects.push(holdEffect(it, target));
    if (target.state === 'held') tellHost(work, target);
  }
  publish(work);
}

function end(
  work: Work,
  state: 'lifted' | 'lapsed',
  { by, because, recovery, at }: Omit<NonNullable<Freeze['ended']>, 'noticedAt'>,
): void {
  const { it, now } = work;
  it.state = state;
  it.ended = { at, noticedAt: now, by, because, recovery };
  for (const target of it.targets) {
    if (target.state !== 'refused') work.effects.push(letGoEffect(it, target));
    // By its own time the host ends it by itself.
    if (state === 'lifted' && target.order !== null) work.effects.push(orderLift(it, target, now));
    if (target.state !== 'refused') target.state = 'over';
  }
  publish(work);
  if (state === 'lapsed') publishEnd(work);
}

function tick(work: Work): void {
  const { it, now } = work;
  if (!isOpen(it)) return;
  if (now >= it.until) {
    end(work, 'lapsed', { by: null, because: null, recovery: false, at: it.until });
    return;
  }
  if (it.state === 'planned') {
    if (now >= it.from) start(work);
    return;
  }
  for (const target of it.targets) {
    if (target.retryAt !== null && now >= target.retryAt) ask(work, target);
    if (isUnanswered(target) && now >= (target.orderedAt ?? now) + HOST_ANSWERS_MS)
      word(work, target, '', { held: 'announced', why: { code: 'host.no-answer', params: {} } });
  }
  for (const { name, at } of remindersOf(it)) {
    if (now < at) continue;
    it.reminded = [...it.reminded, name].slice(-16);
    if (now < at + TOO_LATE_MS) publishReminder(work, name);
  }
}

/** The host has been told of the hold as it is now, and has not said what it makes of it. */
export const isUnanswered = ({ state, order, words }: Target): boolean =>
  state === 'held' && order !== null && Object.keys(words).length === 0;

function hostSays(work: Work, event: Extract<Happening, { order: string }>): void {
  const target = work.it.targets.find((one) => one.order === event.order);
  if (target === undefined || target.state !== 'held') return;
  switch (event.type) {
    case 'host-absent':
      word(work, target, '', { held: 'announced', why: { code: `host.${event.why}`, params: {} } });
      break;
    case 'refused': {
      const params = { code: event.code.slice(0, 40), why: event.why.slice(0, 400) };
      word(work, target, '', { held: 'announced', why: { code: 'host.refused', params } });
      break;
    }
    case 'told':
      for (const { gateway, held: how, why } of event.holds) {
        if (how === 'leased' || how === 'announced') word(work, target, gateway, { held: how, why });
        else word(work, target, gateway, { held: 'announced', why: { code: `host.${how}`, params: {} } });
      }
      break;
    case 'done':
      if (isUnanswered(target))
        word(work, target, '', { held: 'announced', why: { code: 'host.said-nothing', params: {} } });
  }
}

/** What the host said last; what it says of a gateway replaces what was said of the host as a whole. */
function word(work: Work, target: Target, gateway: string, said: Target['words'][string]): void {
  const { '': _whole, ...others } = target.words;
  const words = gateway === '' ? { '': said } : { ...others, [gateway]: said };
  if (JSON.stringify(words) === JSON.stringify(target.words)) return;
  target.words = words;
  publish(work);
}

/** The first message that has an address: whoever meets the hold is sent there. */
function said(work: Work, { key, ref }: Extract<FreezeEvent, { type: 'said' }>): void {
  const { it } = work;
  const before = linkOf(it);
  it.said[key] = ref;
  if (before !== null || linkOf(it) === null || !isOpen(it)) return;
  for (const target of it.targets)
    if (target.state === 'held' || target.state === 'waiting') work.effects.push(holdEffect(it, target));
}

/** When it must be looked at though nothing happens (epoch ms); null for never. */
export function wakeTime(it: Freeze): number | null {
  if (!isOpen(it)) return null;
  const times = [it.until, ...remindersOf(it).map(({ at }) => at)];
  if (it.state === 'planned') times.push(it.from);
  for (const target of it.targets) {
    if (target.retryAt !== null) times.push(target.retryAt);
    if (isUnanswered(target) && target.orderedAt !== null) times.push(target.orderedAt + HOST_ANSWERS_MS);
  }
  return Math.min(...times);
}
