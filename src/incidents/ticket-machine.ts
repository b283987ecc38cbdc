/**
 * @module incidents/ticket-machine
 * Tickets at desks: wanted, opened, and told once of whatever follows. It holds the incident neither open nor up: a
 * desk may be away for days, and people work on meanwhile.
 */
import type { Errand } from './effect.ts';
import { type Incident, isActive } from './record.ts';
import { type DeskTrouble, isAlive, MOST_TICKETS, type TicketRecord, ticketAt } from './ticket.ts';
import { notice, toldNow } from './ticket-news.ts';
import { type Happening, type Machine, speakAt, type Work } from './work.ts';

/** A ticket waits so long for the look that is under way, in milliseconds: then it is written with what there is. */
export const WAIT_FOR_LOOK_MS = 25_000;
/** What was not taken is tried again by itself after so long, and so often; sooner when somebody asks. */
const AGAIN_MS = { first: 15 * 60_000, longest: 6 * 3_600_000 };
export const MOST_TRIES = 24;
const MOST_TITLE = 200;

type Wished = Extract<Happening, { type: 'ticket' }>;
type Heard = Extract<Happening, { ticket: string }>;

export const TICKET_MACHINE: Machine = {
  happen(work, event) {
    if (event.type === 'ticket') wish(work, event);
    else if (event.type === 'handed-over') takeOver(work, event);
    else if ('ticket' in event) {
      const one = work.it.tickets.find(({ id }) => id === event.ticket);
      if (one !== undefined) hear(work, one, event);
    }
  },
  busy: () => false,
  underWay: () => false,
  wakeAt(it) {
    const times = it.tickets.flatMap((one) => [...waitsUntil(it, one)]);
    return times.length === 0 ? null : Math.min(...times);
  },
  close() {},
  follow(work) {
    for (const one of work.it.tickets) {
      if (one.state === 'opening' || one.state === 'open') notice(work.it, one, work.now);
      goOn(work, one);
    }
  },
};

function waitsUntil(it: Incident, one: TicketRecord): number[] {
  if (one.state === 'wanted') return isReady(it, one) ? [] : [one.waitUntil];
  const until = one.state === 'open' ? (one.stuck?.until ?? null) : null;
  return until !== null && hasMore(one) ? [until] : [];
}

const hasMore = (one: TicketRecord): boolean =>
  one.owed.length > 0 || one.saying !== null || one.file?.state === 'owed';

/** A second wish for a desk adds no second ticket: it is another try, where the first one failed. */
function wish(work: Work, event: Wished): void {
  const last = ticketAt(work.it.tickets, event.desk);
  if (last !== undefined && isAlive(last)) join(work, last, event);
  else if (last?.state === 'failed' && event.existing === undefined) tryAgain(work, last, event);
  else if (work.it.tickets.length < MOST_TICKETS) plan(work, event);
}

/** What people took over goes to tier two in one go. Without a desk, what is missing is said where it ended. */
function takeOver(work: Work, event: Extract<Happening, { type: 'handed-over' }>): void {
  const recovery = work.it.recoveries.find(({ id }) => id === event.recovery);
  if (recovery?.handOver?.begun !== false) return;
  recovery.handOver = { ...recovery.handOver, begun: true, desk: event.desk };
  work.retold.add(recovery.id);
  speakAt(work, work.now);
  if (event.desk !== null)
    wish(work, { id: event.id, type: 'ticket', desk: event.desk, person: event.person });
}

const begun = (work: Work, { id: wish, person: by }: Wished) =>
  ({ by, wish, askedAt: work.now, waitUntil: work.now + WAIT_FOR_LOOK_MS, state: 'wanted' }) as const;

function plan(work: Work, event: Wished): void {
  const { it } = work;
  const { desk, existing = null, itself = null, bundle = null } = event;
  const n = it.tickets.length + 1;
  const one: TicketRecord = {
    ...begun(work, event),
    ...{ id: `${it.id}.ticket.${n}`, n, desk, itself, title: event.title?.slice(0, MOST_TITLE) ?? null },
    ...{ errands: 0, at: existing, adopted: existing !== null, openedAt: null, why: null, bundle },
    ...{ told: toldNow(it), owed: [], saying: null, comments: 0, stuck: null, file: null },
  };
  it.tickets.push(one);
  retell(work, one);
}

/** The same ticket: whatever came of the first try is looked for by the same mark. */
function tryAgain(work: Work, one: TicketRecord, event: Wished): void {
  const { title = one.title, bundle = one.bundle } = event;
  Object.assign(one, { ...begun(work, event), title, bundle, why: null, itself: null });
  retell(work, one);
}

/** It is there, or on its way: what it lacks comes to it, and what was refused is tried again at once. */
function join(work: Work, one: TicketRecord, { bundle }: Wished): void {
  if (bundle !== undefined && bundle !== one.bundle) Object.assign(one, { bundle, file: null });
  if (one.stuck === null) return;
  one.stuck = { ...one.stuck, until: work.now, times: 0 };
  retell(work, one);
}

/** What came of it at the desk. */
function hear(work: Work, one: TicketRecord, event: Heard): void {
  switch (event.type) {
    case 'ticket-opened':
      if (one.state !== 'opening') return;
      Object.assign(one, { state: 'open', at: event.as, openedAt: work.now, why: null });
      break;
    case 'ticket-failed':
      if (one.state !== 'opening') return;
      Object.assign(one, { state: 'failed', why: { how: event.how, told: event.why } });
      break;
    case 'ticket-said':
      if (one.saying?.n !== event.n) return;
      Object.assign(one, { comments: one.comments + 1, saying: null, stuck: null });
      break;
    case 'ticket-unsaid':
      if (one.saying?.n !== event.n) return;
      // Where nobody knows whether it was said, the very same is looked for and said again; else it joins what follows.
      if (event.how === 'unsure') one.saying = { ...one.saying, handed: false };
      else Object.assign(one, { owed: [...one.saying.news, ...one.owed], saying: null });
      notTaken(work, one, event);
      break;
    case 'ticket-attached':
      if (one.file?.digest !== event.digest) return;
      one.file = { ...one.file, state: event.linked === true ? 'linked' : 'attached', why: null };
      break;
    case 'ticket-not-attached':
      if (one.file?.digest !== event.digest) return;
      one.file = { ...one.file, state: 'failed', why: event.why };
      if (event.how === 'gone') notTaken(work, one, event);
      break;
  }
  retell(work, one);
}

/** What follows from a comment or a file that the desk did not take. */
function notTaken(work: Work, one: TicketRecord, { how, why }: { how: DeskTrouble; why: string }): void {
  if (how === 'gone') {
    Object.assign(one, { state: 'gone', why: { how, told: why }, stuck: null });
    return;
  }
  const times = (one.stuck?.times ?? 0) + 1;
  const pause = Math.min(AGAIN_MS.longest, AGAIN_MS.first * 2 ** (times - 1));
  // What is refused for what it says would be refused again.
  const waits = how === 'refused' || times >= MOST_TRIES;
  one.stuck = { why, times, until: waits ? null : work.now + pause };
}

/** Nothing is under way that a reader of the ticket would miss. */
const isReady = (it: Incident, _one: TicketRecord): boolean => !it.runs.some(isActive);

/** What follows from how it, its incident and the clock stand now. */
function goOn(work: Work, one: TicketRecord): void {
  const { it, now } = work;
  if (one.state === 'wanted' && (isReady(it, one) || now >= one.waitUntil)) begin(work, one);
  if (one.state !== 'open') return;
  if (one.stuck !== null && (one.stuck.until === null || now < one.stuck.until)) return;
  comment(work, one);
}

function begin(work: Work, one: TicketRecord): void {
  const { it, now } = work;
  // From here on the ticket knows what its text says; what comes later is news.
  Object.assign(one, { told: toldNow(it), owed: [] });
  if (one.at !== null) {
    Object.assign(one, { state: 'open', openedAt: now, owed: [{ what: 'report', at: now }] });
  } else {
    one.state = 'opening';
    hand(work, one, { what: 'open' });
  }
  retell(work, one);
}

/** One comment at a time: what comes while the desk is away waits, and is one comment. */
function comment(work: Work, one: TicketRecord): void {
  if (one.saying === null && one.owed.length > 0)
    Object.assign(one, { saying: { n: one.comments + 1, news: one.owed, handed: false }, owed: [] });
  if (one.saying === null || one.saying.handed) return;
  one.saying = { ...one.saying, handed: true };
  hand(work, one, { what: 'comment', n: one.saying.n, news: one.saying.news });
}

/** Something for the desk; its id is never used again. */
function hand(work: Work, one: TicketRecord, errand: Errand): void {
  one.errands += 1;
  work.effects.push({ id: `${one.id}:${one.errands}`, kind: 'errand', ticket: one.id, ...errand });
}

function retell(work: Work, one: TicketRecord): void {
  work.retold.add(one.id);
  speakAt(work, work.now);
}
