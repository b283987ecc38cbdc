/**
 * @module agent/host/database-reader
 * What reads a foreign database, in a process of its own: SQLite works through whatever schema and pages it is given,
 * without an end if need be, and only the end of its process stops it (ending a thread waits for SQLite).
 */

/** SQLite's own words for what went wrong, without its message, which may quote the file. */
export type ReaderError = { code: string; errcode?: number };
/** Per query: its rows; `lacks` where this release has no such table or column; `odd` where the name is no plain table. */
export type ReaderAnswer =
  | { rows: Record<string, unknown>[] }
  | { lacks: true }
  | { odd: string }
  | { error: ReaderError };

/**
 * Runs in the other process, so it must hold everything that it uses. Asked over standard input for `{sqls}`; the
 * database and its log are open as files 3 and 4; answers as a list of `ReaderAnswer`, in order, or `{error}`.
 */
function reader(): void {
  type Statement = { iterate(): Iterable<Record<string, unknown>>; all(): Record<string, unknown>[] };
  type Database = {
    exec(sql: string): void;
    prepare(sql: string): Statement;
    enableDefensive?(on: boolean): void;
  };
  const fs = process.getBuiltinModule('node:fs');
  const { tmpdir } = process.getBuiltinModule('node:os');
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite') as unknown as {
    DatabaseSync: new (path: string) => Database;
  };
  /** Characters of all answers together; the rest of the rows are left out. */
  let room = 3_000_000;
  const errorOf = (error: unknown): ReaderError => {
    const { code, errcode } = error as { code?: string; errcode?: number };
    return { code: String(code ?? 'error'), ...(errcode === undefined ? {} : { errcode }) };
  };
  const copy = (from: number, to: string): void => {
    const out = fs.openSync(to, 'wx', 0o600);
    const piece = Buffer.alloc(1 << 20);
    for (let at = 0; ; ) {
      const length = fs.readSync(from, piece, 0, piece.length, at);
      if (length === 0) break;
      fs.writeSync(out, piece, 0, length);
      at += length;
    }
    fs.closeSync(out);
  };
  const rowsOf = (database: Database, sql: string): ReaderAnswer => {
    try {
      const rows: Record<string, unknown>[] = [];
      for (const row of database.prepare(sql).iterate()) {
        for (const value of Object.values(row)) room -= typeof value === 'string' ? value.length + 20 : 20;
        if (room < 0) break;
        rows.push(row);
      }
      // That none was read does not mean that there is none.
      if (room < 0 && rows.length === 0) return { error: { code: 'a row of it is too large' } };
      return { rows };
    } catch (error) {
      if (/no such (table|column)/.test((error as Error).message)) return { lacks: true };
      return { error: errorOf(error) };
    }
  };
  const { sqls } = JSON.parse(fs.readFileSync(0, 'utf8')) as { sqls: string[] };
  const { uid, gid } = fs.fstatSync(3);
  // Root opened the file; its owner's rights are enough to read it.
  if (process.geteuid?.() === 0 && uid !== 0) {
    process.setgroups?.([]);
    process.setgid?.(gid);
    process.setuid?.(uid);
  }
  const folder = fs.mkdtempSync(`${tmpdir()}/openclaw-host-agent-`);
  let answers: ReaderAnswer[] | { error: ReaderError };
  try {
    copy(3, `${folder}/copy.sqlite`);
    // What was written last stands in the log beside it.
    if (fs.fstatSync(4).isFile()) copy(4, `${folder}/copy.sqlite-wal`);
    const database = new DatabaseSync(`${folder}/copy.sqlite`);
    // Functions with effects and views that pass for tables are out; memory has an end.
    database.exec('PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA hard_heap_limit=134217728');
    database.enableDefensive?.(true);
    const first = rowsOf(database, 'PRAGMA schema_version');
    // It stays open without its names: whenever this process ends, nothing of the copy is left.
    fs.rmSync(folder, { recursive: true, force: true });
    database.exec('PRAGMA query_only=ON');
    // As SQLite itself took them in; names are alike in any case of letters.
    const list = rowsOf(database, 'PRAGMA table_list');
    const odd = 'rows' in list ? list.rows.filter(({ type }) => type !== 'table') : [];
    const asked = (sql: string): ReaderAnswer => {
      // What the file's head says needs no table; of a copy that was torn in between two writes it is all there is.
      if (sql.startsWith('PRAGMA')) return rowsOf(database, sql);
      if ('error' in list) return list;
      const words = new Set(sql.toLowerCase().match(/\w+/g));
      const other = odd.find(({ name }) => words.has(String(name).toLowerCase()));
      return other === undefined ? rowsOf(database, sql) : { odd: String(other.name) };
    };
    answers = 'error' in first ? first : sqls.map(asked);
  } catch (error) {
    answers = { error: errorOf(error) };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  fs.writeSync(1, JSON.stringify(answers));
}

/** The program of that process: its own text alone, so that starting it costs Node and nothing of ours. */
export const READER_ARGV: readonly string[] = [
  '--max-old-space-size=96',
  '--disable-warning=ExperimentalWarning',
  '-e',
  `(${reader})()`,
];
