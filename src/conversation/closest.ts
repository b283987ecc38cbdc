/**
 * @module conversation/closest
 * Which of the known words was meant. Somebody at 3 a.m. types `traige node3`.
 */

/** Damerau–Levenshtein distance in its restricted form: insert, delete, replace, swap neighbours. */
export function distance(a: string, b: string): number {
  const width = b.length + 1;
  let older: number[] = [];
  let old = Array.from({ length: width }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j < width; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (old[j - 1] ?? 0) + cost);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, (older[j - 2] ?? 0) + 1);
      row.push(best);
    }
    older = old;
    old = row;
  }
  return old[b.length] ?? a.length;
}

const LONGEST = 64;

/** The closest known word, if it is close: a third of its letters wrong at most, or a beginning of it. */
export function closest(word: string, known: readonly string[]): string | null {
  const typed = word.toLowerCase().slice(0, LONGEST);
  let best: { word: string; distance: number } | null = null;
  for (const candidate of known) {
    const target = candidate.toLowerCase();
    const begins = typed.length >= 2 && target.startsWith(typed);
    const away = begins ? 0.5 : distance(typed, target);
    if (away > Math.max(1, Math.floor(target.length / 3))) continue;
    if (best === null || away < best.distance) best = { word: candidate, distance: away };
  }
  return best?.word ?? null;
}
