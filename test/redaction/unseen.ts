/**
 * Rows that the redactor was not built on, in two halves that share neither a class of secrets nor a way of saying:
 * one to mend by, one to measure with. Which half a class is in is drawn from its name.
 */
import { drawFrom } from './draw.ts';
import { HARMLESS } from './unseen-harmless.ts';
import { partsToHide, UNSEEN_WAYS, VALUES_OF } from './unseen-ways.ts';
import { PLACES, VENDOR_TOKENS } from './vendor-tokens.ts';

export type Half = 'mended-by' | 'kept';
export type UnseenRow = {
  kind: string;
  way: string;
  text: string;
  hide: string[];
  keep: string;
  known: string[];
};

/** FNV-1a over the name: classes that are added later move no other. */
function numberOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const char of name) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return (hash ^ (hash >>> 15)) >>> 0;
}
const halfOf = (name: string): Half => (numberOf(`3 ${name}`) % 2 === 0 ? 'mended-by' : 'kept');
const inHalf = <T extends readonly [string, ...unknown[]]>(rows: readonly T[], half: Half): T[] =>
  rows.filter(([name]) => halfOf(name) === half);

/** Vendors' tokens in places that do not say what they are; each in four of them. */
export function vendorRows(half: Half): UnseenRow[] {
  const places = inHalf(PLACES, half);
  return inHalf(VENDOR_TOKENS, half).flatMap(([kind, make], n) =>
    [0, 1, 2, 3].map((turn) => {
      const [way, say, keep] = places[(n + turn * 3) % places.length] as (typeof PLACES)[number];
      const token = make(drawFrom(numberOf(kind) + turn));
      return { kind, way, text: say(token), hide: [token, encodeURIComponent(token)], keep, known: [] };
    }),
  );
}

/** Values that tell nothing by themselves, in the ways that tell. */
export function namedRows(half: Half): UnseenRow[] {
  return inHalf(UNSEEN_WAYS, half).flatMap(([way, sorts, say, keep = '']) =>
    sorts.flatMap((sort) =>
      VALUES_OF[sort].map((make, n) => {
        const value = make(drawFrom(numberOf(way) + n));
        return {
          kind: way,
          way: `${sort} ${n}`,
          text: say(value),
          hide: partsToHide(way, value),
          keep,
          known: sort === 'known' ? [value] : [],
        };
      }),
    ),
  );
}

/** Lines without a secret, four of each kind, those that draw nothing once. */
export function harmlessRows(half: Half): { kind: string; text: string }[] {
  return inHalf(HARMLESS, half).flatMap(([kind, make]) => {
    const lines = [0, 1, 2, 3, 4, 5, 6].map((n) => make(drawFrom(numberOf(kind) + n)));
    return [...new Set(lines)].map((text) => ({ kind, text }));
  });
}
