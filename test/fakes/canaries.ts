/**
 * Looks for planted secrets wherever something comes out: each in the coats that programs put on text. A
 * search that finds nothing proves nothing, so every sink must also give up a word that is known to be there.
 */
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';

/** A secret that was made for one run and planted; `value` has 16 characters or more. */
export type Canary = { name: string; value: string };
/** What came out, by where. */
export type Sinks = Record<string, string | Buffer>;
export type Leak = { canary: string; coat: string; sink: string };

/** Longer values are also looked for by their first 16 characters: that is how people show them. */
const SHOWN_CUT_FROM = 32;

/** How a value reads in other writers' hands, without doubles. */
export function coatsOf(value: string): [coat: string, bytes: Buffer][] {
  const plain = Buffer.from(value);
  const xml = (apostrophe: string): string =>
    value
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", apostrophe);
  const json = JSON.stringify(value).slice(1, -1);
  const written: [string, string][] = [
    ['raw', value],
    ['JSON', json],
    ['JSON in JSON', JSON.stringify(json).slice(1, -1)],
    ['URI', encodeURIComponent(value)],
    ['form', new URLSearchParams({ a: value }).toString().slice(2)],
    ['XML', xml('&apos;')],
    ['HTML', xml('&#39;')],
    ['shell', value.replaceAll("'", "'\\''")],
    ['hex', plain.toString('hex')],
    ['upper-case hex', plain.toString('hex').toUpperCase()],
    ...[0, 1, 2].flatMap((shift): [string, string][] => {
      // What stands before the value changes the first characters, what follows the last ones.
      const core = Buffer.concat([Buffer.alloc(shift), plain])
        .toString('base64url')
        .slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + plain.length) * 8) / 6));
      return [
        [`base64 at ${shift}`, core.replaceAll('-', '+').replaceAll('_', '/')],
        [`base64url at ${shift}`, core],
      ];
    }),
  ];
  if (value.length >= SHOWN_CUT_FROM) written.push(['first 16 characters', value.slice(0, 16)]);
  const coats = new Map<string, [string, Buffer]>();
  for (const [coat, text] of written) if (!coats.has(text)) coats.set(text, [coat, Buffer.from(text)]);
  return [...coats.values(), ['UTF-16', Buffer.from(value, 'utf16le')]];
}

/** Every canary in every sink, with the coat in which it was found. */
export function leaksIn(sinks: Sinks, canaries: readonly Canary[]): Leak[] {
  const searched = Object.entries(sinks).map(([sink, what]) => [sink, Buffer.from(what as Buffer)] as const);
  return canaries.flatMap(({ name, value }) =>
    coatsOf(value).flatMap(([coat, bytes]) =>
      searched.flatMap(([sink, what]) => (what.includes(bytes) ? [{ canary: name, coat, sink }] : [])),
    ),
  );
}

/** All files under a folder, `except` these names; of databases also their rows, which pages would cut in two. */
export function filesUnder(dir: string, except: readonly string[] = []): Sinks {
  const sinks: Sinks = {};
  if (!existsSync(dir)) return sinks;
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || except.includes(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    sinks[path] = readFileSync(path);
    if (/\.(?:db|sqlite)$/.test(entry.name)) sinks[`${path} (rows)`] = rowsOf(path);
  }
  return sinks;
}

/** The same sinks below a name of their own. */
export function under(name: string, sinks: Sinks): Sinks {
  return Object.fromEntries(Object.entries(sinks).map(([sink, what]) => [`${name}: ${sink}`, what]));
}

/** Read from a copy, so that nobody who still writes is kept waiting. */
function rowsOf(path: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'canary-'));
  const copy = join(dir, basename(path));
  for (const ending of ['', '-wal'])
    if (existsSync(path + ending)) copyFileSync(path + ending, copy + ending);
  const database = new DatabaseSync(copy);
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    return tables.map(({ name }) => rowsIn(database, String(name))).join('\n');
  } finally {
    database.close();
    rmSync(dir, { recursive: true });
  }
}

function rowsIn(database: DatabaseSync, table: string): string {
  const words = (_: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
  try {
    const statement = database.prepare(`SELECT * FROM "${table}"`);
    statement.setReadBigInts(true);
    const plain = (_: string, value: unknown) =>
      typeof value === 'bigint' ? String(value) : words(_, value);
    return JSON.stringify(statement.all(), plain);
  } catch (error) {
    // The runtime's own tables may need functions that only it has; their pages were read as bytes.
    return String(error);
  }
}

/**
 * No canary is in any sink, and the search sees what is there: `control` names, for the beginning of each
 * sink's name, a word that must be found in at least one sink that begins so.
 */
export function expectNoLeak(
  sinks: Sinks,
  canaries: readonly Canary[],
  control: Readonly<Record<string, string>>,
): void {
  const blind = Object.entries(control).filter(([beginning, value]) => {
    const own = Object.entries(sinks).filter(([sink]) => sink.startsWith(beginning));
    return leaksIn(Object.fromEntries(own), [{ name: 'control', value }]).length === 0;
  });
  expect(blind, 'sinks in which even a word that was there was not found').toEqual([]);
  expect(canaries.length).toBeGreaterThan(0);
  expect(leaksIn(sinks, canaries)).toEqual([]);
}
