/** Scores a redactor on rows of bundles, third by third: with the secrets known, and by patterns alone. */
import { publishRedactor } from '../../src/redaction/publish.ts';
import { bundleRows, harmlessBundleRows, type Third } from './bundle-rows.ts';
import { survives } from './corpus.ts';

export const THIRDS: readonly Third[] = ['mended-by', 'sealed'];
export type BundleScore = {
  secrets: number;
  harmless: number;
  /** In percent. */
  knowing: number;
  patterns: number;
  intact: number;
  contextKept: number;
  /** Ways that are not whole, with what is wrong. Not to be read of the sealed third. */
  misses: string[];
};

const key = new Uint8Array(32);
const percent = (part: number, of: number): number => (100 * part) / of;

export function bundleScore(
  third: Third,
  redact: (known: readonly string[]) => (text: string) => string = (known) =>
    publishRedactor({ known, key }).text,
): BundleScore {
  const rows = bundleRows(third);
  const harmless = harmlessBundleRows(third);
  const misses: string[] = [];
  const plain = redact([]);
  let [knowing, patterns, kept] = [0, 0, 0];
  for (const { way, text, secret, hide, keep } of rows) {
    const hidden = (said: string): boolean => said !== text && !hide.some((one) => survives(said, one));
    const [known, unknown] = [redact([secret])(text), plain(text)];
    if (hidden(known)) knowing++;
    else misses.push(`known, ${way}`);
    if (hidden(unknown)) patterns++;
    else misses.push(`unknown, ${way}`);
    if (unknown.includes(keep)) kept++;
    else misses.push(`context, ${way}`);
  }
  const intact = harmless.filter(({ text }) => plain(text) === text).length;
  for (const { way, text } of harmless) if (plain(text) !== text) misses.push(`damaged, ${way}`);
  return {
    secrets: rows.length,
    harmless: harmless.length,
    knowing: percent(knowing, rows.length),
    patterns: percent(patterns, rows.length),
    intact: percent(intact, harmless.length),
    contextKept: percent(kept, rows.length),
    misses: [...new Set(misses)],
  };
}
