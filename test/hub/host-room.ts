/**
 * One host's object with a clock, sockets and a store in memory, so that a test decides when time passes,
 * when a line goes dead and which incident is away. The far side is the host agent's own handshake.
 */
import { answerWelcome, type Greeter, helloOf } from '../../src/agent/channel/greeting.ts';
import type { PinnedBot } from '../../src/agent/channel/keys.ts';
import { joinTokens } from '../../src/hub/enrolment.ts';
import { type HostDeps, hostBehaviour } from '../../src/hub/host-object.ts';
import type { HostCard, HostMessage, JobEvent, JobRequest } from '../../src/hub/messages.ts';
import { sha256 } from '../../src/protocol/canonical.ts';
import { openSelfSigned } from '../../src/protocol/envelope.ts';
import { Joined, type JoinRequest } from '../../src/protocol/joining.ts';
import { generateSigningKey, loadSigner, randomText, type Signer } from '../../src/protocol/signer.ts';
import type { JournalPoint } from '../../src/protocol/words.ts';
import type { Message, ObjectLife, Reply, Self, Socket, Store } from '../../src/storage/objects.ts';
import { packState } from '../../src/storage/socket-rules.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { storeInMemory } from '../fakes/store-in-memory.ts';

export const URL_OF_BOT = 'https://bot.example.com';
export const T = 1_795_000_000_000;

export type Wire = {
  socket: Socket;
  /** Frames that the bot sent, oldest first. */
  got: Record<string, unknown>[];
  closed: { code: number; reason: string } | null;
  heartbeat: number | null;
};

export type Room = {
  now: number;
  wakeAt: number | null;
  signer: Signer;
  store: Store;
  sent: { to: string; id: string; event: JobEvent }[];
  registered: string[];
  /** How its fleet shard was last told that it stands. */
  standing: HostCard | null;
  away: boolean;
  life: ObjectLife;
  /** Another life over the same store, as after an eviction. */
  evict(): ObjectLife;
  tell(message: HostMessage): Promise<Reply>;
  card(): Promise<HostCard>;
  wire(url?: string): Promise<Wire>;
  say(wire: Wire, frame: object | string): Promise<void>;
  drop(wire: Wire): Promise<void>;
  /** Lets the time pass and the object wake if it wanted to. */
  pass(ms: number): Promise<void>;
  token(by?: string): Promise<string>;
};

type Bent = Partial<Pick<HostDeps, 'publicUrl' | 'clean' | 'log'>>;

export async function aRoom({ publicUrl, clean, log = silentLog }: Bent = {}): Promise<Room> {
  const name = 'node-3';
  const signer = await loadSigner(await generateSigningKey());
  const store = storeInMemory();
  const wires = new Set<Wire>();
  let pending: Promise<void>[] = [];
  const behaviour = hostBehaviour({
    signer,
    log,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(clean === undefined ? {} : { clean }),
    objects: {
      async send(to, message) {
        const told = message as Message & { name: string; card: HostCard };
        if (told.type === 'register') room.registered.push(told.name);
        if (told.type === 'standing') room.standing = told.card;
        if (to.kind !== 'incident' && to.kind !== 'freeze') return {};
        if (room.away) throw new Error('away');
        const { event } = message as Message & { event: { id: string } & JobEvent };
        const { id, ...rest } = event;
        room.sent.push({ to: to.name, id, event: rest });
        return {};
      },
    },
  });
  for (const step of behaviour.migrations) store.run(step);
  const self: Self = {
    address: { kind: 'host', name },
    store,
    now: () => room.now,
    wakeAt(at) {
      room.wakeAt = at;
    },
    erase() {},
    sockets: () => [...wires].map((wire) => wire.socket),
    later(work) {
      pending.push(work());
    },
  };

  async function settled<T>(work: Promise<T>): Promise<T> {
    const result = await work;
    while (pending.length > 0) await Promise.all(pending.splice(0));
    pending = [];
    return result;
  }

  const room: Room = {
    now: T,
    wakeAt: null,
    signer,
    store,
    sent: [],
    registered: [],
    standing: null,
    away: false,
    life: behaviour.start(self),
    evict() {
      room.life = behaviour.start(self);
      return room.life;
    },
    tell: (message) => settled(room.life.receive(message)),
    card: () => room.tell({ type: 'describe' }) as Promise<Reply & HostCard>,
    async wire(url = `${URL_OF_BOT}/agents/connect/x`) {
      let state = packState(null);
      const wire: Wire = {
        got: [],
        closed: null,
        heartbeat: null,
        socket: {
          send: (text) => void wire.got.push(JSON.parse(text) as Record<string, unknown>),
          close(code, reason) {
            wire.closed = { code, reason };
            wires.delete(wire);
          },
          readState: () => JSON.parse(state),
          writeState(next) {
            state = packState(next);
          },
          lastHeartbeat: () => wire.heartbeat,
        },
      };
      wires.add(wire);
      await settled(room.life.socketOpened?.(wire.socket, url) ?? Promise.resolve());
      return wire;
    },
    say: (wire, frame) => {
      const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
      return settled(room.life.socketFrame?.(wire.socket, text) ?? Promise.resolve());
    },
    async drop(wire) {
      wires.delete(wire);
      await settled(room.life.socketClosed?.(wire.socket, 1006, '') ?? Promise.resolve());
    },
    async pass(ms) {
      room.now += ms;
      if (room.wakeAt === null || room.wakeAt > room.now) return;
      room.wakeAt = null;
      await settled(room.life.wake());
    },
    async token(by = 'U-admin') {
      const { token, message } = await joinTokens(signer).create(name, by, room.now);
      await room.tell(message);
      return token;
    },
  };
  return room;
}

/** A host as the bot meets it: a key, what it pinned, a journal that a test may bend. */
export type Guest = Greeter & { journal: Greeter['journal'] & { at: JournalPoint; hashes: string[] } };

export async function joinRequest(token: string, more: Partial<JoinRequest> = {}, by?: Signer) {
  const signer = by ?? (await loadSigner(await generateSigningKey()));
  const request: JoinRequest = {
    v: 1,
    token: await sha256(token),
    name: 'node-3',
    nonce: randomText(32),
    key: signer.publicKey,
    facts: { agentVersion: '0.1.0', platform: 'linux x64', nodeVersion: '24.0.0', openclawVersion: null },
    ...more,
  };
  return { signer, request: await signer.sign('ocjoin+jws', request) };
}

export async function joinedGuest(room: Room): Promise<Guest> {
  const token = await room.token();
  const { signer, request } = await joinRequest(token);
  const reply = await room.tell({ type: 'join', token, request });
  const opened = await openSelfSigned(String(reply.joined), { purpose: 'ocjoined+jws', schema: Joined });
  if (!opened.ok) throw new Error(`not joined: ${JSON.stringify(reply)}`);
  const { hostId, name, joinSeq, key } = opened.payload;
  const bot: PinnedBot = { v: 1, url: URL_OF_BOT, hostId, name, joinSeq, key, host: signer.kid };
  return guest({ signer, bot }, { length: 0, head: null });
}

export function guest(identity: Greeter['identity'], at: JournalPoint): Guest {
  const journal: Guest['journal'] = {
    at,
    hashes: [],
    point: () => journal.at,
    hashAt: (n) => (n === journal.at.length ? journal.at.head : (journal.hashes[n] ?? null)),
    counter: () => 0,
    damaged: () => null,
  };
  return {
    identity,
    journal,
    run: randomText(32),
    random: randomText,
    now: () => T,
    facts: { agentVersion: '0.1.0', platform: 'linux x64', nodeVersion: '24.0.0', openclawVersion: null },
  };
}

/** Runs the handshake; the wire is live, or closed by the bot. */
export async function shakeHands(room: Room, greeter: Greeter, url?: string): Promise<Wire> {
  const wire = await room.wire(url);
  const hello = await helloOf(greeter);
  await room.say(wire, hello);
  const welcome = wire.got.at(-1);
  if (welcome?.type !== 'welcome') return wire;
  const answer = await answerWelcome(String(welcome.welcome), hello, greeter);
  if (!answer.ok) throw new Error(answer.why);
  await room.say(wire, { type: 'proof', proof: answer.proof });
  return wire;
}

export function job(id: string, more: Partial<JobRequest> = {}): JobRequest {
  return {
    id,
    op: 'triage',
    args: {},
    incident: 'inc-1',
    requester: 'U-mira',
    expiresAt: T + 60_000,
    ...more,
  };
}
