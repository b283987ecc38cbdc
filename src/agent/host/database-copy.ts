/**
 * @module agent/host/database-copy
 * Reads an SQLite database of the gateway's without opening it in place: no look can lock it or leave files
 * beside it. A private copy is read and thrown away.
 */
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MOST_BYTES = 32 * 1024 * 1024;

export type Rows = Record<string, unknown>[];

/** The rows that `sql` gives; null when there is no such database, or no such table in it. Throws as `queryCopies` does. */
export async function queryCopy(path: string, sql: string): Promise<Rows | null> {
  const [rows = null] = (await queryCopies(path, [sql])) ?? [];
  return rows;
}

/**
 * The rows of each query over one copy; null in place of rows whose table or column this release lacks, null for
 * all when there is no such database. Throws what the file system or SQLite throw, and when the database is over
 * 32 MiB. Node 22.12 knows SQLite only behind a flag.
 */
export async function queryCopies(path: string, sqls: readonly string[]): Promise<(Rows | null)[] | null> {
  const sizes = [path, `${path}-wal`].map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  const [size = 0, log = 0] = sizes;
  if (size === 0) return null;
  if (size + log > MOST_BYTES) throw Object.assign(new Error('too large'), { code: 'too large to copy' });
  const { DatabaseSync } = await import('node:sqlite');
  const folder = mkdtempSync(join(tmpdir(), 'openclaw-host-agent-'));
  try {
    const own = join(folder, 'copy.sqlite');
    copyFileSync(path, own);
    // What was written last stands in the log beside it.
    if (log > 0) copyFileSync(`${path}-wal`, `${own}-wal`);
    const database = new DatabaseSync(own);
    try {
      return sqls.map((sql) => rowsOf(() => database.prepare(sql).all()));
    } finally {
      database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowsOf(ask: () => Rows): Rows | null {
  try {
    return ask();
  } catch (error) {
    if (/no such (table|column)/.test((error as Error).message)) return null;
    throw error;
  }
}

/** `schema` is SQLite's user_version, which OpenClaw raises with each change of form. */
export type DatabaseHealth = { state: 'ok' | 'damaged'; schema: number | null };

/** SQLITE_CORRUPT and SQLITE_NOTADB (sqlite.org/rescode.html): the file itself is wrong, not our access to it. */
const DAMAGED = new Set([11, 26]);

/**
 * Is the database whole? With `thorough` its pages are read too, which only makes sense while nobody writes: a copy
 * made in between two writes may look torn. Null when there is none; throws as `queryCopies` does.
 */
export async function examineCopy(path: string, thorough: boolean): Promise<DatabaseHealth | null> {
  const asked = ['PRAGMA user_version', ...(thorough ? ['PRAGMA quick_check(1)'] : [])];
  try {
    const answers = await queryCopies(path, asked);
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
}
