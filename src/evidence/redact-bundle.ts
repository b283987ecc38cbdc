/**
 * @module evidence/redact-bundle
 * Takes the secrets out of what a host tells of a bundle, once more, on the bot. Its pieces are left as they came: packed
 * bytes hold no words, they went through the host's own gate, and one that was changed would not be the file any more.
 */
import type { BundleMade } from '../protocol/bundle.ts';
import type { Block, Words } from '../protocol/document.ts';
import type { Report } from '../protocol/report.ts';
import type { Redactor } from '../redaction/redact.ts';

type Texts = Pick<Redactor, 'text'>;
export type BundleReport = Extract<Report, { kind: 'bundle' | 'bundle-piece' }>;

export const isBundleReport = (report: Report): report is BundleReport =>
  report.kind === 'bundle' || report.kind === 'bundle-piece';

/** The longest texts, in characters, as protocol/bundle.ts and protocol/document.ts have them: placeholders are longer than what they stand for. */
const LONGEST = { name: 120, source: 512, told: 500, what: 200, kind: 64, words: 2_000, evidence: 8_000 };

/** Throws where what is left has no longer the form that it must have. */
export function redactBundleReport(redactor: Texts, report: BundleReport): BundleReport {
  return report.kind === 'bundle-piece'
    ? report
    : { kind: 'bundle', bundle: redactMade(redactor, report.bundle) };
}

function redactMade(redactor: Texts, made: BundleMade): BundleMade {
  const clean = (text: string, longest: number): string => redactor.text(text).slice(0, longest);
  const nameIn = (text: string): string => {
    const safe = clean(text, LONGEST.name);
    return safe === text ? text : 'redacted';
  };
  const counts = Object.entries(made.masked).map(([kind, n]) => [clean(kind, LONGEST.kind), n] as const);
  const versions = Object.entries(made.versions).map(
    ([what, version]) => [clean(what, 32), clean(version, LONGEST.name)] as const,
  );
  const { gate } = made;
  return {
    ...made,
    name: nameIn(made.name),
    versions: Object.fromEntries(versions),
    files: made.files.map((file) => ({
      ...file,
      name: nameIn(file.name),
      source: clean(file.source, LONGEST.source),
      cut: file.cut === null ? null : clean(file.cut, LONGEST.told),
    })),
    missing: made.missing.map(({ what, why }) => ({
      what: clean(what, LONGEST.what),
      why: clean(why, LONGEST.told),
    })),
    masked: Object.fromEntries(counts),
    // A key for locking is no secret, and looks like one.
    recipients: made.recipients.filter((key) => /^age1[a-z0-9]{20,200}$/.test(key)),
    gate: gate.passed
      ? { ...gate, searches: gate.searches.map((search) => clean(search, LONGEST.kind)) }
      : {
          ...gate,
          hits: gate.hits.map((hit) => ({
            ...hit,
            file: nameIn(hit.file),
            kind: clean(hit.kind, LONGEST.kind),
          })),
          because: {
            code: gate.because.code,
            params: Object.fromEntries(
              Object.entries(gate.because.params).map(([key, value]) => [key, clean(value, LONGEST.told)]),
            ),
          },
        },
    report: made.report.map((block) => redactBlock(redactor, block)),
  };
}

function redactBlock(redactor: Texts, block: Block): Block {
  const clean = (text: string, longest: number): string => redactor.text(text).slice(0, longest);
  const words = (line: readonly Words[]): Words[] =>
    // What a host calls a link leads nowhere: only the bot's own do.
    line.map(({ text, style }) => ({
      text: clean(text, LONGEST.words),
      ...(style === undefined ? {} : { style }),
    }));
  switch (block.kind) {
    case 'heading':
      return { ...block, text: clean(block.text, 300) };
    case 'paragraph':
      return { ...block, words: words(block.words) };
    case 'list':
      return { ...block, items: block.items.map(words) };
    case 'table':
      return {
        ...block,
        head: block.head.map((text) => clean(text, 120)),
        rows: block.rows.map((row) => row.map(words)),
      };
    case 'evidence':
      return {
        ...block,
        source: clean(block.source, LONGEST.source),
        text: clean(block.text, LONGEST.evidence),
      };
    case 'commands':
      return { ...block, lines: block.lines.map((text) => clean(text, 1_000)) };
  }
}
