/**
 * @module hub/host-object
 * One host as the bot knows it: its key, its sockets, its orders. Everything that happens to it happens in turn, and
 * is in its store before anybody is told; so an eviction or a crash between two steps loses nothing.
 */
import type { SystemsManager } from '../dispatch/systems-manager.ts';
import type { Log } from '../log.ts';
import { DEAD_AFTER_MS, HANDSHAKE_MS } from '../protocol/limits.ts';
import { OPERATIONS, type OperationTerms } from '../protocol/operations.ts';
import { randomText, type Signer } from '../protocol/signer.ts';
import { readAddress } from '../storage/address.ts';
import { createMailbox } from '../storage/mailbox.ts';
import type { Behaviour, Message, ObjectLife, Objects, Self } from '../storage/objects.ts';
import { boundedLog } from './bounded-log.ts';
import { createCourier, type Road } from './courier.ts';
import { hostAddresses } from './host-address.ts';
import { hostAnswers } from './host-answers.ts';
import { hostErrands } from './host-errands.ts';
import { type Ended, hostEvents } from './host-events.ts';
import type { Cleaner } from './host-evidence.ts';
import { hostFrames } from './host-frames.ts';
import { holdsOf } from './host-holds.ts';
import { maintenanceOf } from './host-maintenance.ts';
import { underWay } from './host-orders.ts';
import { cardOf, changeHost, HOST_MIGRATIONS, readHost } from './host-record.ts';
import { lifeOf, makeRoomFor, originsOf, shut, stateOf } from './host-sockets.ts';
import { liveSessions, sendFrame } from './live-sessions.ts';
import type { HostCard } from './messages.ts';
import { opened, type SessionState } from './session.ts';
import { toldFleet } from './told-fleet.ts';

export type HostDeps = {
  objects: Objects;
  signer: Signer | Promise<Signer>;
  log: Log;
  /**
   * Where hosts dial in. Set it: on Node the socket's own URL is made from the Host header, which whoever
   * passes a conversation on can write.
   */
  publicUrl?: string;
  /** Takes secrets out of evidence once more before it is stored or passed on; as it came when absent. */
  clean?: Cleaner;
  /** Told of every order that ends, to be counted. */
  ended?: (how: Ended) => void;
  /** That many random bytes in base64url. */
  random?: (bytes: number) => string;
  /** A second road, for hosts whose socket is away; absent: there is none. */
  ssm?: SystemsManager;
  /** What may be asked of a host; the protocol's own table unless a test says otherwise. */
  terms?: Readonly<Record<string, OperationTerms>>;
};

/** A message to an incident that was not taken at once is tried again by the alarm after this long, in ms. */
const MAILBOX_ALARM_MS = 1_000;
/** A connected host's last sign of life is written down this often, in ms. */
export const SWEEP_MS = 15 * 60_000;

/** An alarm that is earlier than needed by no more than this stays as it is. A job's and the next job's are near. */
const EARLY_ENOUGH_MS = 2 * DEAD_AFTER_MS;

/** The behaviour of a host's object, for either runtime. */
export function hostBehaviour(deps: HostDeps): Behaviour {
  return { migrations: HOST_MIGRATIONS, start: (self) => startHost(self, deps) };
}

function startHost(self: Self, deps: HostDeps): ObjectLife {
  const { store } = self;
  const { signer, objects, random = randomText, terms = OPERATIONS } = deps;
  const { name } = self.address;
  const log = boundedLog(deps.log.child({ host: name }), self.now);
  const now = (): number => self.now();
  const mailbox = createMailbox({
    store,
    now,
    random: Math.random,
    log,
    deliver: async ({ receiver, body }) => void (await objects.send(readAddress(receiver), body as Message)),
  });
  let id: Promise<string> | null = null;
  function ownId(): Promise<string> {
    id ??= hostAddresses(signer).idFor(name);
    return id;
  }
  const ended = deps.ended === undefined ? {} : { ended: deps.ended };
  const events = hostEvents({ name, store, mailbox, log, now, ...ended });
  const sessions = liveSessions({ self, events, log });
  const clean: Cleaner = deps.clean ?? (async (pieces) => ({ pieces, tookMs: 0 }));
  const socketRoad: Road = {
    name: 'socket',
    open() {
      const live = sessions.reachable();
      return live && { session: live.state.session, carry: (frame) => sendFrame(live.socket, frame, log) };
    },
  };
  const errands = hostErrands({
    self,
    ssm: deps.ssm ?? null,
    signer,
    events,
    courier: () => courier,
    answer: () => answer,
    clean,
    inTurn: (work) => inTurn(work),
    random,
    log,
  });
  const courier = createCourier({ store, signer, roads: [socketRoad, errands.road], random, now, log });
  const { bySsm } = errands;
  const card = (connected: boolean): HostCard => {
    const seen = { connected, lastSeen: sessions.lastSeen() };
    return cardOf(name, readHost(store), seen, holdsOf(store, now()), maintenanceOf(store, now()));
  };
  const fleet = toldFleet({ name, store, objects, now, log });
  const answer = hostAnswers({
    ...{ self, signer, ownId, mailbox, events, sessions, courier, card, terms, bySsm, log },
  });
  const hearFrame = hostFrames({ self, signer, ownId, events, sessions, courier, clean, random, log });
  let turn: Promise<unknown> = Promise.resolve();
  /** The wake time as last set by this life; NaN: not known. */
  let armed: number | null = Number.NaN;

  /** One thing after another: signatures are awaited, and nothing may slip in between. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(async () => {
      try {
        return await work();
      } finally {
        const isNews = standsAnew();
        arm();
        if (mailbox.dueAt() !== null || isNews) self.later(() => bring(isNews));
        if ((errands.dueAt() ?? Number.POSITIVE_INFINITY) <= now()) self.later(errands.work);
      }
    });
    turn = mine.catch(() => undefined);
    return mine;
  }

  /** A socket that has gone silent counts until somebody looks: its shard is told of what is known here. */
  function standsAnew(): boolean {
    try {
      return fleet.isNews(card(self.sockets().some((socket) => stateOf(socket)?.phase === 'live')));
    } catch (error) {
      log.error({ error: String(error).slice(0, 500) }, 'How a host stands could not be read.');
      return false;
    }
  }

  /** Letters first: a shard must know the host's name before it hears of it. */
  async function bring(isNews: boolean): Promise<void> {
    await mailbox.flush();
    if (!isNews) return;
    await fleet.tell();
    arm();
  }

  function arm(): void {
    const times: number[] = [];
    const due = mailbox.dueAt();
    // What is due now is on its way already; the alarm is for the case that this life ends before.
    if (due !== null) times.push(Math.max(due, now() + MAILBOX_ALARM_MS));
    const errand = errands.dueAt();
    if (errand !== null) times.push(errand > now() ? errand : now() + MAILBOX_ALARM_MS);
    const again = fleet.dueAt();
    if (again !== null) times.push(Math.max(again, now() + MAILBOX_ALARM_MS));
    for (const socket of self.sockets()) {
      const state = stateOf(socket);
      if (state?.phase === 'new' || state?.phase === 'greeted') times.push(state.since + HANDSHAKE_MS + 1);
      if (state?.phase === 'live') {
        const working = underWay(store, now()).length > 0;
        times.push(working ? lifeOf(socket, state) + DEAD_AFTER_MS + 1 : nextSweep(now()));
      }
    }
    const at = times.length > 0 ? Math.min(...times) : null;
    // Setting the time is a write, and to be woken for nothing is several: a little too early is the cheaper one.
    const soonEnough =
      at !== null && armed !== null && armed > now() && armed <= at && at - armed <= EARLY_ENOUGH_MS;
    if (soonEnough || at === armed) return;
    self.wakeAt(at);
    armed = at;
  }

  async function sweep(): Promise<void> {
    armed = Number.NaN;
    for (const socket of self.sockets()) {
      const state = stateOf(socket);
      if (!state) continue;
      if (state.phase === 'live') changeHost(store, { last_seen: lifeOf(socket, state) });
      sessions.tick(socket, state);
    }
  }

  return {
    receive: (message) => inTurn(() => answer(message)),
    async wake() {
      await inTurn(sweep);
      await errands.work();
    },
    socketOpened: (socket, url) =>
      inTurn(async () => {
        makeRoomFor(socket, self.sockets());
        socket.writeState(opened(now(), originsOf(url, deps.publicUrl)));
      }),
    socketFrame: (socket, text) =>
      inTurn(async () => {
        try {
          await hearFrame(socket, text);
        } catch (error) {
          // What was not stored is not acknowledged: the host dials again and says it once more.
          log.error({ error: String(error).slice(0, 500) }, 'A host’s frame could not be handled.');
          shut(socket, 'broken');
        }
      }),
    socketClosed: (socket) =>
      inTurn(async () => {
        const state = stateOf(socket);
        if (state?.phase !== 'live') return;
        changeHost(store, { last_seen: Math.max(lifeOf(socket, state), readHost(store).last_seen ?? 0) });
        socket.writeState({ phase: 'closed', session: state.session } satisfies SessionState);
        events.lost(state.session);
        log.info({ session: state.session }, 'The host’s socket has closed.');
      }),
  };
}

/** A round time, so that it is the same whatever happens meanwhile. */
function nextSweep(now: number): number {
  return (Math.floor(now / SWEEP_MS) + 2) * SWEEP_MS;
}
