/**
 * @module agent/host/database-copy
 * Reads an SQLite database of the gateway's without opening it in place: no look can lock it or leave files
 * beside it. A private copy is read, in a process that is ended when it takes too long, and thrown away.
 */
import type { FileHandle } from 'node:fs/promises';
import * as z from 'zod';
import { ownUid } from '../private-files.ts';
import { READER_ARGV } from './database-reader.ts';
import type { Outcome } from './outcome.ts';
import type { Ran, RunOptions } from './programs.ts';
import { turns } from './turns.ts';

const MOST_BYTES = 32 * 1024 * 1024;
/** One copy, and every question about it. Milliseconds. */
const LIMIT_MS = 3_000;
/** Readers at work at once; each is a Node. */
const AT_ONCE = 2;
/** Questions that come this close are asked of one copy. Milliseconds. */
const TOGETHER_MS = 10;

export type Rows = Record<string, unknown>[];
/** `schema` is SQLite's user_version, which OpenClaw raises with each change of form. */
export type DatabaseHealth = { state: 'ok' | 'damaged'; schema: number | null };

const Fault = z.object({ code: z.string(), errcode: z.number().optional() });
const Answer = z.union([
  z.object({ rows: z.array(z.record(z.string(), z.unknown())) }),
  z.object({ lacks: z.literal(true) }),
  z.object({ odd: z.string() }),
  z.object({ error: Fault }),
]);
const Answers = z.union([z.array(Answer), z.object({ error: Fault })]);

/** How the machine gives what the copies need: regular files, and programs with a limit. */
export type Means = {
  openRegular(path: string): Promise<{ file: FileHandle; size: number }>;
  run(argv: readonly [string, ...string[]], options: RunOptions): Promise<Outcome<Ran>>;
};

export type Copies = {
  /**
   * The rows of each query over one copy; null in place of rows whose table or column this release lacks, null for
   * all when there is no such database. Throws what the file system or SQLite throw with their `code` (and SQLite's
   * `errcode`), when the database is over 32 MiB, and when it is not read in three seconds. Node 22.12 knows SQLite
   * only behind a flag.
   */
  query(path: string, sqls: readonly string[]): Promise<(Rows | null)[] | null>;
  /**
   * Is the database whole? With `thorough` its pages are read too, which only makes sense while nobody writes: a copy
   * made in between two writes may look torn. Null when there is none; throws as `query` does.
   */
  examine(path: string, thorough: boolean): Promise<DatabaseHealth | null>;
};

const refusal = (code: string, errcode?: number): Error => Object.assign(new Error(code), { code, errcode });

/** What the reader said, or null when there is no database. */
async function readOnce(
  means: Means,
  path: string,
  sqls: readonly string[],
): Promise<(Rows | null | Error)[] | null> {
  const { file, size } = await means.openRegular(path);
  let log: FileHandle | null = null;
  try {
    if (size === 0) return null;
    const beside = await means.openRegular(`${path}-wal`).catch(() => null);
    log = beside?.file ?? null;
    if (size + (beside?.size ?? 0) > MOST_BYTES) throw refusal('too large to copy');
    const ran = await means.run([process.execPath, ...READER_ARGV], {
      timeoutMs: LIMIT_MS,
      // Nothing of ours that would change what Node does. What root's names may be shut to the file's owner.
      env: ownUid() !== 0 && process.env.TMPDIR ? { TMPDIR: process.env.TMPDIR } : {},
      input: JSON.stringify({ sqls }),
      files: [file.fd, beside && beside.size > 0 ? beside.file.fd : 'ignore'],
    });
    if (!ran.ok)
      throw refusal(ran.look === 'timed-out' ? `not read in ${LIMIT_MS / 1000} s` : 'its reader was ended');
    return answersIn(ran.value, sqls.length);
  } finally {
    await Promise.all([file.close(), log?.close()]);
  }
}

function answersIn({ code, stdout }: Ran, asked: number): (Rows | null | Error)[] {
  if (code !== 0) throw refusal(`its reader ended with code ${code}`);
  const answers = Answers.parse(JSON.parse(stdout));
  if (!Array.isArray(answers)) throw refusal(answers.error.code, answers.error.errcode);
  if (answers.length !== asked) throw refusal('its reader gave half an answer');
  return answers.map((answer) => {
    if ('rows' in answer) return answer.rows;
    if ('odd' in answer)
      return refusal(
        `${answer.odd.slice(0, 64)} is no table there, which no OpenClaw makes; it was not read`,
      );
    return 'error' in answer ? refusal(answer.error.code, answer.error.errcode) : null;
  });
}

/** SQLITE_CORRUPT and SQLITE_NOTADB (sqlite.org/rescode.html): the file itself is wrong, not our access to it. */
const DAMAGED = new Set([11, 26]);

/** Copies of one look. Questions about one database that come together share a copy. */
export function databaseCopies(means: Means): Copies {
  type Batch = { sqls: string[]; answers: Promise<(Rows | null | Error)[] | null> };
  const open = new Map<string, Batch>();
  const inTurn = turns(AT_ONCE);

  function batchOf(path: string): Batch {
    const known = open.get(path);
    if (known) return known;
    const sqls: string[] = [];
    const together = new Promise<void>((resolve) => setTimeout(resolve, TOGETHER_MS));
    const answers = together.then(() => {
      open.delete(path);
      return inTurn(() => readOnce(means, path, sqls));
    });
    const batch = { sqls, answers };
    open.set(path, batch);
    return batch;
  }

  async function query(path: string, sqls: readonly string[]): Promise<(Rows | null)[] | null> {
    const batch = batchOf(path);
    const from = batch.sqls.length;
    batch.sqls.push(...sqls);
    const answers = (await batch.answers)?.slice(from, from + sqls.length) ?? null;
    const fault = answers?.find((answer) => answer instanceof Error);
    if (fault) throw fault;
    return answers as (Rows | null)[] | null;
  }

  return {
    query,
    async examine(path, thorough) {
      const asked = ['PRAGMA user_version', ...(thorough ? ['PRAGMA quick_check(1)'] : [])];
      try {
        const answers = await query(path, asked);
        if (answers === null) return null;
        const [version, check] = answers.map((rows) => Object.values(rows?.[0] ?? {})[0]);
        return {
          state: check === undefined || check === 'ok' ? 'ok' : 'damaged',
          schema: typeof version === 'number' ? version : null,
        };
      } catch (error) {
        const { errcode } = error as { errcode?: number };
        if (errcode === undefined || !DAMAGED.has(errcode & 0xff)) throw error;
        return { state: 'damaged', schema: null };
      }
    },
  };
}
