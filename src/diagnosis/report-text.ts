/**
 * @module diagnosis/report-text
 * The diagnosis as plain text for a terminal on the host itself, where no bot may be in reach. The verdict
 * comes first, because that is what is read at 3 a.m.; foreign text is shown with its controls escaped.
 */

import { RESEMBLES } from './citation.ts';
import { type Citation, CLAIM, type ComplaintAnswer, FAINT, type Unknown } from './finding.ts';
import { defectText } from './known-defects/say.ts';
import type { ExplainReport, ReportedFinding, ReportedFix, TriageReport } from './report.ts';
import { topicWords } from './wording/en-complaint.ts';

const MARK = { ok: 'ok', waiting: 'waiting', failed: 'FAILED', unknown: 'unknown' } as const;

/** Control, bidirectional and invisible characters as \u escapes: text from strangers moves no cursor. */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const fixText = ({ command, note }: ReportedFix): string =>
  note === undefined ? command : `${command}   # ${note}`;

function citation(sign: string, seen: Citation): string {
  if (seen.fact === RESEMBLES) return visible(`     ${sign} sounds like: ${seen.quote ?? ''}`);
  const value = Array.isArray(seen.value) ? seen.value.join(', ') : String(seen.value);
  const where = seen.subject.split('/').slice(1).join('/');
  return visible(
    `     ${sign} ${seen.fact}${where ? ` [${where}]` : ''} = ${value}  (${seen.how}, ${seen.source})`,
  );
}

function findingText(finding: ReportedFinding, at: number): string[] {
  const percent = Math.round(finding.confidence * 100);
  const claimed = finding.confidence >= CLAIM ? '' : ', not confirmed';
  return [
    visible(`  ${at}. ${finding.title}  [${finding.id}, ${finding.gateway}, ${percent} %${claimed}]`),
    visible(`     ${finding.says}`),
    ...finding.for.map((seen) => citation('+', seen)),
    ...finding.against.map((seen) => citation('-', seen)),
    ...finding.checks.map((check) => visible(`     check: ${check}`)),
    ...finding.fixes.map((fix) =>
      visible(`     ${fix.mutates ? 'fix (changes this host)' : 'next (read-only)'}: ${fixText(fix)}`),
    ),
    visible(`     not this if: ${finding.mistakenWhen}`),
    ...(finding.defects ?? []).map((it) => visible(`     known issue: ${defectText(it)}  ${it.url}`)),
  ];
}

function findingsText(findings: readonly ReportedFinding[]): string[] {
  if (findings.length === 0) return ['Findings: none.'];
  const shown = findings.filter(({ confidence }, at) => at === 0 || confidence >= FAINT);
  const faint = findings.length - shown.length;
  return [
    'Findings, likeliest first:',
    ...shown.flatMap((finding, at) => findingText(finding, at + 1)),
    ...(faint > 0 ? [`  (${faint} more under ${FAINT * 100} %: --json has them)`] : []),
  ];
}

function unknownsText(unknowns: readonly Unknown[]): string[] {
  if (unknowns.length === 0) return [];
  return [
    'Not checked (neither fault nor all-clear):',
    ...unknowns.map((one) => visible(`  - ${one.probe}: ${one.look}, ${one.why}`)),
  ];
}

/** `+02:00` of minutes. */
function offsetWords(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

const seenWords = (list: readonly Citation[]): string =>
  list.map(({ fact, value, how }) => `${fact} ${String(value)} (${how})`).join(', ');

function contradictionsText(contradictions: TriageReport['contradictions']): string[] {
  if (contradictions.length === 0) return [];
  return [
    'Conflicting signals:',
    ...contradictions.flatMap(({ yes, no, believe, why }) => [
      visible(`  says yes: ${seenWords(yes)}`),
      visible(`  says no:  ${seenWords(no)}`),
      visible(`  trust the ${believe}: ${why}`),
    ]),
  ];
}

function complaintText(complaint: ComplaintAnswer | null): string[] {
  if (complaint === null) return [];
  const explained = complaint.explained.map(({ topic, by }) => `${topicWords([topic]).join('')} (${by})`);
  return [
    ...(explained.length > 0 ? [visible(`The complaint, explained: ${explained.join(', ')}`)] : []),
    ...(complaint.unexplained.length > 0
      ? [visible(`The complaint, not explained: ${topicWords(complaint.unexplained).join(', ')}`)]
      : []),
  ];
}

function changesText({ changes, changesLeftOut, utcOffsetMin, brokeAfter }: TriageReport): string[] {
  if (changes.length === 0) return [];
  const local = utcOffsetMin === null ? '' : `; host clock ${offsetWords(utcOffsetMin)}`;
  return [
    `Changes, in UTC${local}:`,
    ...(changesLeftOut > 0 ? [`  (${changesLeftOut} older or similar not shown)`] : []),
    ...changes.map(({ at, kind, what }) =>
      visible(`  ${at.slice(0, 19).replace('T', ' ')}  ${kind.padEnd(13)} ${what}`),
    ),
    ...(brokeAfter === null
      ? []
      : [
          visible(
            `  First suspect: ${brokeAfter.change.what}, ${Math.round(brokeAfter.gapMs / 1000)} s before the first failure.`,
          ),
        ]),
  ];
}

/** `triage` for people. */
export function triageText(report: TriageReport): string {
  const failing = report.layers.find((layer) => layer.state === 'failed');
  const client = report.clientOf === undefined ? '' : `, client of ${report.clientOf}`;
  return [
    visible(
      `${report.host}: ${report.verdict.toUpperCase()}${client}${failing ? `, failing layer: ${failing.layer}` : ''}` +
        ` (took ${(report.durationMs / 1000).toFixed(1)} s at ${report.startedAt})`,
    ),
    ...report.layers.map((layer) =>
      visible(`  ${layer.layer.padEnd(13)} ${MARK[layer.state].padEnd(8)} ${layer.because}`),
    ),
    ...findingsText(report.findings),
    ...complaintText(report.complaint),
    ...contradictionsText(report.contradictions),
    ...changesText(report),
    ...unknownsText(report.unknowns),
  ].join('\n');
}

/** `explain` for people. */
export function explainText(report: ExplainReport): string {
  const nothing = report.findings.length === 0;
  return [
    ...(nothing
      ? ['No known cause in this text. Triage on the host checks the machine itself.']
      : findingsText(report.findings)),
    ...(report.decidedBy
      ? [
          visible(
            `To tell them apart: ${report.decidedBy.command}  (${report.decidedBy.between.join(' or ')})`,
          ),
        ]
      : []),
    ...unknownsText(report.unknowns),
    ...report.notes.map((note) => visible(`Good to know: ${note.says}`)),
  ].join('\n');
}
