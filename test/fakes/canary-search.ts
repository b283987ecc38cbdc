/**
 * Looks for planted secrets wherever something comes out: each in the coats that programs put on text. Apart from what
 * tests expect of it, so that the bench can run it too.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';

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

/** How many bytes tell that a coat may begin here. */
const GRAM = 8;

/**
 * The same search for hundreds of canaries at once, made once and asked often. What is packed with gzip, a bundle above
 * all, is unpacked and searched as well; a tar needs no opening, as its files lie in it as they are.
 */
export function canarySearch(
  canaries: readonly Canary[],
): (sink: string, what: string | Uint8Array) => Leak[] {
  const coats = canaries.flatMap(({ name, value }) =>
    coatsOf(value).map(([coat, bytes]) => ({ canary: name, coat, bytes })),
  );
  const byGram = new Map<string, typeof coats>();
  const present = new Uint8Array(1 << 22);
  const place = (first: number, second: number): number =>
    (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> 10;
  for (const coat of coats) {
    if (coat.bytes.length < GRAM) throw new Error(`${coat.canary} is too short to be told by: ${coat.coat}`);
    const gram = coat.bytes.toString('latin1', 0, GRAM);
    byGram.set(gram, [...(byGram.get(gram) ?? []), coat]);
    present[place(coat.bytes.readUInt32BE(0), coat.bytes.readUInt32BE(4))] = 1;
  }
  const search = (sink: string, what: Buffer): Leak[] => {
    const leaks = new Map<string, Leak>();
    let first = 0;
    let second = 0;
    for (let end = 1; end <= what.length; end++) {
      first = (first << 8) | (second >>> 24);
      second = (second << 8) | (what[end - 1] as number);
      if (end < GRAM || present[place(first >>> 0, second >>> 0)] === 0) continue;
      const at = end - GRAM;
      for (const { canary, coat, bytes } of byGram.get(what.toString('latin1', at, end)) ?? [])
        if (what.subarray(at, at + bytes.length).equals(bytes))
          leaks.set(`${canary} ${coat}`, { canary, coat, sink });
    }
    return [...leaks.values()];
  };
  return (sink, what) => {
    const bytes = Buffer.from(what as Buffer);
    const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return [...search(sink, bytes), ...(packed ? search(`${sink} (unpacked)`, gunzipSync(bytes)) : [])];
  };
}

/** As many canaries as a host full of channels and providers has secrets, made for one run, none like another. */
export function manyCanaries(count: number): Canary[] {
  const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
  const url = (bytes: number): string => randomBytes(bytes).toString('base64url');
  const makes: [sort: string, make: () => string][] = [
    ['a gateway token', () => hex(24)],
    ['a key of an issuer', () => `sk-ant-api03-${url(40)}`],
    ['a bot token', () => `${randomInt(1e9, 9e9)}:AA${url(25)}`],
    ['a password of every character that somebody escapes', () => `W%i"n't&er<${url(12)}>/é\\x$`],
    ['a word and a number', () => `Nordwind-${hex(4)}-Tasse!${randomInt(10, 99)}`],
    ['base64', () => randomBytes(32).toString('base64')],
    ['a device token', () => url(32)],
    ['words', () => `the safe in ${hex(4)} street opens with ${hex(4)}`],
  ];
  return Array.from({ length: count }, (_, n) => {
    const [sort, make] = makes[n % makes.length] as (typeof makes)[number];
    return { name: `${sort} ${n}`, value: make() };
  });
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
