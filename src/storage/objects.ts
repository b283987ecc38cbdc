/**
 * @module storage/objects
 * An object is one incident, one host, one fleet shard or one freeze. It owns its store, has one wake time
 * and may hold sockets. On Workers it is a Durable Object, on Node a SQLite file of its own; no statement
 * names two objects, and what crosses is a message with an id, delivered at least once.
 */
/** The kinds of objects. A further kind is a word here, its behaviour in bot.ts, and a class in worker.ts. */
export const OBJECT_KINDS = ['incident', 'host', 'fleet', 'freeze'] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

export type Address = { kind: ObjectKind; name: string };

export type SqlValue = string | number | null;
export type Row = Record<string, SqlValue>;

/** Synchronous SQL over this object's own tables. */
export type Store = {
  run(sql: string, ...values: SqlValue[]): void;
  all<R extends Row = Row>(sql: string, ...values: SqlValue[]): R[];
  /**
   * All or nothing; `work` must be synchronous. What was committed outlives the process; `lightly`: and may be
   * forgotten in a power cut, for what is said again or only seen. A store that knows no such thing keeps it firmly.
   */
  tx<T>(work: () => T, how?: 'firmly' | 'lightly'): T;
};

/** A host agent's socket. `state` is a plain value under 2 KiB that outlives hibernation. */
export type Socket = {
  send(text: string): void;
  close(code: number, reason: string): void;
  readState(): unknown;
  writeState(state: unknown): void;
  /** Epoch ms of the last heartbeat that was answered without waking the object, if any. */
  lastHeartbeat(): number | null;
};

/** What an object may touch. */
export type Self = {
  address: Address;
  store: Store;
  now(): number;
  /** Sets the one wake time (epoch ms), or clears it with null. Survives restarts. */
  wakeAt(at: number | null): void;
  /**
   * Everything that this object has stored goes once the present call has ended, its wake time too. A call that begins
   * before that keeps it. A message that comes later finds an object that has never been.
   */
  erase(): void;
  /** Open sockets; only hosts have any. */
  sockets(): Socket[];
  /** Runs `work` after the present message is answered; the runtime keeps the object alive for it. */
  later(work: () => Promise<void>): void;
};

/** A message between objects: plain JSON with a `type`. */
export type Message = { type: string };
export type Reply = Record<string, unknown>;

/** What an object does. One value per live object, made by a behaviour's `start`. */
export type ObjectLife = {
  receive(message: Message): Promise<Reply>;
  /** The wake time came. At least once; a throw is retried by the runtime. */
  wake(): Promise<void>;
  socketOpened?(socket: Socket, url: string): Promise<void>;
  socketFrame?(socket: Socket, text: string): Promise<void>;
  socketClosed?(socket: Socket, code: number, reason: string): Promise<void>;
};

/** How an object of one kind begins: migrations first, then a life. */
export type Behaviour = {
  /** Applied in order, once each, when the object wakes; never edited after release. See `adds` in migrations.ts. */
  migrations: readonly string[];
  start(self: Self): ObjectLife;
};

/** Sends a message to an object, waking it if need be, and gives its reply. */
export type Objects = { send(to: Address, message: Message): Promise<Reply> };
