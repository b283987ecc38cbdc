/**
 * @module incidents/incident
 * What an incident does when something happens to it. Pure: it waits for nothing and touches nothing, so
 * a retry by Slack, a double click, an evicted object and a reconnecting host agent are one case here: the
 * same event again, which changes nothing.
 */
import type { Verdict } from '../diagnosis/finding.ts';
import type { IncidentEvent, Person } from './event.ts';
import type { HostOrder, Order, SayOrder } from './order.ts';
import { detailsKey, keyIn, MAX_PLACES, samePlace } from './place.ts';
import { type Incident, isActive, isTroubled, type Reading, type Run } from './record.ts';
import { DEADLINE_MS, QUIET_MS } from './wake-time.ts';

/** The first message waits this long for a headline, in milliseconds. */
export const FIRST_WORD_MS = 600;
/** A host may still carry the job out until then; a result that comes late is shown all the same. */
export const JOB_LIFE_MS = 300_000;
/** Hosts of one incident that are told of in its thread unasked; a longer thread hides what it should show. */
export const TOLD_IN_FULL = 8;
/** Evidence is judged at once, but not again within this time; while people wait for a first word and after that. */
export const JUDGE_EVERY_MS = { first: 100, later: 1_000 };
/** How long people wait for a first word, in milliseconds after the command. */
const FIRST_WORDS_MS = 2_000;
/** Event ids remembered. */
export const MEMORY = 256;

/**
 * An event as the incident sees it: of evidence it hears that some is stored, and `judged` is what all of it amounts
 * to; `tick` is the wake time.
 */
export type Happening =
  | Exclude<IncidentEvent, { type: 'evidence' }>
  | { id: string; type: 'evidence'; order: string; host: string; seq: number }
  | { type: 'judged'; order: string; host: string; reading: Reading }
  | { type: 'tick' };

type Asked = Extract<IncidentEvent, { type: 'asked' }>;

/** Has this event been here before? */
export const isKnown = (incident: Incident, event: { id?: string }): boolean =>
  event.id !== undefined && incident.seen.includes(event.id);

/**
 * The incident after `event` at `now` (epoch ms), and what it wants done. Total: an event that does not
 * fit (another look's order, a host it never asked) changes nothing but the memory of its id.
 */
export function advance(
  incident: Incident,
  event: Happening,
  now: number,
): { incident: Incident; orders: Order[] } {
  const id = 'id' in event ? event.id : null;
  if (id !== null && incident.seen.includes(id)) return { incident, orders: [] };
  if (incident.state === 'new' && event.type !== 'asked') return { incident, orders: [] };
  const work: Work = { it: copyOf(incident), orders: [], now, told: new Set(), spoken: null };
  if (id !== null) work.it.seen = [...work.it.seen, id].slice(-MEMORY);
  happen(work, event);
  settle(work);
  return { incident: work.it, orders: work.orders };
}

/** A copy down to what is changed in place; readings and people are only ever replaced. */
function copyOf(incident: Incident): Incident {
  const { places, runs, said, inThread } = incident;
  return {
    ...incident,
    places: [...places],
    runs: runs.map((run) => ({ ...run })),
    said: { ...said },
    inThread: [...inThread],
  };
}

/**
 * The looks whose evidence must be judged before `event` is decided: their time has come, or this event concludes
 * them. So each look is judged a few times, however many frames it brings.
 */
export function toJudge(incident: Incident, event: Happening, now: number): Run[] {
  const concludes = (run: Run): boolean => {
    if (event.type === 'tick') return isActive(run) && now >= run.askedAt + DEADLINE_MS;
    if (event.type === 'done' || event.type === 'refused') return run.order === event.order;
    return event.type === 'closed-by';
  };
  return incident.runs.filter((run) => run.judgeAt !== null && (now >= run.judgeAt || concludes(run)));
}

type Work = {
  it: Incident;
  orders: Order[];
  now: number;
  /** Hosts whose look ended, or ended differently, with this event. */
  told: Set<string>;
  /** The status message reads differently now; not before this time (epoch ms). */
  spoken: number | null;
};

function happen(work: Work, event: Happening): void {
  const { it, now } = work;
  switch (event.type) {
    case 'asked':
      ask(work, event);
      break;
    case 'dispatched':
      for (const run of runsOf(it, event)) run.delivered = true;
      break;
    case 'host-absent':
      for (const run of runsOf(it, event)) {
        if (run.state !== 'asking') continue;
        run.lastSeen = event.lastSeen;
        end(work, run, 'absent', event.why);
      }
      break;
    case 'accepted':
      for (const run of runsOf(it, event)) begin(work, run);
      break;
    case 'evidence':
      for (const run of runsOf(it, event)) wait(work, run);
      break;
    case 'judged':
      for (const run of runsOf(it, event)) learn(work, run, event.reading);
      break;
    case 'done':
      for (const run of runsOf(it, event)) {
        if (!isActive(run) && run.state !== 'partial') continue;
        run.tookMs = event.tookMs;
        if (run.reading?.tooMuch === undefined) end(work, run, 'done', null);
      }
      break;
    case 'refused':
      for (const run of runsOf(it, event)) {
        if (!isActive(run) && run.state !== 'partial') continue;
        // What was already seen is worth more than the refusal: it stays, with the reason why it is not all.
        end(work, run, run.reading === null ? 'refused' : 'partial', `${event.code}: ${event.why}`);
      }
      break;
    case 'host-lost':
      for (const run of it.runs) {
        if (run.host !== event.host || !isActive(run)) continue;
        run.why = 'connection-lost';
        speak(work, run);
      }
      break;
    case 'said':
      it.said[event.key] = event.ref;
      return;
    case 'unsaid':
      it.unsaid = [...it.unsaid, { key: event.key, why: event.why }].slice(-32);
      return;
    case 'closed-by':
      if (it.state === 'open') close(work, 'person', event.person, event.verdict);
      break;
    case 'tick':
      tick(work);
      return;
  }
  it.quietSince = now;
}

const runsOf = (it: Incident, event: { host: string; order: string }): Run[] =>
  it.runs.filter((run) => run.host === event.host && run.order === event.order);

function ask(work: Work, event: Asked): void {
  const { it, now } = work;
  if (it.state === 'new') {
    Object.assign(it, { requester: event.person, text: event.text.slice(0, 200), startedAt: now });
  }
  it.state = 'open';
  it.closed = null;
  const known = it.places.some((place) => samePlace(place, event.place));
  if (!known && it.places.length < MAX_PLACES) {
    // People who join elsewhere see at once what is known; the first place waits for a headline.
    if (it.places.length > 0) work.spoken = now;
    it.places.push(event.place);
  }
  const gateway = event.gateway ?? null;
  const last = it.runs.find((run) => run.host === event.host);
  if (last !== undefined && isActive(last) && (last.gateway === null || last.gateway === gateway)) return;
  // A look at another profile must not declare healthy what the first one found ill: look at everything.
  const scope = last !== undefined && last.gateway !== gateway ? null : gateway;
  const n = (last?.n ?? 0) + 1;
  const run: Run = {
    host: event.host,
    gateway: scope,
    n,
    order: `${it.id}.${event.host}.${n}`,
    state: 'asking',
    why: null,
    lastSeen: null,
    askedAt: now,
    asker: event.person,
    endedAt: null,
    tookMs: null,
    delivered: false,
    reading: null,
    judgedAt: null,
    judgeAt: null,
    unresolved: last !== undefined && (isTroubled(last) || (isActive(last) && last.unresolved)),
    // A new incident has been given the host before this event; a later look keeps what it had.
    held: last?.held ?? true,
  };
  if (last === undefined) it.runs.push(run);
  else it.runs[it.runs.indexOf(last)] = run;
  speak(work, run);
  if (!run.held) hold(work, run);
  work.orders.push({
    id: `dispatch:${run.order}`,
    kind: 'dispatch',
    host: run.host,
    job: {
      id: run.order,
      op: 'triage',
      args: scope === null ? {} : { gateway: scope },
      incident: it.id,
      requester: requesterOf(event.person),
      expiresAt: now + JOB_LIFE_MS,
    },
  });
}

/** A person as written into a job, e.g. `slack:T024/U061` or `terminal:maria`. */
function requesterOf(person: Person): string {
  return `${person.via}:${person.team === undefined ? '' : `${person.team}/`}${person.id}`.slice(0, 200);
}

/** The host agent has the job. One that was away when asked and comes back in time is waited for anew. */
function begin(work: Work, run: Run): void {
  if (isBack(run)) Object.assign(run, { askedAt: work.now, endedAt: null });
  else if (!isActive(run)) return;
  const news = run.state !== 'looking' || run.why !== null;
  Object.assign(run, { state: 'looking', delivered: true, why: null });
  if (news) speak(work, run);
}

/** The hub keeps the job for a host that is away and brings it when the host dials in again. */
const isBack = (run: Run): boolean => run.state === 'absent' && run.why === 'absent';

/** Evidence is stored: the first is judged at once, what follows it closely is judged together. */
function wait({ now }: Work, run: Run): void {
  const pause = now < run.askedAt + FIRST_WORDS_MS ? JUDGE_EVERY_MS.first : JUDGE_EVERY_MS.later;
  run.judgeAt ??= run.judgedAt === null ? now : Math.max(now, run.judgedAt + pause);
}

function learn(work: Work, run: Run, reading: Reading): void {
  Object.assign(run, { judgedAt: work.now, judgeAt: null });
  if (isBack(run)) begin(work, run);
  if (run.state === 'absent' || run.state === 'refused') return;
  const news = run.reading?.mark !== reading.mark || (isActive(run) && run.why !== null);
  run.reading = reading;
  if (isActive(run)) Object.assign(run, { state: 'looking', delivered: true, why: null });
  else if (news) work.told.add(run.host);
  if (news) speak(work, run);
  const over = reading.tooMuch;
  if (over !== undefined && isActive(run))
    end(work, run, 'partial', `too-much-evidence: the host sent ${over}`);
}

function end(
  work: Work,
  run: Run,
  state: 'done' | 'partial' | 'absent' | 'refused',
  why: string | null,
): void {
  Object.assign(run, { state, why, endedAt: run.endedAt ?? work.now });
  work.told.add(run.host);
  speak(work, run);
}

function tick(work: Work): void {
  const { it, now } = work;
  if (it.state !== 'open') return;
  for (const run of it.runs) {
    if (!isActive(run) || now < run.askedAt + DEADLINE_MS) continue;
    const why =
      run.why ?? (run.state === 'looking' ? 'not-finished' : run.delivered ? 'not-started' : 'not-delivered');
    end(work, run, 'partial', why);
    it.quietSince = now;
  }
  if (!it.runs.some(isActive) && now >= it.quietSince + QUIET_MS) close(work, 'quiet', null, null);
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
  for (const run of it.runs) {
    if (isActive(run)) end(work, run, 'partial', 'closed');
    if (run.held) release(work, run, verdict ?? run.reading?.verdict ?? null);
  }
  work.spoken = now;
}

/** After every event: closes what is healthy, tells the hosts, and orders what must be said. */
function settle(work: Work): void {
  const { it } = work;
  if (it.state === 'open' && !it.runs.some((run) => isActive(run) || isTroubled(run))) {
    close(work, it.runs.some((run) => run.state === 'done') ? 'healthy' : 'nothing-learned', null, null);
  } else if (
    it.state === 'closed' &&
    closedItself(it) &&
    it.runs.some((run) => isActive(run) || isTroubled(run))
  ) {
    // Evidence came after the all-clear and says otherwise, or the host that was away is back.
    Object.assign(it, { state: 'open', closed: null });
    work.spoken = work.now;
  }
  for (const run of it.runs) {
    const wanted = it.state === 'open' && (isActive(run) || isTroubled(run));
    const verdict = run.reading?.verdict ?? null;
    if (run.held && !wanted) release(work, run, verdict);
    else if (!run.held && wanted) hold(work, run);
    if (run.held && work.told.has(run.host)) {
      const id = `report:${run.order}:${it.revision + 1}`;
      work.orders.push({ id, kind: 'report', host: run.host, verdict, at: work.now });
    }
  }
  if (work.spoken !== null) utter(work, work.spoken);
}

const closedItself = (it: Incident): boolean =>
  it.closed?.why === 'healthy' || it.closed?.why === 'nothing-learned';

function hold(work: Work, run: Run): void {
  run.held = true;
  work.orders.push({ id: `hold:${run.order}:${work.it.revision + 1}`, kind: 'hold', host: run.host });
}

function release(work: Work, run: Run, verdict: Verdict | null): void {
  run.held = false;
  const order: HostOrder = {
    id: `release:${run.order}:${work.it.revision + 1}`,
    kind: 'release',
    host: run.host,
    verdict,
    at: work.now,
  };
  work.orders.push(order);
}

/** The status message reads differently. Without a headline, the first one waits a moment for it. */
function speak(work: Work, run: Run): void {
  const headline = !isActive(run) || (run.reading !== null && run.reading.claims > 0);
  const at = headline ? work.now : Math.max(work.now, run.askedAt + FIRST_WORD_MS);
  work.spoken = Math.min(work.spoken ?? at, at);
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

/** One order a message that must change: the living one in each place, and the details of ended looks. */
function utter(work: Work, notBefore: number): void {
  const { it, now } = work;
  it.revision += 1;
  type Wanted = Pick<SayOrder, 'what' | 'host' | 'order'> & { base: string; at: number };
  const wanted: Wanted[] = [{ base: 'status', what: 'status', host: null, order: null, at: notBefore }];
  for (const run of it.runs) {
    const base = detailsKey(run.host, run.n);
    if (!work.told.has(run.host) || isActive(run)) continue;
    if (!(base in it.said) && !deservesDetails(it, run)) continue;
    wanted.push({ base, what: 'details', host: run.host, order: run.order, at: now });
  }
  for (const place of it.places.keys()) {
    for (const { base, what, host, order, at } of wanted) {
      const key = keyIn(place, base);
      const kind = key in it.said ? 'edit' : 'say';
      const id = `${kind}:${key}:${it.revision}`;
      work.orders.push({ id, kind, key, what, place, host, order, revision: it.revision, notBefore: at });
    }
  }
}
