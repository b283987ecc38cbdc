/**
 * @module hub/host-object
 * One host as the bot knows it: its key, its socket, its orders. Everything that happens to it happens in
 * turn, and is in its store before anybody is told; so an eviction or a crash between two steps loses nothing.
 */

import type { Log } from '../log.ts';
import { digestOf } from '../protocol/canonical.ts';
import type { BotFrame } from '../protocol/frames.ts';
import type { Joined } from '../protocol/joining.ts';
import { DEAD_AFTER_MS, HANDSHAKE_MS, PING, PONG } from '../protocol/limits.ts';
import { randomText, type Signer } from '../protocol/signer.ts';
import type { PublicKey } from '../protocol/words.ts';
import type { Behaviour, Message, ObjectLife, Objects, Reply, Self, Socket } from '../storage/objects.ts';
import { boundedLog } from './bounded-log.ts';
import { fleetShard } from './fleet-object.ts';
import { hear } from './hearing.ts';
import { hostAddresses } from './host-address.ts';
import { hostEvents } from './host-events.ts';
import { bringIn, type Cleaner } from './host-evidence.ts';
import { admit, keepToken } from './host-join.ts';
import {
  deliveryOf,
  findOrder,
  keepOrder,
  type OrderRow,
  orderOf,
  standingOf,
  undelivered,
  underWay,
} from './host-orders.ts';
import { cardOf, changeHost, HOST_MIGRATIONS, type HostRow, journalOf, readHost } from './host-record.ts';
import { type Live, lifeOf, makeRoomFor, originsOf, shut, stateOf } from './host-sockets.ts';
import type { ClaimReply, DispatchReply, HostMessage, JobRequest } from './messages.ts';
import { outbox } from './outbox.ts';
import { type KnownHost, opened, type SessionState, type Step, step } from './session.ts';

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
  /** That many random bytes in base64url. */
  random?: (bytes: number) => string;
};

/** A message to an incident that was not taken at once is tried again by the alarm after this long, in ms. */
const OUTBOX_ALARM_MS = 1_000;
/** A connected host's last sign of life is written down this often, in ms. */
const SWEEP_MS = 15 * 60_000;

/** The behaviour of a host's object, for either runtime. */
export function hostBehaviour(deps: HostDeps): Behaviour {
  return { migrations: HOST_MIGRATIONS, start: (self) => hostLife(self, deps) };
}

function hostLife(self: Self, deps: HostDeps): ObjectLife {
  const { store } = self;
  const name = self.address.name;
  const random = deps.random ?? randomText;
  const log = boundedLog(deps.log.child({ host: name }), self.now);
  const post = outbox({ store, objects: deps.objects, now: self.now, log });
  const events = hostEvents({ name, store, post, log, now: self.now });
  const clean: Cleaner = deps.clean ?? (async (pieces) => ({ pieces, tookMs: 0 }));
  let id: Promise<string> | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  /** The wake time as last set by this life; NaN: not known. */
  let armed: number | null = Number.NaN;

  function ownId(): Promise<string> {
    id ??= hostAddresses(deps.signer).idFor(name);
    return id;
  }

  /** One thing after another: signatures are awaited, and nothing may slip in between. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(async () => {
      try {
        return await work();
      } finally {
        arm();
        if (post.due() !== null) self.later(post.flush);
      }
    });
    turn = mine.catch(() => undefined);
    return mine;
  }

  function arm(): void {
    const times: number[] = [];
    const due = post.due();
    // What is due now is on its way already; the alarm is for the case that this life ends before.
    if (due !== null) times.push(Math.max(due, self.now() + OUTBOX_ALARM_MS));
    for (const socket of self.sockets()) {
      const state = stateOf(socket);
      if (state?.phase === 'new' || state?.phase === 'greeted') times.push(state.since + HANDSHAKE_MS + 1);
      if (state?.phase === 'live') {
        const working = underWay(store, self.now()).length > 0;
        times.push(working ? lifeOf(socket, state) + DEAD_AFTER_MS + 1 : nextSweep(self.now()));
      }
    }
    const at = times.length > 0 ? Math.min(...times) : null;
    // Setting the time is a write; to be woken too early is harmless.
    const soonEnough = at !== null && armed !== null && armed > self.now() && armed <= at;
    if (soonEnough || at === armed) return;
    self.wakeAt(at);
    armed = at;
  }

  function allLive(): { socket: Socket; state: Live }[] {
    return self.sockets().flatMap((socket) => {
      const state = stateOf(socket);
      return state?.phase === 'live' ? [{ socket, state }] : [];
    });
  }

  function live(): { socket: Socket; state: Live } | null {
    return allLive()[0] ?? null;
  }

  /** Live sessions but this one. By session: a runtime may hand out the same socket as another value. */
  function liveOthers(mine: SessionState): { socket: Socket; state: Live }[] {
    const session = mine.phase === 'new' ? null : mine.session;
    return allLive().filter((one) => one.state.session !== session);
  }

  function lastSeen(): number | null {
    const now = live();
    const known = readHost(store).last_seen;
    return now ? Math.max(known ?? 0, lifeOf(now.socket, now.state)) : known;
  }

  /** The live session, if there is one that has shown signs of life; a dead one is closed on the way. */
  function reachable(): ReturnType<typeof live> {
    const now = live();
    if (!now) return null;
    apply(
      now.socket,
      step(now.state, { type: 'tick', heartbeat: now.socket.lastHeartbeat() }, self.now(), null),
    );
    return live();
  }

  async function known(row: HostRow, mine: SessionState): Promise<KnownHost | null> {
    if (row.kid === null) return null;
    const [other] = liveOthers(mine);
    const rival = other
      ? { run: other.state.run, silentMs: self.now() - lifeOf(other.socket, other.state) }
      : null;
    return {
      kid: row.kid,
      hostId: await ownId(),
      joinSeq: row.join_seq,
      counter: row.counter,
      taken: row.taken,
      journal: journalOf(row),
      quarantined: row.quarantined,
      pastRuns: JSON.parse(row.past_runs) as string[],
      rival,
    };
  }

  /** Writes the step down and carries out its closing; frames are sent by the caller. */
  function apply(socket: Socket, result: Step): void {
    const before = stateOf(socket);
    socket.writeState(result.state);
    if (!result.close) return;
    const { reason, why } = result.close;
    log.warn({ reason, why }, 'A host’s socket was closed.');
    if (before?.phase === 'live') {
      changeHost(store, { last_seen: lifeOf(socket, before) });
      events.lost(before.session);
    }
    shut(socket, reason);
  }

  function send(socket: Socket, frame: BotFrame): void {
    try {
      socket.send(JSON.stringify(frame));
    } catch (error) {
      log.info({ error: String(error).slice(0, 200) }, 'A frame could not be sent; the socket is gone.');
    }
  }

  /** Made and signed before the counter is written: what cannot be delivered leaves the record as it was. */
  async function deliver(socket: Socket, session: string, row: OrderRow): Promise<void> {
    const signer = await deps.signer;
    const counter = readHost(store).counter + 1;
    const delivery = deliveryOf(row, { session, counter, jti: random(16), now: self.now() });
    const envelope = await signer.sign('ocdelivery+jws', delivery);
    store.tx(() => {
      changeHost(store, { counter });
      store.run("UPDATE orders SET state = 'delivered', counter = ? WHERE id = ?", counter, row.id);
    });
    send(socket, { type: 'deliver', order: row.envelope, delivery: envelope });
    log.info({ order: row.id, counter }, 'An order was sent to the host.');
  }

  async function dispatch(job: JobRequest): Promise<DispatchReply> {
    const row = readHost(store);
    if (row.kid === null) return { state: 'not-enrolled' };
    if (row.quarantined) return { state: 'quarantined', why: row.quarantined };
    const now = self.now();
    if (job.expiresAt <= now) return { state: 'absent', lastSeen: lastSeen() };
    if (!findOrder(store, job.id)) {
      const order = orderOf(job, row.kid, now);
      const envelope = await (await deps.signer).sign('ocorder+jws', order);
      keepOrder(store, order, { envelope, digest: await digestOf(order) }, now);
    }
    const order = findOrder(store, job.id);
    if (order && order.state !== 'waiting') return { state: 'delivered' };
    const there = reachable();
    if (!there || !order) return { state: 'absent', lastSeen: lastSeen() };
    await deliver(there.socket, there.state.session, order);
    return { state: 'delivered' };
  }

  async function join(ask: { token: string; request: string }): Promise<Reply> {
    const outcome = await admit(store, name, ask, self.now);
    if (!outcome.ok) {
      log.warn({ code: outcome.code }, 'A host was not let in.');
      return outcome;
    }
    const { kid, joinSeq, request, by } = outcome;
    log.info({ key: kid, joinSeq, by }, 'A host has joined with a new key.');
    store.tx(() => {
      events.dropAll('rejoined', 'the host has joined anew with another key');
      post.put({ kind: 'fleet', name: fleetShard(name) }, { type: 'register', name } as Message);
    });
    for (const socket of self.sockets()) shut(socket, 'unknown');
    const signer = await deps.signer;
    const joined: Joined = {
      v: 1,
      nonce: request.nonce,
      host: kid,
      hostId: await ownId(),
      name,
      joinSeq,
      key: signer.publicKey,
      at: self.now(),
    };
    return { ok: true, joined: await signer.sign('ocjoined+jws', joined) };
  }

  async function answer(message: HostMessage): Promise<Reply> {
    switch (message.type) {
      case 'enroll': {
        const { tokenSha256, by, expiresAt } = message;
        store.tx(() => {
          keepToken(store, { sha256: tokenSha256, by, expiresAt }, self.now());
          post.put({ kind: 'fleet', name: fleetShard(name) }, { type: 'register', name } as Message);
        });
        return { ok: true };
      }
      case 'join':
        return join(message);
      case 'dispatch':
        return dispatch(message.job);
      case 'claim': {
        const open = readHost(store).open_incident ?? message.incident;
        changeHost(store, { open_incident: open });
        return { incident: open } satisfies ClaimReply;
      }
      case 'release':
      case 'report': {
        const { incident, verdict, at } = message;
        const mine = readHost(store).open_incident === incident;
        if (mine && message.type === 'release') changeHost(store, { open_incident: null });
        if ((readHost(store).verdict_at ?? 0) <= at) changeHost(store, { verdict, verdict_at: at });
        return { ok: true };
      }
      case 'describe': {
        const connected = reachable() !== null;
        return cardOf(name, readHost(store), { connected, lastSeen: lastSeen() });
      }
      default:
        throw new Error(`A host does not know the message “${(message as Message).type}”.`);
    }
  }

  async function frame(socket: Socket, text: string): Promise<void> {
    const state = stateOf(socket);
    if (!state) return shut(socket, 'broken');
    if (text === PING) socket.send(PONG);
    const row = readHost(store);
    const signer = await deps.signer;
    const host = row.kid === null ? null : { kid: row.kid, publicKey: keyOf(row), journal: journalOf(row) };
    const standing = (id: string, seq?: number) => standingOf(store, id, seq);
    const heard = await hear(text, { bot: signer.kid, now: self.now(), random, host, standing });
    if (heard.type === 'stray')
      log.debug({ what: heard.what, order: heard.id }, 'A host speaks of an order that is not under way.');
    const result = step(state, heard, self.now(), await known(row, state));
    const quarantine = result.events.some((e) => e.type === 'suspect' && e.suspicion.level === 'quarantine');
    const arrived = result.events.find((e) => e.type === 'live');
    if (quarantine || arrived)
      for (const other of liveOthers(state)) {
        // The same process on a fresh socket: its orders go on, nobody need worry.
        if (arrived?.run !== other.state.run) events.lost(other.state.session);
        log.warn({ session: other.state.session }, 'An older session of this host was closed.');
        shut(other.socket, quarantine ? 'quarantined' : 'replaced');
      }
    apply(socket, result);
    const told = { bytes: text.length, at: new Date(self.now()).toISOString() };
    const brought = await bringIn(result.events, told, { store, clean });
    for (const answerTo of events.take(result.events, brought)) send(socket, answerTo);
    for (const one of result.send) {
      if ('frame' in one) send(socket, one.frame);
      else send(socket, { type: 'welcome', welcome: await signer.sign('ochello-bot+jws', one.welcome) });
    }
    if (!arrived || stateOf(socket)?.phase !== 'live') return;
    for (const order of undelivered(store, self.now())) await deliver(socket, arrived.session, order);
  }

  async function sweep(): Promise<void> {
    armed = Number.NaN;
    for (const socket of self.sockets()) {
      const state = stateOf(socket);
      if (!state) continue;
      if (state.phase === 'live') changeHost(store, { last_seen: lifeOf(socket, state) });
      apply(socket, step(state, { type: 'tick', heartbeat: socket.lastHeartbeat() }, self.now(), null));
    }
  }

  return {
    receive: (message) => inTurn(() => answer(message as HostMessage)),
    wake: () => inTurn(sweep),
    socketOpened: (socket, url) =>
      inTurn(async () => {
        makeRoomFor(socket, self.sockets());
        socket.writeState(opened(self.now(), originsOf(url, deps.publicUrl)));
      }),
    socketFrame: (socket, text) =>
      inTurn(async () => {
        try {
          await frame(socket, text);
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

function keyOf(row: HostRow): PublicKey {
  return { kty: 'OKP', crv: 'Ed25519', x: row.public_x ?? '' };
}
