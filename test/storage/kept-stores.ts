/**
 * Stores that bots of before have written, as text: every table and row of every object in a data directory. Text, so
 * that they can be reviewed and are small. `node test/storage/kept-stores.ts DATA_DIR 'how it was made' > kept/NAME.sql`
 * writes one; `load` makes the objects' files of it again.
 */
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { objectFiles } from '../../src/storage/node-data-dir.ts';
import { objectFile } from '../../src/storage/node-object-file.ts';
import { openSqlite } from '../../src/storage/node-sqlite.ts';
import type { Address, ObjectKind } from '../../src/storage/objects.ts';

const HEAD = '-- object ';

/** Every object below `dataDir`, one after the other, each under a line with its kind and name. */
export function dump(dataDir: string, made: string): string {
  const objects = objectFiles(dataDir).flatMap(({ kind, file }) => {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const name = database.prepare("SELECT value FROM _object WHERE key = 'name'").get()?.value;
      return name === undefined ? [] : [`${HEAD}${kind} ${name}`, ...statements(database)];
    } finally {
      database.close();
    }
  });
  return [...made.split('\n').map((line) => `-- ${line}`), ...objects, ''].join('\n');
}

function statements(database: DatabaseSync): string[] {
  const parts = database
    .prepare(
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
    )
    .all();
  const tables = parts.filter(({ type }) => type === 'table').map(({ name }) => String(name));
  const rows = tables.flatMap((table) => {
    const columns = database.prepare(`SELECT name FROM pragma_table_info('${table}')`).all();
    const quoted = columns.map(({ name }) => `quote("${name}")`).join(` || ', ' || `);
    return database
      .prepare(`SELECT ${quoted} AS row FROM "${table}"`)
      .all()
      .map(({ row }) => `INSERT INTO "${table}" VALUES (${row});`);
  });
  return [...parts.map(({ sql }) => `${sql};`), ...rows];
}

/** The objects in the order in which they stand there, each with the statements that make its store. */
export function textsIn(text: string): { address: Address; text: string }[] {
  return text
    .split(`\n${HEAD}`)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      const [kind, ...rest] = part.slice(0, end).split(' ');
      return { address: { kind: kind as ObjectKind, name: rest.join(' ') }, text: part.slice(end + 1) };
    });
}

/** Makes the files again below `dataDir`; gives the objects in the order in which they stand there. */
export function load(text: string, dataDir: string): Address[] {
  return textsIn(text).map(({ address, text: statements }) => {
    const { store, close } = openSqlite(objectFile(dataDir, address));
    store.tx(() => store.run(statements));
    close();
    return address;
  });
}

if (import.meta.main) {
  const [dataDir = '', made = ''] = process.argv.slice(2);
  process.stdout.write(dump(dataDir, made));
}

export const readKept = (name: string): string =>
  readFileSync(new URL(`kept/${name}`, import.meta.url), 'utf8');
