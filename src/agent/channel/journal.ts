/**
 * @module agent/channel/journal
 * What this host was told and what it did, on its own disk: one record a line, each sealed with its hash and
 * chained to the one before, synced before anything takes effect. A record that was answered for is never
 * forgotten, and an order that is in here is never carried out again.
 */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { JournalPoint } from '../../protocol/words.ts';
import { ownUid, syncDir } from '../private-files.ts';
import { AgentProblem } from '../problem.ts';
import { type JournalEntry, type Known, READS } from './journal-entry.ts';
import { readJournal, seal } from './journal-file.ts';
import { type Memory, memoryOf } from './journal-memory.ts';

export type Journal = {
  /**
   * Writes and syncs a record. `lost` when the disk does not take it: the entry is then remembered by this
   * process only, or with `must` not at all.
   */
  append(entry: JournalEntry, how?: { must: boolean }): 'kept' | 'lost';
  /** An order that was taken before, by its id. */
  find(id: string): Known | null;
  orders(): Known[];
  /** The order that a delivery id was used for, by its digest. */
  orderOfDelivery(jti: string): string | null;
  /** Last delivery counter taken from this key; 0 if none. */
  counter(kid: string): number;
  point(): JournalPoint;
  /** Hash of the record with this number, or null if it is not in this journal. */
  hashAt(length: number): string | null;
  /** Why changes must not be made on the strength of this journal, or null. */
  damaged(): string | null;
  /** True from the moment the disk would not take a record in the ordinary way. */
  full(): boolean;
  close(): void;
};

/** A journal file of about this size is put aside and a new one goes on, in bytes. */
const ROTATE_BYTES = 8 * 1024 * 1024;
const SEGMENTS_KEPT = 8;
/** Kept free for the records that must still be written when the disk is full, in bytes. */
const RESERVE_BYTES = 256 * 1024;

/** Test hooks for what a disk can do. */
export type Disk = { write(fd: number, text: string): void; sync(fd: number): void };

const realDisk: Disk = {
  write(fd, text) {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
  },
  sync: fsyncSync,
};

/**
 * Opens the journal. A torn last line is cut off; a journal that is damaged anywhere else is put aside, and
 * the new one says so until the host joins again.
 * @throws AgentProblem when the file is not safe to use at all, or of a later host agent than may be passed over.
 */
export function openJournal(options: {
  path: string;
  now: () => number;
  /** The host has joined, so there must be a journal: that it is missing or empty is damage. */
  expected?: boolean;
  disk?: Disk;
  rotateBytes?: number;
}): Journal {
  const { path, now, expected = false, disk = realDisk, rotateBytes = ROTATE_BYTES } = options;
  const fresh = `${path}.new`;
  if (existsSync(path)) rmSync(fresh, { force: true });
  else if (existsSync(fresh)) renameSync(fresh, path);
  const reserve = `${path}.reserve`;
  const memory: Memory = memoryOf();
  let full = false;
  let fd = openOwn(path);
  let size = 0;

  /** Reads what is there, and begins anew where it cannot be trusted. */
  function load(): void {
    const read = readJournal(readFileSync(path));
    if (read.needs !== null) {
      closeSync(fd);
      throw tooNew(path, read.needs);
    }
    for (const record of read.records) memory.take(record);
    if (read.broken === null) {
      if (fstatSync(fd).size > read.size) {
        ftruncateSync(fd, read.size);
        disk.sync(fd);
      }
      size = read.size;
      if (read.records.length === 0 && expected) beginAnew('it was missing');
      return;
    }
    closeSync(fd);
    const aside = `${path}.damaged-${now()}`;
    renameSync(path, aside);
    fd = openOwn(path);
    memory.restart();
    beginAnew(`${read.broken}; put aside as ${aside.slice(dirname(path).length + 1)}`);
  }

  function beginAnew(why: string): void {
    memory.damage(why);
    write({ kind: 'damaged', why });
    write(memory.carried());
    syncDir(dirname(path));
  }

  function write(entry: JournalEntry): boolean {
    const sealed = seal(entry, { n: memory.point().length + 1, prev: memory.point().head, t: now() });
    const line = `${sealed.text}\n`;
    try {
      disk.write(fd, line);
      disk.sync(fd);
    } catch {
      // What was half written must go, or the next record would stand on a broken line.
      try {
        ftruncateSync(fd, size);
      } catch {
        memory.damage('a record could be neither written nor taken back');
      }
      return false;
    }
    size += Buffer.byteLength(line);
    memory.take(sealed.record);
    return true;
  }

  function makeReserve(): void {
    try {
      if (!existsSync(reserve))
        writeFileSync(reserve, Buffer.alloc(RESERVE_BYTES, 1), { mode: 0o600, flush: true });
      full = false;
    } catch {
      rmSync(reserve, { force: true });
      full = true;
    }
  }

  /** The chain goes on in a new file whose first record carries what must not be forgotten. */
  function rotate(): void {
    const carried = seal(memory.carried(), {
      n: memory.point().length + 1,
      prev: memory.point().head,
      t: now(),
    });
    const text = `${carried.text}\n`;
    const next = openSync(fresh, 'wx', 0o600);
    try {
      disk.write(next, text);
      disk.sync(next);
    } catch {
      closeSync(next);
      rmSync(fresh, { force: true });
      return;
    }
    renameSync(path, `${path}.${String(memory.point().length).padStart(12, '0')}`);
    renameSync(fresh, path);
    syncDir(dirname(path));
    closeSync(fd);
    closeSync(next);
    fd = openOwn(path);
    size = Buffer.byteLength(text);
    memory.take(carried.record);
    memory.forget();
    for (const old of segments(path).slice(0, -SEGMENTS_KEPT)) rmSync(old, { force: true });
  }

  load();
  makeReserve();
  return {
    append(entry, { must } = { must: false }) {
      if (write(entry)) {
        if (full) makeReserve();
        if (size > rotateBytes) rotate();
        return 'kept';
      }
      full = true;
      rmSync(reserve, { force: true });
      if (write(entry)) return 'kept';
      if (!must) memory.remember(entry);
      return 'lost';
    },
    find: (id) => memory.orders.get(id) ?? null,
    orders: () => [...memory.orders.values()],
    orderOfDelivery: (jti) => memory.deliveries.get(jti) ?? null,
    counter: (kid) => memory.counters.get(kid) ?? 0,
    point: () => memory.point(),
    hashAt(length) {
      const known = memory.hashAt(length);
      if (known !== null) return known;
      for (const file of segments(path).reverse()) {
        const record = readJournal(readFileSync(file)).records.find((one) => one.n === length);
        if (record) return record.hash;
      }
      return null;
    },
    damaged: () => memory.damaged(),
    full: () => full,
    close: () => closeSync(fd),
  };
}

/** Nothing is put aside: the host agent that wrote it, or a later one, goes on with it as if this one had not been there. */
function tooNew(path: string, needs: number): AgentProblem {
  return new AgentProblem(
    'journal-newer',
    `A newer host agent wrote ${path} (it needs a reader of version ${needs}, this one is ${READS}): this one would forget which orders it must not carry out again. Nothing was changed.`,
    'Install the newer host agent again, or join again with a new token.',
  );
}

/** Puts a journal aside when the host joins anew: the old one belongs to the old key. */
export function retireJournal(path: string, now: number): void {
  if (existsSync(path)) renameSync(path, `${path}.before-${now}`);
  rmSync(`${path}.new`, { force: true });
  for (const old of segments(path)) renameSync(old, `${old}.before-${now}`);
  syncDir(dirname(path));
}

function segments(path: string): string[] {
  const folder = dirname(path);
  const name = path.slice(folder.length + 1);
  return readdirSync(folder)
    .filter((one) => one.startsWith(`${name}.`) && /^\d{12}$/.test(one.slice(name.length + 1)))
    .sort()
    .map((one) => join(folder, one));
}

function openOwn(path: string): number {
  const fd = openSync(
    path,
    constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW,
    0o600,
  );
  const stat = fstatSync(fd);
  if (!stat.isFile() || stat.mode & 0o077 || (ownUid() >= 0 && stat.uid !== ownUid())) {
    closeSync(fd);
    throw new AgentProblem('journal-file', `Others may touch ${path}.`, 'Join again with a new token.');
  }
  return fd;
}
