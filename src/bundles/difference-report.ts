/**
 * @module bundles/difference-report
 * A difference as a document: for a terminal, a page and a thread.
 */
import type { Block, Document, Words } from '../protocol/document.ts';
import { code, heading, type Line, paragraph, plain, table } from './blocks.ts';
import type { Difference } from './difference.ts';
import { valueLine, versionName } from './finding-words.ts';
import { utc, utcInColumn } from './moments.ts';
import { text, words } from './say.ts';

const percent = (confidence: number): string => `${Math.round(confidence * 100)} %`;

export function differenceReport(difference: Difference): Document {
  const { before, after } = difference;
  const title =
    before.host === after.host
      ? text('difference.title', { host: after.host })
      : text('difference.title-hosts', { before: before.host, after: after.host });
  const about = text('difference.about', {
    before: before.host,
    beforeAt: utc(Date.parse(before.madeAt)),
    after: after.host,
    afterAt: utc(Date.parse(after.madeAt)),
  });
  return [
    heading(1, title),
    paragraph(about),
    heading(2, text('difference.heading')),
    table([text('difference.what'), text('difference.how')], glance(difference)),
    ...(isSame(difference) ? [paragraph(text('difference.nothing'))] : []),
    ...layers(difference),
    ...findings(difference),
    ...config(difference),
    ...versions(difference),
    ...listeners(difference),
    ...rates(difference),
    ...changes(difference),
    ...files(difference),
    ...gaps(difference),
  ];
}

function isSame({
  verdict,
  layers: l,
  findings: f,
  versions: v,
  config: c,
  listeners: s,
  files: o,
}: Difference) {
  const found = f === null ? 0 : f.gone.length + f.new.length;
  const heard = s === null ? 0 : s.gone.length + s.new.length;
  const same = verdict === null || verdict.before === verdict.after;
  return same && l.length + found + v.length + c.length + heard + o.length === 0;
}

function glance(difference: Difference): Line[][] {
  const { verdict, findings: found, config: keys, configLeftOut, listeners: heard, versions: v } = difference;
  const none = text('difference.not-compared');
  const isCompared = !difference.notCompared.some(({ what }) => what.startsWith('config/'));
  return [
    [text('difference.verdict'), verdict === null ? none : verdictWords(verdict)],
    [
      text('difference.findings'),
      found === null
        ? none
        : text('difference.findings-count', {
            gone: found.gone.length,
            new: found.new.length,
            stayed: found.stayed.length,
          }),
    ],
    [
      text('difference.config'),
      isCompared || keys.length > 0
        ? text('difference.config-count', { n: keys.length + configLeftOut })
        : none,
    ],
    [text('difference.versions'), text('difference.versions-count', { n: v.length })],
    [
      text('difference.listeners'),
      heard === null
        ? none
        : text('difference.listeners-count', { gone: heard.gone.length, new: heard.new.length }),
    ],
  ];
}

const verdictWords = ({ before, after }: NonNullable<Difference['verdict']>): Words[] =>
  before === after
    ? words('difference.verdict-same', { verdict: after })
    : words('difference.changed', { before, after: { text: after, style: 'bold' } });

/** A chapter with a table; nothing where there is no row. */
function chapter(title: string, head: readonly string[], rows: readonly Line[][], about?: string): Block[] {
  if (rows.length === 0) return [];
  return [heading(2, title), ...(about === undefined ? [] : [paragraph(about)]), table(head, rows)];
}

const [BEFORE, AFTER] = ['difference.before', 'difference.after'] as const;

function layers({ layers: rows }: Difference): Block[] {
  return chapter(
    text('difference.layers'),
    [text('difference.layer'), text(BEFORE), text(AFTER)],
    rows.map(({ layer, before, after }) => [layer, state(before), state(after)]),
  );
}

const state = (word: string | null): string =>
  word === 'ok' || word === 'waiting' || word === 'failed' ? text(`layer.${word}`) : text('layer.unknown');

function findings({ findings: found }: Difference): Block[] {
  if (found === null) return [];
  type Row = { title: string; id: string; gateway: string };
  const row = (how: 'gone' | 'new' | 'stayed', { title, id }: Row, confidence: string): Line[] => [
    text(`difference.${how}`),
    [plain(`${title} `), code(id)],
    confidence,
  ];
  return chapter(
    text('difference.findings'),
    [text('difference.how'), text('difference.finding'), text('difference.confidence')],
    [
      ...found.gone.map((one) => row('gone', one, percent(one.confidence))),
      ...found.new.map((one) => row('new', one, percent(one.confidence))),
      ...found.stayed.map((one) =>
        row(
          'stayed',
          one,
          one.before === one.confidence
            ? percent(one.confidence)
            : `${percent(one.before)} → ${percent(one.confidence)}`,
        ),
      ),
    ],
  );
}

function config({ config: rows, configLeftOut, fingerprints }: Difference): Block[] {
  const one = new Set(rows.map(({ file }) => file)).size < 2;
  const blocks = chapter(
    text('difference.config'),
    [text('difference.key'), text(BEFORE), text(AFTER)],
    rows.map(({ file, key, before, after }) => [
      one ? [code(key)] : words('difference.key-in', { key: { text: key, style: 'code' }, file }),
      valueLine(before),
      valueLine(after),
    ]),
    fingerprints ? undefined : text('difference.no-fingerprints'),
  );
  return configLeftOut === 0
    ? blocks
    : [...blocks, paragraph(text('difference.more-keys', { n: configLeftOut }))];
}

function versions({ versions: rows }: Difference): Block[] {
  return chapter(
    text('difference.versions'),
    [text('difference.of'), text(BEFORE), text(AFTER)],
    rows.map(({ of, before, after }) => [versionName(of), valueLine(before), valueLine(after)]),
  );
}

function listeners({ listeners: heard }: Difference): Block[] {
  if (heard === null) return [];
  const row =
    (how: 'gone' | 'new') =>
    (line: string): Line[] => [text(`difference.${how}`), [code(line)]];
  return chapter(
    text('difference.listeners'),
    [text('difference.how'), text('difference.listener')],
    [...heard.gone.map(row('gone')), ...heard.new.map(row('new'))],
  );
}

function rates({ rates: rows }: Difference): Block[] {
  return chapter(
    text('difference.rates'),
    [text('difference.what'), text(BEFORE), text(AFTER)],
    rows.map(({ what, before, after }) => [[code(what)], String(before), String(after)]),
    text('difference.rates-about'),
  );
}

function changes({ changes: rows }: Difference): Block[] {
  return chapter(
    text('difference.changes'),
    [text('timeline.when'), text('timeline.kind'), text('timeline.what')],
    rows.map(({ at, kind, what }) => [utcInColumn(Date.parse(at)), kind, what]),
  );
}

function files({ files: rows }: Difference): Block[] {
  return chapter(
    text('difference.files'),
    [text('difference.file'), text('difference.how')],
    rows.map(({ name, how }) => [[code(name)], text(`difference.${how}`)]),
  );
}

function gaps({ notCompared }: Difference): Block[] {
  return chapter(
    text('difference.gaps'),
    [text('difference.what'), text('difference.missing-in')],
    notCompared.map(({ what, lacks }) => [[code(what)], text(`difference.lacks-${lacks}`)]),
    text('difference.gaps-about'),
  );
}
