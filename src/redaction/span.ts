/**
 * @module redaction/span
 * What a layer reports: from here to there stands something that must not leave. Layers only point; one
 * place resolves overlaps and writes placeholders, so that no layer trips over another one's work.
 */

import type { Runs, Stretch } from './runs.ts';

/** What a placeholder says was there. */
export const KINDS = [
  'token',
  'password',
  'key',
  'secret',
  'code',
  'cookie',
  'credential',
  'encoded',
  'email',
  'phone',
  'ip',
  'mac',
  'user',
  'private',
] as const;
export type Kind = (typeof KINDS)[number];

/** The layers, the surest first: where two point at the same text, the surer one names it. */
export const RANK = {
  known: 0,
  own: 0.5,
  vendor: 1,
  privateKey: 1,
  url: 2,
  assignment: 3,
  prose: 4,
  personal: 5,
  sweep: 6,
  embedded: 7,
} as const;

/** What a layer is called where it is told what was masked. */
export const layerOf = (rank: number): string => LAYERS.get(rank) ?? 'another layer';
const LAYERS = new Map<number, string>([
  [RANK.known, 'known values'],
  [RANK.own, 'own rules'],
  [RANK.vendor, 'shapes of tokens and keys'],
  [RANK.url, 'addresses, headers and commands'],
  [RANK.assignment, 'names with values'],
  [RANK.prose, 'sentences'],
  [RANK.personal, 'people'],
  [RANK.sweep, 'what looks generated'],
  [RANK.embedded, 'encoded text'],
]);

export type Span = {
  start: number;
  end: number;
  kind: Kind;
  /** One of `RANK`. */
  rank: number;
  /** The plain value, where the text holds an encoded or partial form of it: its tag is made of this. */
  value?: string;
  /** The quotes that JSON needs around what stands for a number or a list; none where a string stood. */
  quotes?: string;
  /** The admins' own rule that found it; empty where it was one of ours. */
  by?: string;
};

/**
 * A layer: reads text, adds what it found. Offsets are UTF-16 code units of that text. `runs` are the text's long
 * unbroken runs, computed once for all layers.
 */
export type Find = (text: string, found: Span[], runs: Runs) => void;

/**
 * Spans without overlap, in order, each with its value. Overlapping ones become one that covers both and is
 * named by the surest. A span that touches an `opaque` stretch (a placeholder that was there before) is
 * dropped: what stands there is redacted already, and a second pass changes nothing.
 */
export function settle(text: string, spans: Span[], opaque: readonly Stretch[]): Required<Span>[] {
  const free = opaque.length ? spans.filter((span) => !opaque.some((o) => touches(span, o))) : spans;
  free.sort((a, b) => a.start - b.start || a.rank - b.rank || b.end - a.end);
  const settled: Required<Span>[] = [];
  for (const span of free) {
    const value = span.value ?? text.slice(span.start, span.end);
    const here = { ...span, value, quotes: quotesFor(text, span), by: span.by ?? '' };
    const last = settled.at(-1);
    if (!last || here.start >= last.end) settled.push(here);
    else {
      const named = here.rank < last.rank ? here : last;
      const end = Math.max(last.end, here.end);
      settled[settled.length - 1] = { ...named, quotes: last.quotes, start: last.start, end };
    }
  }
  return settled;
}

/** A name in quotes before a value without, and what may follow that in JSON. */
const NAMED = /(\\{0,7}")\s{0,8}:\s{0,8}$/;
const FOLLOWED = /^\s{0,8}(?:[,}\]]|$)/;

/** `"pin": 123456` and `"data": [1, 2]` stay JSON when what stands for them is a string. */
function quotesFor(text: string, { start, end }: Span): string {
  if (!/[\d[]/.test(text[start] ?? '')) return '';
  if (!FOLLOWED.test(text.slice(end, end + 12))) return '';
  return NAMED.exec(text.slice(Math.max(0, start - 24), start))?.[1] ?? '';
}

/** Whether all of `inner` lies in `outer`. */
export function covers(outer: Stretch, inner: Stretch): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function touches(a: Stretch, b: Stretch): boolean {
  return a.start < b.end && b.start < a.end;
}
