/** Scores a redactor on the unseen rows, half by half and class by class. */
import { createRedactor } from '../../src/redaction/redact.ts';
import { type Half, harmlessRows, namedRows, type UnseenRow, vendorRows } from './unseen.ts';

export const HALVES: readonly Half[] = ['mended-by', 'kept'];
export type Part = { rows: number; classes: number; percent: number; notWhole: string[] };
export type UnseenScore = { vendors: Part; named: Part; harmless: Part; contextLost: number };

type RedactorOf = (known: readonly string[]) => { text(input: string): string };
const ours: RedactorOf = (known) => createRedactor({ known });

const times = (text: string, part: string): number => text.split(part).length - 1;

/** Whether a run of more than a third of a secret is left that does not stand in the row's harmless rest anyway. */
function leaks(row: UnseenRow, said: string): boolean {
  if (said === row.text) return true;
  const rest = row.hide.reduce((text, secret) => text.replaceAll(secret, '\0'), row.text);
  return row.hide.some((secret) => {
    const size = Math.min(secret.length, Math.max(3, Math.floor(secret.length * 0.34)) + 1);
    for (let at = 0; at + size <= secret.length; at++) {
      const part = secret.slice(at, at + size);
      if (times(said, part) > times(rest, part)) return true;
    }
    return false;
  });
}

function partOf(rows: readonly { kind: string; ok: boolean }[]): Part {
  const classes = new Set(rows.map(({ kind }) => kind));
  const failed = rows.filter(({ ok }) => !ok);
  const notWhole = [...new Set(failed.map(({ kind }) => kind))].map((kind) => {
    const own = rows.filter((row) => row.kind === kind);
    return `${kind} ${own.filter(({ ok }) => ok).length} of ${own.length}`;
  });
  return {
    rows: rows.length,
    classes: classes.size,
    percent: 100 - (100 * failed.length) / rows.length,
    notWhole,
  };
}

/** The score of one half; known values are given where a row is about them. */
export function scoreOf(half: Half, redactorOf: RedactorOf = ours): UnseenScore {
  const judged = (rows: UnseenRow[]) =>
    rows.map((row) => ({ row, kind: row.kind, said: redactorOf(row.known).text(row.text) }));
  const ok = (rows: ReturnType<typeof judged>) =>
    rows.map(({ row, kind, said }) => ({ kind, ok: !leaks(row, said) }));
  const [vendors, named] = [judged(vendorRows(half)), judged(namedRows(half))];
  const plain = redactorOf([]);
  const harmless = harmlessRows(half).map(({ kind, text }) => ({ kind, ok: plain.text(text) === text }));
  return {
    vendors: partOf(ok(vendors)),
    named: partOf(ok(named)),
    harmless: partOf(harmless),
    contextLost: [...vendors, ...named].filter(({ row, said }) => !said.includes(row.keep)).length,
  };
}

/** The classes that are not whole, with their counts. */
export function missesIn(half: Half): string[] {
  const { vendors, named, harmless } = scoreOf(half);
  return [...vendors.notWhole, ...named.notWhole, ...harmless.notWhole];
}
