/**
 * @module redaction/found-before
 * What was surely found once in a text is masked everywhere in it: bare in the next line, in a path, glued to other
 * letters. The first find was by a name or a shape; the others have neither.
 */
import { type NeedleSearch, needleSearch } from './needle-search.ts';
import { looksRandom } from './randomness.ts';
import { type Find, type Kind, RANK, type Span } from './span.ts';

/** Shorter ones would be found by chance. */
const SHORTEST = 12;
/** Longer ones are documents; their lines do not come again. */
const LONGEST = 1_024;
/** Of so many at most the newest are looked for: a log with a new token in every line must not grow slow. */
const MOST = 64;

/** Adds to what was found in a piece of a text what was found before in it, here or further up. */
export type Again = Find;

/** For one text, from its beginning to its end. */
export function foundBefore(): Again {
  const known = new Map<string, Kind>();
  let search: NeedleSearch | undefined;
  return (text, found, { codes }) => {
    const spans: Span[] = [...found];
    for (const span of spans) {
      const value = (span.value ?? text.slice(span.start, span.end)).trim();
      if (known.has(value) || !isSure(span, value)) continue;
      known.set(value, span.kind);
      if (known.size > MOST) known.delete(known.keys().next().value as string);
      search = undefined;
    }
    if (known.size === 0) return;
    search ??= needleSearch(known.keys());
    search(codes, (start, end, value) => {
      found.push({ start, end, kind: known.get(value) ?? 'secret', rank: RANK.sweep, value });
    });
  };
}

/** A find by a value, a shape or a name, of something random enough to be only this. */
function isSure({ rank }: Span, value: string): boolean {
  return (
    rank <= RANK.prose &&
    value.length >= SHORTEST &&
    value.length <= LONGEST &&
    /^[\x21-\x7e]+$/.test(value) &&
    /\d/.test(value) &&
    (looksRandom(value.replace(/[+/=_-]/g, '')) || /^[0-9a-f]{24,}$/i.test(value))
  );
}
