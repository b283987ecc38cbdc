/**
 * @module agent/bundle/gate/looked-for
 * What of the known values the gate searches for, and how: a generated one by any telling piece of it, a password as it
 * stands, a common word only where its own name stands before it, or every bundle would be refused for the word `main`.
 */
import { fitValues, type KnownValue } from '../../../redaction/known-values.ts';
import { SHORTEST_TRACE, type Trace } from './traces.ts';

/** What a hit is called, beside where it stands. */
export type Told = { kind: string };
/** Bytes that are looked for as they are; short ones must stand alone. */
export type Exact = Told & { bytes: Buffer; alone: boolean };
/** A word that is looked for behind its own name. */
export type Named = Told & { pattern: RegExp };
export type LookedFor = {
  plain: (Trace & Told)[];
  hex: (Trace & Told)[];
  exact: Exact[];
  named: Named[];
  /** How many values are searched for by themselves, and how many are not. */
  searched: number;
  unsearched: number;
};

const STANDS_ALONE_BELOW = 12;
/** Letters and digits of a value that may come together by chance when nobody generated it. */
const WHOLE_FROM = 16;
/** The least of a generated value that gives it away, and where a third of it is less or more than that. */
const LEAST_PIECE = 12;
const MOST_PIECE = 16;
/** Keys and JSON web tokens begin alike, public ones too: a piece of those must be longer than their beginnings. */
const BEYOND_HEADS = 40;
const HEADED = /-----BEGIN|^eyJ|^MII/;
const LONG_VALUE = 128;
/** Shorter words are not looked for even behind their names. */
const SHORTEST_NAMED = 3;
const LONGEST_NAMED = 200;

export function lookedFor(known: Iterable<KnownValue | string>): LookedFor {
  const all: LookedFor = { plain: [], hex: [], exact: [], named: [], searched: 0, unsearched: 0 };
  const seen = new Set<string>();
  for (const entry of known) {
    const { value, path, kind } =
      typeof entry === 'string' ? { value: entry, path: undefined, kind: undefined } : entry;
    const trimmed = value.trim();
    if (trimmed === '' || seen.has(`${trimmed} ${path}`)) continue;
    seen.add(`${trimmed} ${path}`);
    const fit = fitValues([entry]);
    // A generated value is searched for whatever the redactor thinks of it.
    if (fit.length === 0 && trimmed.length >= WHOLE_FROM && isMachineMade(trimmed))
      fit.push({ value: trimmed, kind: kind ?? 'secret' });
    if (fit.length === 0) {
      all.unsearched++;
      const named = path === undefined ? null : behindItsName(trimmed, path);
      if (named) all.named.push(named);
    }
    for (const one of fit) if (!seen.has(one.value)) take(one.value, `known ${one.kind}`, all, seen);
  }
  return all;
}

function take(value: string, kind: string, all: LookedFor, seen: Set<string>): void {
  seen.add(value);
  all.searched++;
  const { core } = lettersOf(Buffer.from(value));
  const generated = isMachineMade(value);
  if (core.length < (generated ? STANDS_ALONE_BELOW : WHOLE_FROM)) exactly(value, kind, all);
  const parts = partsOf(value);
  // Of an address or a document only the whole and its generated parts tell; hosts and names in it are no secret.
  traced(value, kind, parts.length > 0, all);
  for (const part of parts) {
    if (seen.has(part) || !isMachineMade(part)) continue;
    seen.add(part);
    traced(part, kind, false, all);
  }
}

/** As it stands, for what has too few letters and digits to be told by them. */
function exactly(value: string, kind: string, all: LookedFor): void {
  const bytes = Buffer.from(value);
  all.exact.push({ bytes, alone: value.length < STANDS_ALONE_BELOW, kind });
  for (const text of base64At(bytes))
    if (text.length >= SHORTEST_TRACE)
      all.exact.push({ bytes: Buffer.from(text), alone: false, kind: `${kind} in base64` });
}

/** By its letters and digits, in base64 at its three places, and in hex. */
function traced(value: string, kind: string, whole: boolean, all: LookedFor): void {
  const bytes = Buffer.from(value);
  const generated = isMachineMade(value);
  const third = Math.ceil(value.length * 0.34) + 1;
  const piece =
    HEADED.test(value) || value.length > LONG_VALUE
      ? BEYOND_HEADS
      : Math.min(MOST_PIECE, Math.max(LEAST_PIECE, third));
  /** `wider`: how many letters stand for one of the value. */
  const add = (to: LookedFor['plain'], text: string, wider: number, shortest: number, told: string): void => {
    const { core, letters } = lettersOf(Buffer.from(text));
    if (core.length < Math.max(SHORTEST_TRACE, shortest)) return;
    const least = generated && !whole ? Math.min(core.length, Math.ceil(piece * wider)) : core.length;
    const tells = (from: number, to: number): boolean => wider > 1 || isMachineMade(letters.slice(from, to));
    to.push({ core, least: Math.max(SHORTEST_TRACE, least), tells, kind: told });
  };
  add(all.plain, value, 1, generated ? STANDS_ALONE_BELOW : WHOLE_FROM, kind);
  for (const text of base64At(bytes)) add(all.plain, text, 4 / 3, SHORTEST_TRACE, `${kind} in base64`);
  add(all.hex, bytes.toString('hex'), 2, 2 * 6, `${kind} in hex`);
}

/** The pieces of an address, a document or a connection string, each of which may turn up by itself. */
function partsOf(value: string): string[] {
  const long = (parts: string[]): string[] => parts.filter((part) => part.length >= WHOLE_FROM);
  if (value.includes('\n')) return long(value.split(/\s+/)).filter((line) => !line.startsWith('-----'));
  if (!/:\/\/|[\s;{]/.test(value)) return [];
  const behindHost = value.replace(/^[a-z][a-z0-9+.-]*:\/\/(?:[^\s/@]*@)?[^/?#\s]*/i, '');
  return long(behindHost.split(/[\s;,&?/="'{}[\]<>|:]+/));
}

/**
 * What base64 of a text that holds these bytes must contain, at each of the three places where they may begin: without
 * the characters that depend on what stands around them.
 */
function base64At(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64url');
    return whole.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + bytes.length) * 8) / 6));
  });
}

/** Letters and digits as `solid` reads them, and the same in their own case. */
function lettersOf(bytes: Buffer): { core: Buffer; letters: string } {
  const kept = bytes.filter((byte) => byte >= 0x80 || /[A-Za-z0-9]/.test(String.fromCharCode(byte)));
  const letters = Buffer.from(kept).toString('latin1');
  return {
    core: Buffer.from(
      letters.replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
      'latin1',
    ),
    letters,
  };
}

/**
 * Whether nobody wrote this by hand: capitals, small letters and digits change places more often than in words. A
 * measure of the gate's own.
 */
export function isMachineMade(value: string): boolean {
  const letters = value.replace(/[^A-Za-z0-9]/g, '');
  if (letters.length < LEAST_PIECE || new Set(letters).size < 6) return false;
  const digits = letters.match(/\d/g)?.length ?? 0;
  const changes = letters.match(/[a-z](?=[A-Z0-9])|[A-Z](?=[a-z0-9])|[0-9](?=[A-Za-z])/g)?.length ?? 0;
  // Words joined up in capitals change as well, so without digits it takes more.
  return changes >= letters.length * (digits >= 2 ? 0.125 : 0.36);
}

/** `password: main` and `OPENCLAW_GATEWAY_PASSWORD="main"`, and not every `main`. */
function behindItsName(value: string, path: string): Named | null {
  if (value.length < SHORTEST_NAMED || value.length > LONGEST_NAMED) return null;
  const name = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? '';
  if (name.length < SHORTEST_NAMED) return null;
  const [inName, inValue] = [name, value].map((text) => text.replace(/[^A-Za-z0-9]/g, '\\$&'));
  // `--password main`, or its name and a mark that joins a value to a name; nothing may join on behind.
  const pattern = new RegExp(
    `(?:--${inName}\\s{1,4}|${inName}["'\\]]{0,2}\\s{0,4}(?:=>|:=|[:=])\\s{0,4})["'\`]{0,3}${inValue}(?![A-Za-z0-9_-]|\\.\\w)`,
    'i',
  );
  return { kind: 'known value behind its name', pattern };
}
