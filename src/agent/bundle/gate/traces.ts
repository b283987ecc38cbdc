/**
 * @module agent/bundle/gate/traces
 * Finds any long enough piece of any known value, wherever it begins and ends: every few characters of a value are
 * remembered as a gram, and where a gram turns up, the match is grown to both sides.
 */

/** What is looked for: letters and digits as `solid` or `hexAlone` read them. */
export type Trace = {
  core: Buffer;
  /** A piece this long gives it away. */
  least: number;
  /** Whether a piece of it, and not the whole, is telling enough. */
  tells(from: number, to: number): boolean;
};

export type TraceFound = { trace: number; start: number; end: number };
/** Visits what was found; `length` bytes of `text` are read. */
export type TraceSearch = (text: Buffer, length: number, visit: (found: TraceFound) => void) => void;

const GRAM = 8;
/** No trace is shorter. */
export const SHORTEST_TRACE = GRAM;

type Slot = { trace: number; offset: number };

export function traceSearch(traces: readonly Trace[]): TraceSearch {
  const slots = new Map<number, Slot[]>();
  const count = traces.reduce((sum, { core, least }) => sum + Math.ceil(core.length / (least - GRAM + 1)), 1);
  const bits = Math.min(22, Math.max(12, Math.ceil(Math.log2(count)) + 5));
  const present = new Uint8Array(1 << bits);
  traces.forEach(({ core, least }, trace) => {
    // Of so many grams one lies in every piece that is long enough.
    const step = least - GRAM + 1;
    for (let offset = 0; offset + GRAM <= core.length; offset += step) {
      const hash = hashOf(core.readUInt32BE(offset), core.readUInt32BE(offset + 4));
      present[hash >>> (32 - bits)] = 1;
      const slot = slots.get(hash);
      if (slot) slot.push({ trace, offset });
      else slots.set(hash, [{ trace, offset }]);
    }
  });

  return (text, length, visit) => {
    if (slots.size === 0) return;
    const done = new Map<number, number>();
    let first = 0;
    let second = 0;
    for (let at = 0; at < length; at++) {
      first = (first << 8) | (second >>> 24);
      second = (second << 8) | (text[at] as number);
      const hash = hashOf(first, second);
      if (present[hash >>> (32 - bits)] === 0 || at < GRAM - 1) continue;
      for (const { trace, offset } of slots.get(hash) ?? []) {
        const here = at - GRAM + 1;
        if (here < (done.get(trace) ?? 0)) continue;
        const { core, least, tells } = traces[trace] as Trace;
        let before = 0;
        while (before < Math.min(offset, here) && text[here - before - 1] === core[offset - before - 1])
          before++;
        let behind = 0;
        while (here + behind < length && text[here + behind] === core[offset + behind]) behind++;
        if (before + behind < least) continue;
        done.set(trace, here + behind);
        const [from, to] = [offset - before, offset + behind];
        if (to - from === core.length || tells(from, to))
          visit({ trace, start: here - before, end: here + behind });
      }
    }
  };
}

/** 0x9e3779b1 and 0x85ebca6b are odd numbers without a pattern in their bits (Knuth; MurmurHash3). */
function hashOf(first: number, second: number): number {
  return Math.imul(first ^ Math.imul(second, 0x9e3779b1) ^ (second >>> 15), 0x85ebca6b) >>> 0;
}
