/**
 * @module incidents/incident-object
 * One incident as an object: it takes events, saves what follows from them, answers, and carries the
 * orders out afterwards. The wake time is always set for what is still to be done before anything is
 * done, so a crash costs a moment and no word.
 */

import type { BundleStore } from '../bundles/store.ts';
import { classify as classifyEvidence } from '../diagnosis/classify.ts';
import type { Log } from '../log.ts';
import type { Notifiers } from '../outbox/notifier.ts';
import { createOutbox } from '../outbox/outbox.ts';
import type { Person } from '../outbox/person.ts';
import type { Place } from '../outbox/place.ts';
import { checkChain } from '../protocol/chain.ts';
import { inTurn } from '../storage/in-turn.ts';
import type { Behaviour, ObjectLife, Objects, Reply, Self } from '../storage/objects.ts';
import { isGood, isThere } from './bundle.ts';
import { createBundleKeeper } from './bundle-keeper.ts';
import { readMade } from './bundle-rows.ts';
import { type Classify, type Conductor, createConductor } from './conductor.ts';
import { createDispatcher } from './dispatcher.ts';
import type { IncidentEvent } from './event.ts';
import { type Freezes, noFreezes } from './freezes.ts';
import { history } from './history.ts';
import type {
  AskedReply,
  BundleReply,
  EventReply,
  HistoryReply,
  IncidentMessage,
  InvitedReply,
  LinkReply,
  MadeReply,
  OrderedReply,
  RecoverReply,
  ViewReply,
} from './messages.ts';
import { KINDS, type Notice } from './notifier.ts';
import { isActive, type Reading } from './record.ts';
import { createWaves } from './round-waves.ts';
import { MIGRATIONS } from './schema.ts';
import { speakerOf } from './speaker.ts';
import type { Telling } from './story.ts';
import { threadsOf } from './threads.ts';
import { createTicketCourier, type TicketDeps } from './ticket-courier.ts';
import { type UnaskedSettings, unasked } from './unasked.ts';
import { forgetTime, wakeTime } from './wake-time.ts';

export type IncidentDeps = {
  objects: Objects;
  notifiers: Notifiers<Notice>;
  log: Log;
  /** Where a gateway that is certainly down is told besides; nowhere when left out. */
  announceIn?: (person: Person) => Place[];
  /** Told since when a message cannot be shown (epoch ms), and null when all are, to be measured. */
  behind?: (incident: string, since: number | null) => void;
  /** In 0..1, for jitter. */
  random?: () => number;
  classify?: Classify;
  /** Who holds off everybody else's changes while a gateway is brought back; nobody when left out. */
  freezes?: Freezes;
  /** How long a closed incident is kept, in milliseconds; 90 days when left out. */
  keepMs?: number;
  /** Where files of bundles are kept, and how long, in milliseconds; nowhere when left out, 30 days. */
  files?: BundleStore;
  keepFilesMs?: number;
  telling?: Telling;
  /** Where tickets are opened, in whose words, and what opens one by itself; nowhere when left out. */
  tickets?: TicketDeps & UnaskedSettings;
};

/** Long enough to look back at, short enough that evidence of hosts does not lie about for ever. */
const KEEP_MS = 90 * 86_400_000;
/** As long as a vendor may take for a ticket. */
const KEEP_FILES_MS = 30 * 86_400_000;
/** An erasure that somebody's question held up is tried again after this long, in milliseconds. */
const ERASE_AGAIN_MS = 3_600_000;
/** What should have been done by now is looked at again after this long, in milliseconds. */
const CRASH_GRACE_MS = 3_000;

/** The behaviour of incident objects on either runtime. */
export function incidentBehaviour(deps: IncidentDeps): Behaviour {
  return { migrations: MIGRATIONS, start: (self) => startIncident(self, deps) };
}

function startIncident(self: Self, deps: IncidentDeps): ObjectLife {
  const { objects, notifiers, random = Math.random, classify = classifyEvidence, keepMs = KEEP_MS } = deps;
  const { tickets } = deps;
  const id = self.address.name;
  const { store } = self;
  const now = (): number => self.now();
  const log = deps.log.child({ incident: id });
  const dispatcher = createDispatcher({
    ...{ store, objects, incident: id, now, random, log, freezes: deps.freezes ?? noFreezes },
    conductor: (): Conductor => conductor,
  });
  const telling = deps.telling === undefined ? {} : { telling: deps.telling };
  const conductor = createConductor({
    ...{ store, post: dispatcher.post, id, now, classify, ...telling },
    ...(tickets === undefined
      ? {}
      : {
          desks: [...tickets.desks.keys()],
          ask: (effect, incident, view) => courier?.note(effect, incident, view),
          unasked: (incident) => unasked(incident, tickets),
        }),
  });
  const courier =
    tickets === undefined
      ? null
      : createTicketCourier({
          ...{ ...tickets, store, incident: id, now, random, log },
          files: deps.files ?? null,
          conductor: () => conductor,
        });
  const keeper = createBundleKeeper({
    ...{ store, conductor, incident: id, now, random, log },
    files: deps.files ?? null,
    keepMs: deps.keepFilesMs ?? KEEP_FILES_MS,
    because: deps.telling?.because ?? (({ code }) => code),
  });
  const waves = createWaves({ store, objects, conductor, incident: id, now, log });
  const speaker = speakerOf(conductor, now);
  const outbox = createOutbox({ store, speaker, kinds: KINDS, notifiers, now, random, log });

  /** The wake time that this life has set; setting it is a write. */
  let armed: number | null | undefined;

  /** The one wake time: the earliest of all that is still to come, and soon for what is due already. */
  function arm(): void {
    const present = now();
    const incident = conductor.load();
    const own = [wakeTime(incident), forgetTime(incident, keepMs)];
    const parts = [dispatcher, outbox, keeper, waves, ...(courier === null ? [] : [courier])];
    const times = [...own, ...parts.map((part) => part.dueAt())].filter((at) => at !== null);
    const due = times.map((at) => (at <= present ? present + CRASH_GRACE_MS : at));
    const next = due.length === 0 ? null : Math.min(...due);
    // A wake that comes too early finds nothing to do and sets the right one. One whose time has just come is on its way:
    // where events come one upon the other, each would put it off again, and it would never come.
    const onItsWay = armed != null && armed > present - CRASH_GRACE_MS;
    if (onItsWay && next !== null && armed != null && armed <= next) return;
    if (armed !== next) self.wakeAt(next);
    armed = next;
  }

  const carry = inTurn(async () => {
    await dispatcher.flush();
    arm();
  });
  const speak = inTurn(async () => {
    const before = outbox.behindSince();
    await outbox.speak();
    const after = outbox.behindSince();
    if (after !== before) deps.behind?.(id, after);
    arm();
  });
  const keep = inTurn(async () => {
    await keeper.flush();
    arm();
  });
  const askDesks = inTurn(async () => {
    await courier?.flush();
    arm();
  });
  // Hosts do not wait for a slow chat, nor a chat for a slow desk; what the hub answered may be worth a word at once.
  const carryOut = async (): Promise<void> => {
    await Promise.all([carry().then(speak), speak(), keep().then(carryOn), askDesks().then(speak)]);
  };

  /** What came of a file may be worth an order, is worth a word, and a ticket may have waited for it. */
  const carryOn = async (): Promise<void> => {
    await carry();
    await Promise.all([speak(), askDesks().then(speak)]);
  };

  function take(event: IncidentEvent): Reply {
    const before = event.type === 'asked' ? conductor.load().runs.filter(isActive) : [];
    const fresh = conductor.happen(event);
    if (fresh && event.type === 'done') announce();
    if (fresh && event.type === 'stands') announceOf(event);
    if (event.type === 'asked' && fresh) outbox.hopeAgain();
    const about = 'host' in event ? { host: event.host } : {};
    if (event.type === 'evidence') log.debug({ ...about, seq: event.seq, fresh }, 'Evidence came');
    else log.info({ ...about, event: event.type, fresh }, 'An event came');
    arm();
    self.later(carryOut);
    if (event.type === 'bundle') return { ...bundleReply(event), fresh };
    if (event.type === 'recover') return { ...recoverReply(event.host), fresh };
    if (event.type === 'ordered' || event.type === 'taken-back') return { ...orderedReply(event.id), fresh };
    if (event.type !== 'asked') return { fresh } satisfies EventReply;
    const order = conductor.load().runs.find((run) => run.host === event.host)?.order;
    const view = conductor.view();
    if (order === undefined || view === null) throw new Error('The incident lost a look that was asked for.');
    const underWay = before.some((run) => run.order === order);
    return { fresh, view, order, underWay } satisfies AskedReply;
  }

  /** A look has ended and is certain that the gateway is down. */
  function announce(): void {
    const { runs, requester } = conductor.load();
    const isDown = runs.some(
      ({ state, reading, maintenance, rounds }) =>
        state === 'done' && isCertain(reading) && maintenance === undefined && rounds === undefined,
    );
    if (isDown) announceFor(requester);
  }

  /** One word for a whole round, by the incident that was asked for. */
  function announceOf({ standing, maintenance }: Extract<IncidentEvent, { type: 'stands' }>): void {
    const { verdict, finding, state } = standing;
    const isDown = state === 'done' && verdict === 'down' && finding !== null && maintenance === undefined;
    if (isDown) announceFor(conductor.load().requester);
  }

  function announceFor(requester: Person | null): void {
    if (requester === null || deps.announceIn === undefined) return;
    conductor.happen({ id: 'announce', type: 'announced', places: deps.announceIn(requester) });
  }

  function orderedReply(wish: string): Omit<OrderedReply, 'fresh'> {
    const job = conductor.load().jobs.find((one) => one.wish === wish)?.id ?? null;
    const view = conductor.view();
    if (view === null) throw new Error('The incident lost an operation that was asked for.');
    return { view, job };
  }

  function invitedReply({ job, code, at }: Extract<IncidentMessage, { type: 'invited' }>): InvitedReply {
    const { jobs, recoveries } = conductor.load();
    const wanted = jobs.find(({ id }) => id === job);
    const invite = wanted?.invites.find((one) => one.code === code && at < one.until);
    const plan = recoveries.find(({ runJob }) => runJob === job)?.plan ?? null;
    if (wanted?.state !== 'planned' || invite === undefined || plan === null) return { invited: null };
    return { invited: { person: invite.person, host: wanted.host, plan } };
  }

  function recordReply(): HistoryReply {
    const events = history(store);
    return { events, chain: checkChain(events) };
  }

  function bundleReply({ id: wish, name, targets }: Extract<IncidentEvent, { type: 'bundle' }>) {
    const view = conductor.view();
    const all = view?.bundles ?? [];
    const host = targets.length === 1 ? (targets[0]?.host ?? null) : null;
    const mine = all.findLast((one) => one.wish === wish && one.host === host);
    const bundle = mine ?? all.findLast((one) => one.host === host && (host !== null || one.name === name));
    if (view === null || bundle === undefined)
      throw new Error('The incident lost a bundle that was asked for.');
    return { view, bundle: bundle.id } satisfies Omit<BundleReply, 'fresh'>;
  }

  /** Read and counted in one go: two who follow a link at once are two. */
  function linkReply({ hash, at, use }: Extract<IncidentMessage, { type: 'link' }>): LinkReply {
    const bundle = conductor.load().bundles.find((one) => one.links.some((link) => link.hash === hash));
    const link = bundle?.links.find((one) => one.hash === hash);
    if (bundle === undefined || link === undefined || !isThere(bundle) || !isGood(link, at))
      return { link: null };
    if (use === true) {
      if (bundle.state !== 'kept') return { link: null };
      const id = `link:${hash}:${link.uses + 1}`;
      if (!conductor.happen({ id, at, type: 'link-used', bundle: bundle.id, hash })) return { link: null };
      arm();
      self.later(carryOut);
    }
    return { link: { bundle, by: link.by, whom: link.whom } };
  }

  function recoverReply(host: string): Omit<RecoverReply, 'fresh'> {
    const view = conductor.view();
    const recovery = view?.recoveries?.findLast((one) => one.host === host);
    if (view === null || recovery === undefined) throw new Error('The incident lost a wish to recover.');
    return { view, recovery: recovery.id };
  }

  return {
    async receive(message) {
      const known = message as IncidentMessage;
      if (known.type === 'event') return take(known.event);
      if (known.type === 'view')
        return { view: conductor.view(), threads: threadsOf(conductor.load()) } satisfies ViewReply;
      if (known.type === 'invited') return invitedReply(known);
      if (known.type === 'history') return recordReply();
      if (known.type === 'bundle') return { made: readMade(store, known.bundle) } satisfies MadeReply;
      if (known.type === 'link') return linkReply(known);
      throw new Error(`An incident does not understand "${message.type}".`);
    },
    async wake() {
      armed = undefined;
      const end = forgetTime(conductor.load(), keepMs);
      if (end !== null && end <= now()) {
        log.info({}, 'An incident was kept for as long as it may be, and is erased');
        self.wakeAt(now() + ERASE_AGAIN_MS);
        await keeper.dropAll();
        self.erase();
        return;
      }
      conductor.happen({ type: 'tick' });
      arm();
      // Asked from a wake only: what one event may ask of others is bounded, and a wake is an event of its own.
      await Promise.all([waves.flush(), carryOut()]);
      arm();
    },
  };
}

/** Down, and a finding says why. */
const isCertain = (reading: Reading | null): boolean => reading?.verdict === 'down' && reading.claims > 0;
