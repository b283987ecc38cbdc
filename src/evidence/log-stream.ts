/**
 * @module evidence/log-stream
 * Reads a log of any length as it comes, in bounded memory: one pass finds the lines that can say something, and
 * only those are taken apart. The same readers as for a short text give the same facts.
 */
import type { Fact } from '../protocol/evidence.ts';
import type { ReadContext } from './reader.ts';
import { LINE_READERS } from './readers/index.ts';
import { type Line, lineOf, lineOfHalves, MAX_LINE_BYTES, quotations } from './readers/lines.ts';
import { ownVoice } from './readers/own-words.ts';
import { signs } from './readers/signs.ts';
import { SPEECH_WORDS } from './readers/speech.ts';
import { startRefusal } from './readers/start-refusal.ts';
import { type WordFinder, wordFinder } from './word-finder.ts';

export type StreamEnd = {
  facts: Fact[];
  /** Bytes and lines that went through, and lines of which only the beginning was read. */
  bytes: number;
  lines: number;
  cut: number;
};
export type LogStream = {
  push(bytes: Uint8Array): void;
  /** What comes next begins a line of its own. */
  newFile(): void;
  end(): StreamEnd;
};

const NEWLINE = 10;
const BRACE = 123;
const CLOSING = 125;
const RETURN = 13;
/** What stands around a line is looked at this far to each side. Bytes. */
const AROUND = 8_192;
/** Here a line of OpenClaw's JSONL ends its words and begins its bookkeeping. */
const BOOKKEEPING = '"_meta":{';

type Words = {
  finder: WordFinder;
  /** By number of the word: the word as the readers know it. */
  known: readonly string[];
  /** By number of the word: one bit for each reader that looks for it, and one for those that open a quotation. */
  bits: Uint8Array;
  stop: number;
};
let words: Words | undefined;

/** In JSON a quotation mark is written with a backslash: such words are looked for in both forms. */
function allWords(): Words {
  const near = [...LINE_READERS.map((reader) => reader.near), SPEECH_WORDS].map((of) => new Set<string>(of));
  const forms = [...new Set(near.flatMap((of) => [...of]))].flatMap((word) => {
    const escaped = word.replaceAll('"', '\\"');
    return escaped === word
      ? [[word, word]]
      : [
          [word, word],
          [escaped, word],
        ];
  });
  const spelled = forms.map(([form = '']) => form);
  // What only the table of signs looks for must stand by itself, as it does there.
  const others = new Set([...LINE_READERS.flatMap((it) => (it === signs ? [] : it.near)), ...SPEECH_WORDS]);
  const alone = new Set(forms.flatMap(([, word = ''], n) => (others.has(word) ? [] : [n])));
  return {
    finder: wordFinder([...spelled, BOOKKEEPING], alone),
    known: forms.map(([, word = '']) => word),
    bits: Uint8Array.from(forms, ([, word = '']) =>
      near.map((of, n) => (of.has(word) ? 1 << n : 0)).reduce((all: number, bit) => all | bit, 0),
    ),
    stop: spelled.length,
  };
}

/**
 * Opens a reading. `push` pieces of any size; `end` once. Never throws, whatever the bytes. `wanted`: lines that
 * count, of those that can say something. In a gateway's own log (`kind: 'log'`) what a command prints is its own
 * affair, save for the words of a start that was refused.
 */
export function openLogStream(context: ReadContext, wanted: (line: Line) => boolean = () => true): LogStream {
  words ??= allWords();
  const { finder, known, bits, stop } = words;
  const readings = LINE_READERS.map((reader) => reader.open(context));
  const speech = 1 << readings.length;
  const decoder = new TextDecoder();
  const inside = quotations();
  let heard = ownVoice();
  let quoting = false;
  let window: { bytes?: Uint8Array; start: number; text: string } = { start: 0, text: '' };
  let rest = new Uint8Array(0);
  let skipping = false;
  const count = { bytes: 0, lines: 0, cut: 0 };

  function take(bytes: Uint8Array, from: number, to: number): void {
    count.lines++;
    const end = Math.min(to, from + MAX_LINE_BYTES);
    if (end < to) count.cut++;
    // A record that was cut off has the next line behind it: all of it is looked at.
    const json = bytes[from] === BRACE && closes(bytes, end);
    const hits = finder.find(bytes, from, end, json ? stop : -1);
    const halves = finder.ended() < end ? finder.ended() - BOOKKEEPING.length : -1;
    if (halves > 0) heard.record();
    let asked = 0;
    for (const hit of hits) asked |= bits[hit] ?? 0;
    const follows = context.live !== undefined && !json && heard.plain();
    const opens = !json && (quoting || follows || (asked & speech) > 0);
    if (!opens && (asked & ~speech) === 0) {
      if (json) quoting = false;
      return;
    }
    const found = hits.map((hit) => known[hit] ?? '');
    const text = (a: number, b: number): string => decoder.decode(bytes.subarray(a, b));
    const line =
      (halves > 0 ? lineOfHalves(text(from, halves), () => text(halves, end)) : null) ??
      lineOf(text(from, end));
    if (opens) {
      const raw = text(from, Math.min(end, from + 2_000)).trim();
      if (inside(raw, line)) return;
      quoting = true;
    } else quoting = false;
    if (!wanted(line)) return;
    const own = context.live ? heard.hear(line) : line;
    if (own === null) return;
    read(own, json && context.kind === 'log', asked, found, () => {
      const start = Math.max(0, from - (from % AROUND) - AROUND);
      if (window.bytes !== bytes || window.start !== start)
        window = { bytes, start, text: text(start, Math.min(bytes.length, start + 4 * AROUND)) };
      return window.text;
    });
  }

  function read(
    line: Line,
    structured: boolean,
    asked: number,
    found: readonly string[],
    around: () => string,
  ): void {
    const commands = structured && line.subsystem === undefined;
    for (let n = 0; n < readings.length; n++)
      if (asked & (1 << n) && (!commands || LINE_READERS[n] === startRefusal))
        readings[n]?.line(line, found, around);
  }

  function push(chunk: Uint8Array): void {
    count.bytes += chunk.length;
    let from = 0;
    if (skipping || rest.length > 0) {
      const first = chunk.indexOf(NEWLINE);
      const end = first < 0 ? chunk.length : first;
      if (!skipping) {
        const room = MAX_LINE_BYTES + 1 - rest.length;
        rest = joined(rest, chunk.subarray(0, Math.min(end, room)));
        if (first >= 0 || rest.length > MAX_LINE_BYTES) {
          take(rest, 0, rest.length);
          rest = new Uint8Array(0);
          skipping = first < 0;
        }
      } else skipping = first < 0;
      if (first < 0) return;
      from = first + 1;
    }
    for (let to = chunk.indexOf(NEWLINE, from); to >= 0; to = chunk.indexOf(NEWLINE, from)) {
      if (to > from) take(chunk, from, to);
      from = to + 1;
    }
    // A copy: whoever reads may use the same memory for the next piece.
    if (chunk.length - from <= MAX_LINE_BYTES) rest = new Uint8Array(chunk.subarray(from));
    else {
      take(chunk, from, chunk.length);
      skipping = true;
    }
  }

  function newFile(): void {
    if (rest.length > 0) take(rest, 0, rest.length);
    rest = new Uint8Array(0);
    skipping = false;
    quoting = false;
    heard = ownVoice();
  }

  return {
    push,
    newFile,
    end() {
      newFile();
      return { facts: readings.flatMap((reading) => reading.facts()), ...count };
    },
  };
}

/** Does a record end here, rather than break off? */
const closes = (bytes: Uint8Array, end: number): boolean =>
  bytes[end - 1] === CLOSING || (bytes[end - 1] === RETURN && bytes[end - 2] === CLOSING);

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
