/**
 * @module agent/recovery/run-journal
 * One run on disk: its plan, then every event that changed it, a record a line, chained by hash and synced before
 * anything follows from it. From these lines alone the run is built again after a crash; they are also the record of
 * what was done here, and by whose word.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { Plan } from '../../protocol/recovery.ts';
import type { RunEvent } from '../../runbooks/run-record.ts';
import { ACT_IDS, type ActId } from '../../runbooks/steps.ts';
import { syncDir } from '../private-files.ts';

const Told = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()]),
);

export const RunHead = z.strictObject({
  v: z.literal(1),
  run: z.string().max(200),
  digest: z.string(),
  plan: Plan,
  memory: Told,
  acts: z.array(z.enum(ACT_IDS as unknown as [ActId, ...ActId[]])),
  patienceMs: z.number().int().nonnegative(),
  /** The freeze that the order belongs to. */
  freeze: z.string().max(200).nullable(),
  /** Who wants it: the order's requester, or who typed it here, with their reason. */
  by: z.string().max(200),
  because: z.string().max(500).nullable(),
});
export type RunHead = z.infer<typeof RunHead>;

const Line = z.strictObject({
  n: z.number().int(),
  prev: z.string().nullable(),
  t: z.number().int(),
  head: RunHead.optional(),
  event: z.looseObject({ type: z.string() }).optional(),
});

export type RunRecord = { t: number; event: RunEvent };

export type RunReading = {
  head: RunHead;
  records: RunRecord[];
  /** Lines, bytes and the hash of the last line, up to where it is whole. */
  length: number;
  size: number;
  tip: string;
};

/** `kept-in-reserve`: the disk is full, and what was kept free for the end is being used. */
export type Kept = 'kept' | 'kept-in-reserve' | 'lost';

export type RunJournal = {
  head: RunHead;
  records: readonly RunRecord[];
  append(event: RunEvent, t: number): Kept;
  /** Records so far, the head included. */
  length(): number;
  /** Hash of the last record, in base64url. */
  tip(): string;
  close(): void;
};

/** Room for the records that end a run when the disk is full, in bytes. */
const RESERVE_BYTES = 64 * 1024;

export type Disk = { write(fd: number, bytes: Uint8Array): void; sync(fd: number): void };

export const realDisk: Disk = {
  write(fd, bytes) {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
  },
  sync: fsyncSync,
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Reads a run's file. A torn last line was never acted on and is left out; null where nothing can be made of it. */
export function readRun(path: string): RunReading | null {
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  let head: RunHead | null = null;
  const records: RunRecord[] = [];
  let [size, length, tip] = [0, 0, ''];
  for (;;) {
    const end = bytes.indexOf(0x0a, size);
    if (end < 0) break;
    const text = bytes.subarray(size, end).toString('utf8');
    const line = lineOf(text);
    if (line === null || line.n !== length + 1 || line.prev !== (tip || null)) return null;
    if (length === 0) {
      if (line.head === undefined) return null;
      head = line.head;
    } else if (line.event === undefined) return null;
    else records.push({ t: line.t, event: line.event as unknown as RunEvent });
    [size, length, tip] = [end + 1, length + 1, hashOf(text)];
  }
  return head && { head, records, size, length, tip };
}

/** Whether a run's first record never came to the disk: then nothing of it was ever done. */
export const neverBegan = (path: string): boolean => !existsSync(path) || !readFileSync(path).includes(0x0a);

function lineOf(text: string): z.infer<typeof Line> | null {
  try {
    return Line.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Begins the file of a run. Throws where the disk does not take it: then nothing has begun. */
export function beginRun(
  paths: { journal: string; reserve: string },
  head: RunHead,
  t: number,
  disk: Disk = realDisk,
): RunJournal {
  writeFileSync(paths.reserve, Buffer.alloc(RESERVE_BYTES, 1), { mode: 0o600, flush: true });
  const fd = openOwn(paths.journal, constants.O_EXCL);
  const text = JSON.stringify({ n: 1, prev: null, t, head: RunHead.parse(head) });
  try {
    disk.write(fd, Buffer.from(`${text}\n`));
    disk.sync(fd);
  } catch (error) {
    closeSync(fd);
    rmSync(paths.journal, { force: true });
    throw error;
  }
  syncDir(dirname(paths.journal));
  const size = Buffer.byteLength(text) + 1;
  return journalOn(fd, paths.reserve, { head, records: [], size, length: 1, tip: hashOf(text) }, disk);
}

/** Goes on with a run's file; null where nothing can be made of it. */
export function resumeRun(
  paths: { journal: string; reserve: string },
  disk: Disk = realDisk,
): RunJournal | null {
  const reading = readRun(paths.journal);
  if (reading === null) return null;
  const fd = openOwn(paths.journal, 0);
  ftruncateSync(fd, reading.size);
  disk.sync(fd);
  return journalOn(fd, paths.reserve, reading, disk);
}

const openOwn = (path: string, more: number): number =>
  openSync(
    path,
    constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | more,
    0o600,
  );

function journalOn(fd: number, reserve: string, reading: RunReading, disk: Disk): RunJournal {
  let { size, length, tip } = reading;

  function write(event: RunEvent, t: number): boolean {
    const text = JSON.stringify({ n: length + 1, prev: tip, t, event });
    const bytes = Buffer.from(`${text}\n`);
    try {
      disk.write(fd, bytes);
      disk.sync(fd);
    } catch {
      try {
        ftruncateSync(fd, size);
      } catch {
        // The next start cuts it off.
      }
      return false;
    }
    [size, length, tip] = [size + bytes.length, length + 1, hashOf(text)];
    return true;
  }

  return {
    head: reading.head,
    records: reading.records,
    append(event, t) {
      if (write(event, t)) return 'kept';
      rmSync(reserve, { force: true });
      return write(event, t) ? 'kept-in-reserve' : 'lost';
    },
    length: () => length,
    tip: () => tip,
    close: () => closeSync(fd),
  };
}
