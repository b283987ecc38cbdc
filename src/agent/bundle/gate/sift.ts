/**
 * @module agent/bundle/gate/sift
 * Searches one file for known values: piece by piece, in every reading, and in what it holds encoded.
 */
import { insideOf } from './inside.ts';
import type { Exact, LookedFor } from './looked-for.ts';
import { bare, hexAlone, type Reading, solid, unescaped } from './readings.ts';
import type { Hit } from './refusal.ts';
import { type TraceFound, traceSearch } from './traces.ts';

/** Read at once, and of that what the next piece reads again: longer than any secret, its wraps and its escapes. */
const PIECE = 512 * 1024;
const OVERLAP = 48 * 1024;
/** JSON in JSON in JSON, percent signs in an address in a log. */
const LAYERS = 3;
/** Base64 in base64. */
const DEPTH = 2;

/** `at`: how the hit is named by its place in the piece. */
type Visit = (kind: string, at: number) => void;
/** Finds in a file what is looked for; each value is told once a file. */
export type Sieve = (name: string, bytes: Buffer, told: (hit: Hit) => void) => void;

export function sieve(looked: LookedFor): Sieve {
  const scratch = Buffer.allocUnsafe(PIECE);
  const [inPlain, inHex] = [traceSearch(looked.plain), traceSearch(looked.hex)];

  /** One text as it stands. */
  function search(text: Buffer, visit: Visit): void {
    const letters = scratch.length >= text.length ? scratch : Buffer.allocUnsafe(text.length);
    const through =
      (reading: Reading, list: readonly { kind: string }[]) =>
      ({ trace, start }: TraceFound): void =>
        visit(list[trace]?.kind ?? 'known value', reading(text, letters, start + 1).at - 1);
    const found: TraceFound[] = [];
    const keep = (one: TraceFound): void => void found.push(one);
    inPlain(letters, solid(text, letters).length, keep);
    // Reading again to find a place writes over the letters, so all places come last.
    found.splice(0).forEach(through(solid, looked.plain));
    inHex(letters, hexAlone(text, letters).length, keep);
    found.splice(0).forEach(through(hexAlone, looked.hex));
    for (const one of looked.exact) {
      const at = placeOf(text, one);
      if (at >= 0) visit(one.kind, at);
    }
    if (looked.named.length === 0) return;
    const words = text.toString('utf8');
    for (const { pattern, kind } of looked.named) {
      const hit = pattern.exec(words);
      if (hit) visit(kind, Buffer.byteLength(words.slice(0, hit.index)));
    }
  }

  /** A text in all its readings, and what it holds. */
  function read(text: Buffer, depth: number, visit: Visit): void {
    const places: ((at: number) => number)[] = [];
    const toText = (at: number): number => places.reduceRight((place, back) => back(place), at);
    const next = (source: Buffer, reading: Reading): Buffer | null => {
      const target = Buffer.allocUnsafe(source.length);
      const { length } = reading(source, target);
      if (length === source.length && source.equals(target.subarray(0, length))) return null;
      places.push((at) => reading(source, Buffer.allocUnsafe(source.length), at + 1).at - 1);
      return target.subarray(0, length);
    };
    let current = next(text, bare) ?? text;
    const readings = [current];
    search(current, (kind, at) => visit(kind, toText(at)));
    for (let layer = 0; layer < LAYERS; layer++) {
      const undone = next(current, unescaped);
      if (undone === null) break;
      current = undone;
      readings.push(current);
      search(current, (kind, at) => visit(kind, toText(at)));
    }
    if (depth >= DEPTH) return;
    // As it stands and with all escapes undone; what is between reads the same or worse.
    for (const n of new Set([0, readings.length - 1])) {
      const inside = insideOf(readings[n] as Buffer);
      if (inside === null) continue;
      const upTo = places.slice(0, readings[0] === text ? n : n + 1);
      const back = (at: number): number => upTo.reduceRight((place, step) => step(place), at);
      read(inside.bytes, depth + 1, (kind, at) => visit(`${kind}, encoded`, back(inside.from(at))));
    }
  }

  return (name, bytes, told) => {
    const seen = new Set<string>();
    let line = 1;
    for (let start = 0; ; start += PIECE - OVERLAP) {
      const piece = bytes.subarray(start, start + PIECE);
      const hits: { kind: string; at: number }[] = [];
      read(piece, 0, (kind, at) => void hits.push({ kind, at }));
      for (const { kind, at } of hits) {
        const hit = { file: name, line: line + endsIn(piece.subarray(0, at)), kind: kind.slice(0, 64) };
        // Once for each line and kind: a value that is found in base64 is often found by its decoded text as well.
        const key = `${hit.line} ${kind.replace(/(?:, encoded| in (?:hex|base64))+$/, '')}`;
        if (seen.has(key)) continue;
        seen.add(key);
        told(hit);
      }
      if (start + PIECE >= bytes.length) return;
      line += endsIn(piece.subarray(0, PIECE - OVERLAP));
    }
  };
}

/** Line ends in these bytes. */
function endsIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}

/** Where these bytes stand, alone if they must. */
function placeOf(text: Buffer, { bytes, alone }: Exact): number {
  for (let at = text.indexOf(bytes); at >= 0; at = text.indexOf(bytes, at + 1)) {
    const end = at + bytes.length;
    const joins = (inside: number, outside: number): boolean =>
      isAlnum(text[inside]) && isAlnum(text[outside]);
    if (!alone || !(joins(at, at - 1) || joins(end - 1, end))) return at;
  }
  return -1;
}

const isAlnum = (byte: number | undefined): boolean =>
  byte !== undefined && /[A-Za-z0-9]/.test(String.fromCharCode(byte));
