/**
 * @module redaction/windows
 * A text of any size, read in windows that overlap, so that no pattern ever sees more than 16 KiB, no secret is
 * cut in two, and no hostile input can hold the host up. What cannot be read in time, or makes a layer fail, does
 * not leave: it becomes `‹unredactable …›`.
 */
import type { Span } from './span.ts';

/** A window is at most this long, in code units. */
const WINDOW = 16_384;
/** Of that, what has left already and is read again for what it says about the rest. */
const LOOK_BACK = 1_024;
/** Of that, what leaves with the next window only, and is read for secrets that begin before it. */
const LOOK_AHEAD = 3_072;
/** The time allowed for each MiB, in milliseconds. */
const BUDGET_MS = 2_000;
const MIB = 1_048_576;

export type WindowTools = {
  /** Finds what must not leave, in order and without overlap. */
  scan(window: string): Required<Span>[];
  /** What is written in a span's place. */
  write(span: Required<Span>): string;
  /** What is written in place of a stretch that could not be read. */
  refuse(stretch: string): string;
  /** Milliseconds on a clock that only goes forward. */
  clock(): number;
};

/** Takes text in pieces and gives it back redacted; what it still needs to see the end of, it keeps. */
export type Windows = { push(piece: string): string; end(): string };

/** Starts a text. */
export function windows(tools: WindowTools): Windows {
  let buffer = '';
  let left = 0;
  let read = 0;
  let spent = 0;

  const advance = (final: boolean): string => {
    const out: string[] = [];
    while (left < buffer.length && (final || buffer.length - left >= WINDOW - LOOK_BACK)) {
      const cut = cutAfter(buffer, left, final);
      const until = Math.min(
        buffer.length,
        Math.max(cut, Math.min(cut + LOOK_AHEAD, left + WINDOW - LOOK_BACK)),
      );
      const from = backOf(buffer, left);
      const next = emit(buffer.slice(from, until), left - from, cut - from, out) + from;
      read += next - left;
      if (read >= MIB) {
        read = 0;
        spent = 0;
      }
      left = next;
      const keep = backOf(buffer, left);
      buffer = buffer.slice(keep);
      left -= keep;
    }
    return out.join('');
  };

  /** Writes a window from `start` to `cut`, or to the end of a secret that crosses it; says how far it came. */
  const emit = (window: string, start: number, cut: number, out: string[]): number => {
    let spans: Required<Span>[] | undefined;
    if (spent < BUDGET_MS) {
      const began = tools.clock();
      try {
        spans = tools.scan(window);
      } catch {
        // A layer failed on this text: what it would have found is unknown, so nothing of it leaves.
        spans = undefined;
      }
      spent += tools.clock() - began;
    }
    if (!spans || spent >= BUDGET_MS) {
      out.push(tools.refuse(window.slice(start, cut)));
      return cut;
    }
    let at = start;
    for (const span of spans) {
      if (span.end <= at) continue;
      if (span.start >= cut) break;
      out.push(window.slice(at, Math.max(at, span.start)), tools.write(span));
      at = span.end;
    }
    if (at < cut) out.push(window.slice(at, cut));
    return Math.max(at, cut);
  };

  return {
    push(piece) {
      buffer += piece;
      return advance(false);
    },
    end: () => advance(true),
  };
}

/** Where a window's own part ends: at the last line end in reach, else where it is full. */
function cutAfter(buffer: string, left: number, final: boolean): number {
  const room = WINDOW - LOOK_BACK;
  if (final && buffer.length - left <= room) return buffer.length;
  const full = left + room - LOOK_AHEAD;
  const line = buffer.lastIndexOf('\n', full - 1) + 1;
  if (line > left + room / 2) return line;
  // never between the two halves of a surrogate pair
  const code = buffer.charCodeAt(full - 1);
  return code >= 0xd800 && code < 0xdc00 ? full - 1 : full;
}

/** Where the text to look back at begins: at a line's start if there is one. */
function backOf(buffer: string, left: number): number {
  const earliest = Math.max(0, left - LOOK_BACK);
  if (earliest === 0) return 0;
  const line = buffer.indexOf('\n', earliest) + 1;
  return line > 0 && line <= left ? line : earliest;
}
