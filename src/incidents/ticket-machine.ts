/**
 * @module incidents/ticket-machine
 * Tickets at desks: wanted, opened, and told once of whatever follows. It holds the incident neither open nor up: a
 * desk may be away for days, and people work on meanwhile.
 */
import { bundleOf } from './bundle-wish.ts';
import type { Errand } from './effect.ts';
import { type Incident, isActive } from './record.ts';
import { isAlive, MOST_TICKETS, type TicketRecord, ticketAt } from './ticket.ts';
import { isSettled, takeFile, usualBundle, waitForBundleMs, wantFile } from './ticket-file.ts';
import { notice, toldNow } from './ticket-news.ts';
import { type Happening, type Machine, speakAt, type Work } from './work.ts';

/** A ticket waits so long for the look that is under way, in milliseconds: then it is written with what there is. */
export const WAIT_FOR_LOOK_MS = 25_000;
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
    for (const one of work.it.tickets)
      if (one.state === 'wanted' || one.state === 'open') wantFile(work, one);
  },
  busy: () => false,
  underWay: () => false,
  wakeAt(it) {
    // Whatever the desks are asked for has a time of its own (tickets/errands.ts).
    const times = it.tickets.flatMap((one) => (one.state === 'wanted' ? [one.waitUntil] : []));
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

/** A second wish for a desk adds no second ticket: it is another try, where the first one failed. */
function wish(work: Work, event: Wished): void {
  const last = ticketAt(work.it.tickets, event.desk);
  if (last !== undefined && isAlive(last)) join(work, last, event);
  else if (last?.state === 'failed' && event.key === undefined) tryAgain(work, last, event);
  else if (work.it.tickets.length < MOST_TICKETS) plan(work, event);
}

/** What people took over goes to tier two in one go. Without a desk, what is missing is said where it ended. */
function takeOver(work: Work, event: Extract<Happening, { type: 'handed-over' }>): void {
  const recovery = work.it.recoveries.find(({ id }) => id === event.recovery);
  if (recovery?.handOver?.begun !== false) return;
  recovery.handOver = { ...recovery.handOver, begun: true, desk: event.desk };
  work.retold.add(recovery.id);
  speakAt(work, work.now);
  const { host, gateway } = recovery;
  const target = gateway === null ? { host } : { host, gateway };
  const bundle = bundleOf(work, { id: `${event.id}:bundle`, person: event.person }, target);
  const { desk, person } = event;
  if (desk !== null) wish(work, { id: event.id, type: 'ticket', desk, person, bundle: bundle.id });
}

const begun = (work: Work, { id: wish, person: by }: Wished) =>
  ({ by, wish, askedAt: work.now, waitUntil: work.now + WAIT_FOR_LOOK_MS, state: 'wanted' }) as const;

/** The bundle that goes with it, and how long it is waited for. */
function withBundle(work: Work, one: TicketRecord, bundle: string | null): void {
  one.bundle = bundle;
  if (!isSettled(work.it, one)) one.waitUntil = work.now + waitForBundleMs();
}

function plan(work: Work, event: Wished): void {
  const { it } = work;
  const { desk, key = null, itself = null, bundle = usualBundle(it) } = event;
  const n = it.tickets.length + 1;
  const one: TicketRecord = {
    ...begun(work, event),
    ...{ id: `${it.id}.ticket.${n}`, n, desk, itself, title: event.title?.slice(0, MOST_TITLE) ?? null },
    ...{ key, errands: 0, errand: null, at: null, doubles: [], openedAt: null, why: null, trouble: null },
    ...{ told: toldNow(it), owed: [], saying: null, comments: 0, unsaid: null, bundle: null, file: null },
  };
  withBundle(work, one, bundle);
  it.tickets.push(one);
  retell(work, one);
}

/** What was refused is asked for anew; what may have been done goes on where it was, and is looked for first. */
function tryAgain(work: Work, one: TicketRecord, event: Wished): void {
  const { title = one.title, bundle = one.bundle ?? usualBundle(work.it) } = event;
  const mayBeThere = one.why?.how !== 'refused';
  Object.assign(one, { ...begun(work, event), title, why: null, itself: null });
  if (mayBeThere && one.errand !== null) {
    one.state = 'opening';
    hand(work, one, { what: 'again', errand: one.errand });
  } else withBundle(work, one, bundle);
  retell(work, one);
}

/** It is there, or on its way: what it lacks comes to it, and what waits for people is tried again. */
function join(work: Work, one: TicketRecord, { bundle }: Wished): void {
  if (bundle !== undefined && bundle !== one.bundle) {
    one.file = null;
    withBundle(work, one, bundle);
  }
  if (one.trouble !== null) hand(work, one, { what: 'hope' });
  if (one.unsaid === null) return;
  one.unsaid = null;
  retell(work, one);
}

/** What came of it at the desk. */
function hear(work: Work, one: TicketRecord, event: Heard): void {
  switch (event.type) {
    case 'ticket-at':
      if (one.state !== 'opening' && one.state !== 'open') return;
      if (one.state === 'opening') opened(work, one);
      Object.assign(one, { at: event.as, doubles: event.doubles });
      break;
    case 'ticket-failed':
      if (one.state !== 'opening') return;
      Object.assign(one, { state: 'failed', why: { how: event.how, told: event.why }, trouble: null });
      break;
    case 'ticket-gone':
      if (one.state !== 'open') return;
      Object.assign(one, {
        state: 'gone',
        why: { how: 'gone', told: event.why },
        saying: null,
        trouble: null,
      });
      break;
    case 'ticket-waits':
      one.trouble = event.trouble;
      break;
    case 'ticket-said':
      if (one.saying?.n !== event.n) return;
      Object.assign(one, { comments: one.comments + 1, saying: null, trouble: null });
      break;
    case 'ticket-unsaid':
      if (one.saying?.n !== event.n) return;
      notSaid(one, event);
      break;
    case 'ticket-attached':
      if (one.file?.digest !== event.digest) return;
      one.file =
        event.linked === undefined
          ? { ...one.file, state: 'attached', why: null }
          : { ...one.file, state: 'linked', why: event.linked };
      break;
  }
  retell(work, one);
}

function opened(work: Work, one: TicketRecord): void {
  Object.assign(one, { state: 'open', openedAt: work.now, why: null, trouble: null });
  // What others have opened knows nothing yet.
  if (one.key !== null) one.owed = [{ what: 'report', at: work.now }, ...one.owed];
}

/** What was surely not said joins what follows; of the rest nobody knows, and nothing is said twice. */
function notSaid(one: TicketRecord, { how, why }: Extract<Heard, { type: 'ticket-unsaid' }>): void {
  if (one.saying === null) return;
  const again = how === 'unsure' ? [] : one.saying.news;
  const comments = how === 'unsure' ? one.comments + 1 : one.comments;
  const unsaid = { how, told: why };
  Object.assign(one, { owed: [...again, ...one.owed], saying: null, trouble: null, comments, unsaid });
}

/** Nothing is under way that a reader of the ticket would miss. */
const isReady = (it: Incident, one: TicketRecord): boolean => !it.runs.some(isActive) && isSettled(it, one);

/** What follows from how it, its incident and the clock stand now. */
function goOn(work: Work, one: TicketRecord): void {
  const { it, now } = work;
  if (one.state === 'wanted' && (isReady(it, one) || now >= one.waitUntil)) begin(work, one);
  if (one.state !== 'open') return;
  if (takeFile(it, one, now)) retell(work, one);
  if (one.file?.errand === null) {
    const errand = hand(work, one, { what: 'attach', digest: one.file.digest });
    one.file = { ...one.file, errand };
  }
  if (one.saying === null && one.owed.length > 0 && one.unsaid === null) comment(work, one);
}

function begin(work: Work, one: TicketRecord): void {
  // From here on the ticket knows what its text says; what comes later is news.
  Object.assign(one, { told: toldNow(work.it), owed: [], state: 'opening' });
  takeFile(work.it, one, null);
  one.errand = hand(work, one, one.key === null ? { what: 'open' } : { what: 'adopt', key: one.key });
  retell(work, one);
}

/** One comment at a time: what comes while the desk is away waits, and is one comment. */
function comment(work: Work, one: TicketRecord): void {
  const news = one.owed;
  const n = one.comments + 1;
  Object.assign(one, {
    owed: [],
    saying: { n, news, errand: hand(work, one, { what: 'comment', n, news }) },
  });
}

/** Something for the desk; its id is never used again. */
function hand(work: Work, one: TicketRecord, errand: Errand): string {
  one.errands += 1;
  const id = `${one.id}:${one.errands}`;
  work.effects.push({ id, kind: 'errand', ticket: one.id, ...errand });
  return id;
}

function retell(work: Work, one: TicketRecord): void {
  work.retold.add(one.id);
  speakAt(work, work.now);
}
