/**
 * @module incidents/incident
 * What an incident does when something happens to it: it opens, lets its machines work, and closes when none of them
 * is busy. Pure: it waits for nothing and touches nothing, so a retry by Slack, a double click, an evicted object and
 * a reconnecting host agent are one case here: the same event again, which changes nothing.
 */
import type { Verdict } from '../diagnosis/finding.ts';
import { MAX_PLACES, type Place, samePlace } from '../outbox/place.ts';
import type { Effect } from './effect.ts';
import type { Person } from './event.ts';
import { MACHINES } from './machines.ts';
import { publish } from './notices.ts';
import type { Incident } from './record.ts';
import { QUIET_MS } from './wake-time.ts';
import type { Happening, Work } from './work.ts';

/** Event ids remembered. */
export const MEMORY = 256;

/** An event that opens an incident, whoever asks: a person, an alert, a schedule. */
type Opening = Extract<Happening, { type: 'asked' | 'ordered' | 'recover' | 'bundle' | 'round' }>;

/** Has this event been here before? */
export const isKnown = (incident: Incident, event: { id?: string }): boolean =>
  event.id !== undefined && incident.seen.includes(event.id);

const isOpening = (event: Happening): event is Opening =>
  ['asked', 'ordered', 'recover', 'bundle', 'round'].includes(event.type);

/**
 * The incident after `event` at `now` (epoch ms), and what it wants done. Total: an event that does not
 * fit (another run's order, a host it never asked) changes nothing but the memory of its id.
 */
export function advance(
  incident: Incident,
  event: Happening,
  now: number,
): { incident: Incident; effects: Effect[] } {
  const id = 'id' in event ? event.id : null;
  if (id !== null && incident.seen.includes(id)) return { incident, effects: [] };
  if (incident.state === 'new' && !isOpening(event)) return { incident, effects: [] };
  const work: Work = {
    it: copyOf(incident),
    effects: [],
    now,
    told: new Set(),
    retold: new Set(),
    spoken: null,
  };
  if (id !== null) work.it.seen = [...work.it.seen, id].slice(-MEMORY);
  happen(work, event);
  settle(work, event);
  return { incident: work.it, effects: work.effects };
}

/** A copy down to what is changed in place; readings and people are only ever replaced. */
function copyOf(incident: Incident): Incident {
  const { places, runs, jobs, recoveries, bundles, tickets, said, inThread } = incident;
  return {
    ...incident,
    places: [...places],
    runs: runs.map((run) => ({ ...run })),
    jobs: jobs.map((job) => ({ ...job })),
    recoveries: recoveries.map((one) => ({ ...one, freeze: one.freeze === null ? null : { ...one.freeze } })),
    bundles: bundles.map((one) => ({
      ...one,
      shares: one.shares.map((share) => ({ ...share })),
      links: one.links.map((link) => ({ ...link })),
      fetch: one.fetch === null ? null : { ...one.fetch },
    })),
    tickets: tickets.map((ticket) => ({ ...ticket })),
    said: { ...said },
    inThread: [...inThread],
  };
}

function happen(work: Work, event: Happening): void {
  const { it, now } = work;
  if (event.type === 'said') {
    it.said[event.key] = event.ref;
    for (const machine of MACHINES) machine.happen(work, event);
    return;
  }
  if (event.type === 'unsaid') {
    it.unsaid = [...it.unsaid, { key: event.key, why: event.why }].slice(-32);
    for (const machine of MACHINES) machine.happen(work, event);
    return;
  }
  if (event.type === 'announced') {
    for (const place of event.places) speakIn(work, place);
    return;
  }
  if (event.type === 'tick') {
    for (const machine of MACHINES) machine.happen(work, event);
    const idle = !MACHINES.some((machine) => machine.underWay(it));
    if (it.state === 'open' && idle && now >= it.quietSince + QUIET_MS) close(work, 'quiet', null, null);
    return;
  }
  if (isOpening(event)) open(work, event);
  if (event.type === 'closed-by') {
    if (it.state === 'open') close(work, 'person', event.person, event.verdict);
  } else for (const machine of MACHINES) machine.happen(work, event);
  it.quietSince = now;
}

function open(work: Work, event: Opening): void {
  const { it, now } = work;
  if (it.state === 'new') {
    Object.assign(it, { requester: event.person, text: event.text.slice(0, 200), startedAt: now });
  }
  it.state = 'open';
  it.closed = null;
  if (event.place !== undefined) speakIn(work, event.place);
}

function speakIn(work: Work, place: Place): void {
  const { it, now } = work;
  if (it.places.some((known) => samePlace(known, place)) || it.places.length >= MAX_PLACES) return;
  // People who join elsewhere see at once what is known; the first place waits for a headline.
  if (it.places.length > 0) work.spoken = now;
  it.places.push(place);
}

function close(
  work: Work,
  why: NonNullable<Incident['closed']>['why'],
  by: Person | null,
  verdict: Verdict | null,
): void {
  const { it, now } = work;
  it.state = 'closed';
  it.closed = { at: now, why, by };
  for (const machine of MACHINES) machine.close(work, verdict);
  work.spoken = now;
}

/** After every event: closes what nothing keeps open, tells the hosts, and publishes what reads differently. */
function settle(work: Work, event: Happening): void {
  const { it } = work;
  const busy = MACHINES.some((machine) => machine.busy(it));
  if (it.state === 'open' && !busy) {
    close(work, reasonToClose(it), null, null);
  } else if (it.state === 'closed' && busy && (closedItself(it) || event.type === 'taken-back')) {
    // Evidence came after the all-clear and says otherwise, the host that was away is back, or a change is undone.
    Object.assign(it, { state: 'open', closed: null });
    work.spoken = work.now;
  }
  for (const machine of MACHINES) machine.follow(work);
  if (work.spoken !== null) publish(work, work.spoken);
}

function reasonToClose(it: Incident): 'healthy' | 'nothing-learned' | 'finished' {
  if (it.runs.some((run) => run.state === 'done')) return 'healthy';
  return it.jobs.length > 0 ? 'finished' : 'nothing-learned';
}

const closedItself = (it: Incident): boolean =>
  it.closed !== null && ['healthy', 'nothing-learned', 'finished'].includes(it.closed.why);
