/**
 * @module agent/bundle/clean
 * Takes the secrets out of everything that goes into the archive. What cannot be redacted stays on the host and is told
 * among what is missing: nothing passes because it is odd.
 */
import type { NotCollected } from '../../protocol/bundle.ts';
import type { Redactor } from '../../redaction/redact.ts';
import { notCollected, type RawFile } from './source.ts';

type Cleaner = Pick<Redactor, 'text' | 'value'>;

export type CleanFile = Omit<RawFile, 'text'> & { text: string };

/** What people write and paste may hold terminal codes and bytes that no editor shows. */
const CONTROLS = /\u001b\[[0-9;?]{0,12}[A-Za-z]|[\0-\b\v\f\r\u000e-\u001f\u007f]/g;

function cleanText({ name, text }: RawFile, redactor: Cleaner): string {
  const plain = text.replace(CONTROLS, '');
  if (!name.endsWith('.json')) return redactor.text(plain);
  try {
    // By its paths, which say more than its lines.
    return `${JSON.stringify(redactor.value(JSON.parse(plain)), null, 1)}\n`;
  } catch {
    return redactor.text(plain);
  }
}

export function cleanFiles(
  files: readonly RawFile[],
  redactor: Cleaner,
): { files: CleanFile[]; missing: NotCollected[] } {
  const missing: NotCollected[] = [];
  const cleaned = files.flatMap((file): CleanFile[] => {
    try {
      const source = redactor.text(file.source).slice(0, 512);
      const cut = file.cut === null ? null : redactor.text(file.cut).slice(0, 500);
      return [{ ...file, source, cut, text: cleanText(file, redactor) }];
    } catch {
      missing.push(notCollected(file.name, 'it could not be redacted, so it stays on the host'));
      return [];
    }
  });
  return { files: cleaned, missing };
}

/** The same for data that goes into the report: every text of it. */
export function cleanTexts<T>(value: T, redactor: Cleaner, depth = 0): T {
  if (typeof value === 'string') return redactor.text(value.replace(CONTROLS, '')) as T;
  if (typeof value !== 'object' || value === null || depth > 50) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => cleanTexts(one, redactor, depth + 1)) as T;
  const pairs = Object.entries(value).map(([key, one]) => [key, cleanTexts(one, redactor, depth + 1)]);
  return Object.fromEntries(pairs) as T;
}
