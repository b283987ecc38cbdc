/**
 * @module bundles/findings
 * Findings in full: what speaks for each and against it, how it can be wrong, how to check it and what would fix it; and
 * where looks contradict each other.
 */

import type { Citation, DefectNote } from '../diagnosis/finding.ts';
import type {
  ReportedContradiction,
  ReportedFinding,
  ReportedFix,
  TriageReport,
} from '../diagnosis/report.ts';
import { topicWords } from '../diagnosis/wording/en-complaint.ts';
import type { Block, Words } from '../protocol/document.ts';
import type { Span } from '../sentences/span.ts';
import { code, commands, evidence, heading, type Line, list, paragraph, plain, table } from './blocks.ts';
import { knownWords, severityWords, sureness, valueText } from './finding-words.ts';
import { shortened } from './foreign.ts';
import { utcInColumn } from './moments.ts';
import { text, words } from './say.ts';

/** Told in full; the others by name. */
const IN_FULL = 6;
const CLAIM = 0.5;
/** Shown by its quote, an example complaint of the project's own (diagnosis/citation.ts). */
const RESEMBLES = 'text.alike';
const LONGEST_QUOTES = 3_000;
/** Of each side, and the sources that are quoted: findings.json has all. */
const CITATIONS = 40;
const QUOTED = 4;

export function findingsSection(triage: TriageReport): Block[] {
  const { findings } = triage;
  const rest = findings.slice(IN_FULL);
  return [
    heading(2, text('findings.heading')),
    ...(findings.length === 0 ? [paragraph(text('findings.none'))] : []),
    ...findings.slice(0, IN_FULL).flatMap(inFull),
    ...(rest.length === 0 ? [] : [heading(3, text('findings.less')), list(rest.map(byName))]),
    ...signals(triage.contradictions),
    ...complaint(triage),
  ];
}

const byName = ({ title, id, confidence }: ReportedFinding): Words[] =>
  words('glance.also-finding', { title, finding: id, percent: Math.round(confidence * 100) });

function inFull(finding: ReportedFinding, at: number): Block[] {
  const { title, says, confidence, id, layer, severity, gateway, mistakenWhen, defects = [] } = finding;
  const about = {
    sureness: sureness(confidence),
    finding: id,
    layer,
    severity: severityWords(severity),
    gateway,
  };
  const citations = [...finding.for.slice(0, CITATIONS), ...finding.against.slice(0, CITATIONS)];
  return [
    heading(3, text('findings.title', { n: at + 1, title })),
    paragraph(words('findings.about', about)),
    ...(says === '' ? [] : [paragraph(says)]),
    citations.length === 0 ? paragraph(text('findings.inferred')) : sightings(finding),
    ...(citations.length > 0 && finding.against.length === 0
      ? [paragraph(text('findings.nothing-against'))]
      : []),
    ...quotes(citations),
    ...(mistakenWhen === '' ? [] : [paragraph(words('findings.mistaken', { when: mistakenWhen }))]),
    ...(defects.length === 0 ? [] : [list(defects.map(defect))]),
    // The first finding's commands stand in front; a reader meets them once.
    ...(at === 0 ? [] : whatToType(finding)),
  ];
}

function sightings(finding: ReportedFinding): Block {
  const row =
    (sign: 'for' | 'against') =>
    (seen: Citation): Line[] => [
      text(`findings.${sign}`),
      seen.fact === RESEMBLES
        ? words('findings.sounds-like', { words: seen.quote ?? '' })
        : [code(`${factText(seen)} = ${valueText(seen.value)}`)],
      [plain(`${knownWords(seen.how)}, `), code(seen.source)],
      utcInColumn(Date.parse(seen.at)),
    ];
  const head = (['sign', 'seen', 'where', 'at'] as const).map((id) => text(`findings.${id}`));
  return table(head, [
    ...finding.for.slice(0, CITATIONS).map(row('for')),
    ...finding.against.slice(0, CITATIONS).map(row('against')),
  ]);
}

/** With whom it is about, where that is more than the gateway: `client:cli connect.refusal.code`. */
function factText({ fact, subject }: Citation): string {
  const about = subject.split('/').slice(1).join('/');
  return about === '' ? fact : `${about} ${fact}`;
}

function quotes(citations: readonly Citation[]): Block[] {
  const lines = new Map<string, string[]>();
  for (const { fact, quote, source } of citations)
    if (quote !== undefined && quote !== '' && fact !== RESEMBLES) {
      const known = lines.get(source) ?? [];
      if (!known.includes(quote)) lines.set(source, [...known, quote]);
    }
  return [...lines]
    .slice(0, QUOTED)
    .map(([source, all]) => evidence(source, shortened(all.join('\n'), LONGEST_QUOTES)));
}

const defect = ({ number, says, affected, fixed, runningHasIt, url }: DefectNote): Words[] => [
  ...words('findings.defect', {
    number: String(number),
    says,
    affected,
    fixed: fixed ?? 'none',
    has: runningHasIt,
  }),
  plain(' '),
  { text: url, link: url },
];

const fixLine = ({ command, note, mutates, kind }: ReportedFix): Words[] => {
  const fix: Span[] = [
    kind === 'command' ? { text: command, style: 'code' } : { text: command },
    ...(note === undefined ? [] : [{ text: ` (${note})` }]),
  ];
  return words(mutates ? 'next.changes' : 'next.read-only', { fix });
};

function whatToType({ checks, fixes, confidence }: ReportedFinding): Block[] {
  return [
    ...(checks.length === 0 ? [] : [paragraph(text('findings.verify')), ...commands(checks)]),
    ...(fixes.length === 0
      ? []
      : [
          paragraph(text(confidence >= CLAIM ? 'findings.fix' : 'findings.fix-if-confirmed')),
          list(fixes.map(fixLine)),
        ]),
  ];
}

/** The way forward from the first finding. */
export function nextSection(triage: TriageReport): Block[] {
  const [top] = triage.findings;
  const { host } = triage;
  if (top === undefined || (top.checks.length === 0 && top.fixes.length === 0))
    return [heading(2, text('next.heading')), paragraph(text('next.nothing'))];
  // Below a claim a restart is a guess that costs other people their running work.
  const fix = top.confidence >= CLAIM ? 'next.fix' : 'next.fix-if-confirmed';
  return [
    heading(2, text('next.heading')),
    ...(top.checks.length === 0 ? [] : [paragraph(text('next.verify', { host })), ...commands(top.checks)]),
    ...(top.fixes.length === 0 ? [] : [paragraph(text(fix, { host })), list(top.fixes.map(fixLine))]),
  ];
}

function signals(contradictions: readonly ReportedContradiction[]): Block[] {
  if (contradictions.length === 0) return [];
  const seen = (citations: readonly Citation[]): Line =>
    citations.flatMap(({ fact, value, how }, at) => [
      ...(at === 0 ? [] : [plain(', ')]),
      code(`${fact} = ${valueText(value)}`),
      plain(` (${knownWords(how)})`),
    ]);
  const head = (['kind', 'yes', 'no', 'trust', 'why'] as const).map((id) => text(`signals.${id}`));
  const rows = contradictions.map(({ kind, yes, no, believe, why }): Line[] => [
    text(`signals.${kind}`),
    seen(yes),
    seen(no),
    [{ text: text(`value.${believe}`), style: 'bold' }],
    why,
  ]);
  return [heading(2, text('signals.heading')), table(head, rows)];
}

function complaint({ complaint: answer }: TriageReport): Block[] {
  if (answer === null) return [];
  const items = [
    ...answer.explained.map(({ topic, by }) =>
      words('complaint.explained', { topic: topicWords([topic]).join(''), finding: by }),
    ),
    ...answer.unexplained.map((topic) =>
      words('complaint.unexplained', { topic: topicWords([topic]).join('') }),
    ),
  ];
  return items.length === 0 ? [] : [heading(2, text('complaint.heading')), list(items)];
}
