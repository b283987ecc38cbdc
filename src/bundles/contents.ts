/**
 * @module bundles/contents
 * The end of a report: exact versions, how to see it again, what could not be looked at, what lies in the bundle and what
 * was masked. "Unknown" stands here as plainly as a finding does in front.
 */
import type { Block } from '../protocol/document.ts';
import { code, commands, heading, type Line, paragraph, table } from './blocks.ts';
import { versionName } from './finding-words.ts';
import { size } from './moments.ts';
import type { BundleReportInput } from './report-input.ts';
import { text, words } from './say.ts';

/** Files that are listed; the manifest has all. */
const MOST_FILES = 60;

export function versionsSection({ versions }: BundleReportInput): Block[] {
  const rows = Object.entries(versions).map(([of, version]): Line[] => [versionName(of), [code(version)]]);
  return [
    heading(2, text('versions.heading')),
    rows.length === 0
      ? paragraph(text('versions.none'))
      : table([text('versions.of'), text('versions.version')], rows),
  ];
}

export function reproduceSection({ host, triage }: BundleReportInput): Block[] {
  const checks = triage?.findings[0]?.checks ?? [];
  const lines = ['node host.mjs triage --deep --json', ...checks];
  return [
    heading(2, text('reproduce.heading')),
    paragraph(text('reproduce.about', { host })),
    ...commands([...new Set(lines)]),
  ];
}

export function missingSection({ missing, triage }: BundleReportInput): Block[] {
  const rows: Line[][] = [
    ...missing.map(({ what, why }): Line[] => [[code(what)], why]),
    ...(triage?.unknowns ?? []).map(({ probe, look, why }): Line[] => [
      [code(probe)],
      text(`missing.${look}`, { why }),
    ]),
  ];
  return [
    heading(2, text('missing.heading')),
    ...(rows.length === 0
      ? [paragraph(text('missing.none'))]
      : [paragraph(text('missing.about')), table([text('missing.what'), text('missing.why')], rows)]),
  ];
}

export function contentsSection({ files }: BundleReportInput): Block[] {
  const shown = files.slice(0, MOST_FILES);
  const rows = shown.map(({ name, bytes, source, cut }): Line[] => [
    [code(name)],
    size(bytes),
    source,
    cut ?? text('contents.whole'),
  ]);
  const head = (['file', 'bytes', 'source', 'cut'] as const).map((id) => text(`contents.${id}`));
  const more = files.length - shown.length;
  return [
    heading(2, text('contents.heading')),
    table(head, rows),
    paragraph(more > 0 ? words('contents.more', { n: more }) : words('contents.checksums')),
  ];
}

export function maskedSection({ masked }: BundleReportInput): Block[] {
  const kinds = Object.entries(masked).filter(([, times]) => times > 0);
  const rows = kinds
    .sort((a, b) => b[1] - a[1])
    .map(([kind, times]): Line[] => [[code(kind)], String(times)]);
  return [
    heading(2, text('masked.heading')),
    ...(rows.length === 0
      ? [paragraph(text('masked.none'))]
      : [paragraph(text('masked.about')), table([text('masked.kind'), text('masked.times')], rows)]),
    paragraph(text('masked.left')),
  ];
}
