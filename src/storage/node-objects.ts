/**
 * @module storage/node-objects
 * Objects on Node: a SQLite file each, opened by its first message and closed again when others need the
 * place. What a Durable Object's runtime promises (wakes that survive, sockets that outlive their object,
 * one object's failure never another's) is kept here with one process and one timer.
 */
import type { Log } from '../log.ts';
import { migrate } from './migrations.ts';
import { watchedClock } from './node-clock.ts';
import { filesThisProcessKeepsOpen } from './node-keep-open.ts';
import { objectFile } from './node-object-file.ts';
import { beginSnapshot, type Copied, type Snapshot } from './node-snapshot.ts';
import { eraseSqlite, openSqlite, type SqliteFile } from './node-sqlite.ts';
import type { WakeIndex } from './node-wake-index.ts';
import type {
  Address,
  Behaviour,
  Message,
  ObjectKind,
  ObjectLife,
  Objects,
  Reply,
  Socket,
} from './objects.ts';
import { packState } from './socket-rules.ts';
import { type WakeRecord, wakeRecord } from './wake-record.ts';

/** A socket as the hub has it; the state beside it and its place among the object's sockets are kept here. */
export type Wire = {
  send(text: string): void;
  close(code: number, reason: string): void;
  lastHeartbeat(): number | null;
};

/** One accepted socket: what the hub calls when something arrives. Calls never throw. */
export type Attachment = {
  frame(text: string): Promise<void>;
  closed(code: number, reason: string): Promise<void>;
};

export type NodeObjects = Objects & {
  /** Hands a new socket to an object. Rejects when the object would not have it. */
  attach(to: Address, wire: Wire, url: string): Promise<Attachment>;
  /** Runs what is due now. The timer does the same; tests with a clock of their own call it. */
  runDue(): Promise<void>;
  /** Forgets an idle object's memory, as a Durable Object's runtime may at any time. False: it is busy. */
  evict(to: Address): boolean;
  figures(): { open: number; sockets: number; wakes: number };
  /** Copies all stores, as they are at this instant, below `into`, while work goes on; one such copy at a time. */
  snapshot(into: string): Promise<Copied>;
  /** Lets what is under way end (at most `patienceMs`), then closes the files: as many as five seconds allow. */
  close(patienceMs?: number): Promise<void>;
};

type Options = {
  dataDir: string;
  index: WakeIndex;
  /** Built once, with the objects they may send to. */
  behaviours: (objects: Objects) => Record<ObjectKind, Behaviour>;
  log: Log;
  now?: () => number;
  /** How many files stay open; else as many as the process may. */
  keepOpen?: number;
};

/** How many calls an object has under way; it is not put away before there are none, nor erased if it wants to be. */
type Work = { busy: number; erase: boolean };
type Live = { address: Address; file: SqliteFile; wake: WakeRecord; life: ObjectLife; work: Work };

const WAKES_AT_ONCE = 16;
const UNREADABLE_RETRY_MS = 60_000;
const BROKEN_DISK_PAUSE_MS = 1_000;
/** Whoever stops the bot waits for it: 20 s by its unit and by the Compose file. */
const CLOSING_MS = 5_000;
/** A timer knows nothing of a clock that was put right meanwhile, in either direction. */
const LONGEST_TIMER_MS = 60_000;
const keyOf = ({ kind, name }: Address): string => `${kind}/${name}`;
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export function createNodeObjects(options: Options): NodeObjects {
  const { dataDir, index, log, now = Date.now, keepOpen = filesThisProcessKeepsOpen() } = options;
  /** In order of last use, oldest first. */
  const open = new Map<string, Live>();
  const sockets = new Map<string, Set<Socket>>();
  const waking = new Map<string, Promise<void>>();
  const underWay = new Set<Promise<unknown>>();
  let timer: NodeJS.Timeout | null = null;
  let state: 'running' | 'closing' | 'closed' = 'running';
  let copying: Snapshot | null = null;
  const clock = watchedClock(index, now, log);

  const objects: NodeObjects = { send, attach, runDue, evict, figures, snapshot, close };
  const behaviours = options.behaviours(objects);

  /** The live object, opened if need be. Synchronous: nobody can come between. */
  function liveAt(address: Address): Live {
    const key = keyOf(address);
    const known = open.get(key);
    if (known) {
      open.delete(key);
      open.set(key, known);
      return known;
    }
    if (state === 'closed') throw new Error('The bot is shutting down; nothing was done. Try again shortly.');
    const path = objectFile(dataDir, address);
    copying?.before(path);
    const file = openSqlite(path);
    const work: Work = { busy: 0, erase: false };
    try {
      const { store } = file;
      migrate(store, behaviours[address.kind].migrations, address.name);
      const wake = wakeRecord(store);
      const life = behaviours[address.kind].start({
        address,
        store,
        now,
        wakeAt(at) {
          if (at !== null) index.lower(address, Math.ceil(at));
          wake.set(at);
          plan();
        },
        erase() {
          work.erase = true;
        },
        sockets: () => [...(sockets.get(key) ?? [])],
        later(task) {
          // A turn of the event loop later, so that the present message can be answered first.
          const turn = new Promise<void>((resolve) => setImmediate(resolve));
          during(work, () => turn.then(task)).catch((error: unknown) =>
            log.error({ ...address, error: reasonOf(error) }, 'Work after a message failed'),
          );
        },
      });
      const live = { address, file, wake, life, work };
      open.set(key, live);
      return live;
    } catch (error) {
      file.close();
      throw error;
    }
  }

  function makeRoom(): void {
    for (const live of open.values()) {
      if (open.size <= keepOpen) return;
      evict(live.address);
    }
  }

  function evict(address: Address): boolean {
    const key = keyOf(address);
    const live = open.get(key);
    if (!live) return true;
    if (live.work.busy > 0) return false;
    open.delete(key);
    live.file.close();
    return true;
  }

  /** What an object has stored, its hint last: a crash in between finds an empty object, which wants nothing. */
  function erase({ address, file, work }: Live): void {
    if (!work.erase || work.busy > 0 || state === 'closed') return;
    open.delete(keyOf(address));
    file.close();
    eraseSqlite(objectFile(dataDir, address));
    index.set(address, null);
  }

  /** Runs a call of an object, which counts as busy from before its first line until it settles. */
  async function during<T>(work: Work, call: () => Promise<T>): Promise<T> {
    work.busy += 1;
    work.erase = false;
    makeRoom();
    try {
      const running = call();
      underWay.add(running);
      return await running.finally(() => underWay.delete(running));
    } finally {
      work.busy -= 1;
      makeRoom();
    }
  }

  async function send(to: Address, message: Message): Promise<Reply> {
    // Copied both ways: objects may live on different machines, so they must not share memory here either.
    const copy = structuredClone(message);
    const live = liveAt(to);
    const { life, work } = live;
    try {
      return structuredClone(await during(work, () => life.receive(copy)));
    } finally {
      erase(live);
    }
  }

  async function attach(to: Address, wire: Wire, url: string): Promise<Attachment> {
    const key = keyOf(to);
    let kept = packState(null);
    const leave = (): boolean => {
      const mine = sockets.get(key);
      const was = mine?.delete(socket) ?? false;
      if (mine?.size === 0) sockets.delete(key);
      return was;
    };
    const socket: Socket = {
      send: (text) => wire.send(text),
      close(code, reason) {
        leave();
        wire.close(code, reason);
      },
      readState: () => JSON.parse(kept),
      writeState(state) {
        kept = packState(state);
      },
      lastHeartbeat: () => wire.lastHeartbeat(),
    };
    /** One event of this socket; the object is opened anew if it was put away meanwhile. */
    const tell = async (what: string, event: (life: ObjectLife) => Promise<void>): Promise<void> => {
      try {
        const { life, work } = liveAt(to);
        await during(work, () => event(life));
      } catch (error) {
        log.error({ ...to, error: reasonOf(error) }, `A socket's ${what} could not be handled`);
      }
    };
    const { life, work } = liveAt(to);
    const { socketOpened } = life;
    if (!socketOpened) throw new Error(`A ${to.kind} takes no sockets.`);
    sockets.set(key, (sockets.get(key) ?? new Set()).add(socket));
    try {
      await during(work, () => socketOpened.call(life, socket, url));
    } catch (error) {
      leave();
      throw error;
    }
    let over = false;
    return {
      frame: (text) => tell('frame', async (owner) => owner.socketFrame?.(socket, text)),
      async closed(code, reason) {
        leave();
        if (over) return;
        over = true;
        if (state === 'running')
          await tell('end', async (owner) => owner.socketClosed?.(socket, code, reason));
      },
    };
  }

  async function wakeUp(address: Address, anew = false): Promise<void> {
    let live: Live;
    try {
      live = liveAt(address);
    } catch (error) {
      log.error({ ...address, error: reasonOf(error) }, 'An object that wants to be woken cannot be opened');
      index.set(address, now() + UNREADABLE_RETRY_MS);
      return;
    }
    const { wake, life, work } = live;
    // All of it counts as work of the object: its file must be open until the end is written down.
    await during(work, async () => {
      if (wake.begin(now()) || anew) {
        try {
          await life.wake();
          if (state !== 'closed') wake.succeeded();
        } catch (error) {
          if (state === 'closed') return; // What begin() wrote brings it back at the next start.
          log.error({ ...address, error: reasonOf(error) }, 'A wake failed; it will be tried again');
          wake.failed(now());
        }
      }
      if (state !== 'closed') index.set(address, wake.due());
    });
    erase(live);
  }

  /**
   * Wakes that were wished for by a clock far ahead would come when it is as late as that: each object is asked anew. One
   * that is woken too early finds nothing to do, and sets the right time.
   */
  async function afterPutBack(byMs: number): Promise<void> {
    const sleepers = index.later(now());
    log.warn({ byMs, objects: sleepers.length }, 'The clock of this machine was put back.');
    for (let from = 0; from < sleepers.length; from += WAKES_AT_ONCE)
      await Promise.all(
        sleepers.slice(from, from + WAKES_AT_ONCE).map(async (address) => {
          const key = keyOf(address);
          if (state !== 'running' || waking.has(key)) return;
          const run = wakeUp(address, true)
            .catch((error: unknown) =>
              log.error(
                { ...address, error: reasonOf(error) },
                'An object could not be asked anew when to wake',
              ),
            )
            .finally(() => waking.delete(key));
          waking.set(key, run);
          await run;
        }),
      );
  }

  async function runDue(): Promise<void> {
    if (state !== 'running') return;
    const byMs = clock.putBackBy();
    if (byMs !== null) await afterPutBack(byMs);
    clock.note();
    const due = index
      .due(now(), WAKES_AT_ONCE + waking.size)
      .filter((address) => !waking.has(keyOf(address)))
      .slice(0, Math.max(0, WAKES_AT_ONCE - waking.size));
    const started = due.map((address) => {
      const key = keyOf(address);
      const run = wakeUp(address)
        .catch(async (error: unknown) => {
          log.error({ ...address, error: reasonOf(error) }, 'A wake could not be noted; is the disk full?');
          await new Promise((resolve) => setTimeout(resolve, BROKEN_DISK_PAUSE_MS));
        })
        .finally(() => waking.delete(key));
      waking.set(key, run);
      return run.then(runDue);
    });
    plan();
    await Promise.all(started);
  }

  /** Sets the one timer for the earliest hint. Only for promptness: the truth is on disk. */
  function plan(): void {
    if (state !== 'running') return;
    if (timer) clearTimeout(timer);
    const at = now();
    const next =
      index.due(at, 1 + waking.size).some((one) => !waking.has(keyOf(one))) && waking.size < WAKES_AT_ONCE
        ? at
        : index.next(at);
    if (next === null) return;
    timer = setTimeout(
      () => {
        runDue().catch((error: unknown) =>
          log.error({ error: reasonOf(error) }, 'Due wakes could not be run'),
        );
      },
      Math.min(Math.max(next - at, 0), LONGEST_TIMER_MS),
    );
  }

  function figures(): { open: number; sockets: number; wakes: number } {
    const held = [...sockets.values()].reduce((sum, set) => sum + set.size, 0);
    return { open: open.size, sockets: held, wakes: index.count() };
  }

  async function snapshot(into: string): Promise<Copied> {
    if (copying) throw new Error('Another backup is under way. Nothing was done; try again when it is over.');
    if (state !== 'running') throw new Error('The bot is shutting down; nothing was done.');
    copying = beginSnapshot(
      dataDir,
      [...open.values()].map(({ address }) => objectFile(dataDir, address)),
    );
    const copied = copying.copy(into);
    underWay.add(copied);
    try {
      return await copied;
    } finally {
      underWay.delete(copied);
      copying = null;
    }
  }

  async function close(patienceMs = 5_000): Promise<void> {
    if (state !== 'running') return;
    state = 'closing';
    if (timer) clearTimeout(timer);
    let alarm: NodeJS.Timeout | undefined;
    const patience = new Promise<'over'>((resolve) => {
      alarm = setTimeout(resolve, patienceMs, 'over');
    });
    while (underWay.size > 0 || waking.size > 0) {
      const settled = Promise.allSettled([...underWay, ...waking.values()]);
      if ((await Promise.race([settled, patience])) === 'over') break;
    }
    clearTimeout(alarm);
    state = 'closed';
    // Closing only tidies: what was committed is in the log beside the file, and the next start reads it from there.
    const began = performance.now();
    for (const live of open.values()) {
      if (performance.now() - began > CLOSING_MS) break;
      live.file.close();
    }
    open.clear();
    sockets.clear();
  }

  plan();
  return objects;
}
