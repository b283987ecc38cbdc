/**
 * @module messages/bundle-preview
 * What is in a bundle, for the one person who asked: its files, what was masked, what could not be collected, and the
 * beginning of its report. The file itself is not looked into; the host told all of it when it was made.
 */
import type { BundleView, IncidentView } from '../incidents/notifier.ts';
import type { BundledFile, BundleMade } from '../protocol/bundle.ts';
import { composeBundle, maskedWords, missingWords } from './bundle.ts';
import { documentParts } from './document-parts.ts';
import { enumerate } from './enumerate.ts';
import type { Message, Part, Span } from './message.ts';
import { line, spans, text } from './sentence.ts';
import { size } from './size.ts';
import { momentOf } from './small-print.ts';
import { utc } from './time.ts';

/** A message takes about so many lines; the rest is said to be missing. */
const FILES = 40;
const MISSING = 20;

export function composePreview(
  view: IncidentView,
  one: BundleView,
  made: BundleMade,
  command: string,
): Message {
  const now = momentOf(view);
  const { gate, files, missing, masked, bytes, since, versions, recipients, report } = made;
  const { context } = composeBundle(view, one, command);
  return {
    headline: text('bundle.preview', { name: one.name }),
    emoji: '🔍',
    parts: [
      line('bundle.has', { n: files.length, size: size(bytes), since: utc(since, now) }),
      maskedWords(masked),
      ...(gate.passed ? [line('bundle.gate', { n: gate.values, searches: gate.searches.join(', ') })] : []),
      ...(recipients.length > 0 ? [line('bundle.locked', { n: recipients.length })] : []),
      ...versionsOf(versions),
      ...(missing.length > 0 ? missingWords(missing, 0, MISSING) : []),
      line('bundle.preview-files'),
      { kind: 'list', items: fileItems(files) },
      { kind: 'divider' },
      line('bundle.preview-report'),
      ...documentParts(report),
    ],
    context: [text('bundle.preview-private'), ...context],
  };
}

function versionsOf(versions: BundleMade['versions']): Part[] {
  const words = Object.entries(versions).map(([what, version]) => `${what} ${version}`);
  return words.length === 0 ? [] : [line('bundle.versions', { versions: enumerate(words) })];
}

function fileItems(files: readonly BundledFile[]): Span[][] {
  const items = files.slice(0, FILES).map(({ name, bytes, source, cut }): Span[] => {
    const told = { name, size: size(bytes), source };
    return cut === null ? spans('bundle.preview-file', told) : spans('bundle.preview-cut', { ...told, cut });
  });
  if (files.length > FILES) items.push(spans('list.and-more', { n: files.length - FILES }));
  return items;
}
