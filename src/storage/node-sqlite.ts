/**
 * @module storage/node-sqlite
 * One SQLite file behind the synchronous store port. Write-ahead log with full sync: what was committed is
 * still there after kill -9 or a power cut, because an order that was sent must never be forgotten.
 */
import { closeSync, lstatSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { sharedFile } from './node-own-place.ts';
import type { Row, SqlValue, Store } from './objects.ts';
import { refusePromise } from './synchronous.ts';

const STATEMENTS_KEPT = 64;

export type SqliteFile = { store: Store; close(): void };

/**
 * Opens (or makes, mode 0600 in folders 0700) the file. `alone` takes SQLite's own lock on it for as long as
 * it is open; the system gives that lock back even when the process dies.
 * @throws Error when it is not the bot's own, and with SQLite's `errcode` 5 (busy) when somebody else holds a lock.
 */
export function openSqlite(path: string, { alone = false } = {}): SqliteFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // What others put there, or may write to, would be believed; and a pipe would be waited for.
  const shared = lstatSync(path, { throwIfNoEntry: false }) === undefined ? null : sharedFile(path);
  if (shared !== null) throw new Error(`The store cannot be used: ${shared}`);
  // SQLite gives its log files the mode of the main file, so the main file must have its mode first.
  closeSync(openSync(path, 'a', 0o600));
  const db = new DatabaseSync(path);
  try {
    db.exec(`PRAGMA busy_timeout = ${alone ? 250 : 5_000}`);
    if (alone) db.exec('PRAGMA locking_mode = EXCLUSIVE');
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    if (alone) db.exec('BEGIN IMMEDIATE; COMMIT');
  } catch (error) {
    db.close();
    throw error;
  }
  return { store: storeOver(db), close: () => db.close() };
}

/** Deletes a closed file and its logs; the main file first, since the logs alone are nothing. */
export function eraseSqlite(path: string): void {
  for (const part of ['', '-wal', '-shm']) rmSync(`${path}${part}`, { force: true });
}

function storeOver(db: DatabaseSync): Store {
  const prepared = new Map<string, StatementSync>();
  let depth = 0;

  function statement(sql: string): StatementSync {
    const known = prepared.get(sql);
    if (known) return known;
    if (prepared.size >= STATEMENTS_KEPT) prepared.clear();
    const fresh = db.prepare(sql);
    prepared.set(sql, fresh);
    return fresh;
  }

  return {
    run(sql, ...values) {
      // Without values it may be several statements, as in a migration.
      if (values.length === 0) db.exec(sql);
      else statement(sql).run(...values);
    },
    all<R extends Row = Row>(sql: string, ...values: SqlValue[]): R[] {
      return statement(sql)
        .all(...values)
        .map((row) => ({ ...row }) as R);
    },
    tx<T>(work: () => T, how: 'firmly' | 'lightly' = 'firmly'): T {
      // Waiting for the disk blocks everybody; SQLite takes this setting between transactions only (pragma.html).
      const lightly = how === 'lightly' && depth === 0;
      if (lightly) db.exec('PRAGMA synchronous = NORMAL');
      const [begin, commit, rollback] =
        depth === 0
          ? ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK']
          : [`SAVEPOINT s${depth}`, `RELEASE s${depth}`, `ROLLBACK TO s${depth}; RELEASE s${depth}`];
      db.exec(begin as string);
      depth += 1;
      try {
        const result = refusePromise(work());
        db.exec(commit as string);
        return result;
      } catch (error) {
        // SQLite itself rolls back on some errors (a full disk); there is nothing left to undo then.
        if (db.isTransaction) db.exec(rollback as string);
        throw error;
      } finally {
        depth -= 1;
        if (lightly) db.exec('PRAGMA synchronous = FULL');
      }
    },
  };
}
