/**
 * @module diagnosis/report
 * The diagnosis as machines read it: the shape of `triage --json` and `explain --json`, schema 1. Sentences
 * are filled in here, so that a script needs no wording of its own.
 */

import type {
  BrokeAfter,
  Citation,
  ComplaintAnswer,
  Contradiction,
  Diagnosis,
  Finding,
  LayerVerdict,
  TimelineEntry,
  Unknown,
  Verdict,
} from './finding.ts';
import { commandLine, type Fix, terminalLine } from './fix.ts';
import { type NextCheck, nextCheck } from './next-check.ts';
import { NOTES, type Note } from './notes.ts';
import { describe } from './wording/describe.ts';
import { reasonWords } from './wording/reason-words.ts';

export type ReportedFinding = Omit<Finding, 'params' | 'for' | 'against' | 'checks' | 'fixes'> & {
  checks: string[];
  fixes: ReportedFix[];
  title: string;
  says: string;
  mistakenWhen: string;
  params: Record<string, string>;
  for: Citation[];
  against: Citation[];
};

export type ReportedLayer = Omit<LayerVerdict, 'because'> & { because: string };
export type ReportedContradiction = Omit<Contradiction, 'why'> & { why: string };

export type TriageReport = {
  schema: 1;
  host: string;
  /** ISO time, UTC. */
  startedAt: string;
  durationMs: number;
  verdict: Verdict;
  /** The gateway elsewhere, where this host is nothing but its client; else it is left out. */
  clientOf?: string;
  layers: ReportedLayer[];
  findings: ReportedFinding[];
  unknowns: Unknown[];
  /** What of the complaint is explained, and what is not; null where nobody complained of anything known here. */
  complaint: ComplaintAnswer | null;
  /** Where looks say different things, and which to believe. */
  contradictions: ReportedContradiction[];
  /** What changed and when it broke, oldest first; times are UTC. */
  changes: TimelineEntry[];
  changesLeftOut: number;
  /** Local time of the host minus UTC, minutes; null when it was not seen. */
  utcOffsetMin: number | null;
  /** The change within minutes before the first failure, if there is one. */
  brokeAfter: BrokeAfter | null;
};

export type ExplainReport = {
  schema: 1;
  findings: ReportedFinding[];
  unknowns: Unknown[];
  /** Plain knowledge about what the text mentions; claims nothing. */
  notes: Note[];
  /** The one command that would decide between the first two; null where nothing is left to decide. */
  decidedBy: NextCheck | null;
};

/** `command` of an advice is a sentence, so that a script which only prints it needs to know nothing more. */
export type ReportedFix = { kind: 'command' | 'advice'; command: string; note?: string; mutates: boolean };

function reportedFix(fix: Fix): ReportedFix {
  if (fix.kind === 'advice') return { kind: 'advice', command: fix.advice, mutates: fix.mutates };
  const { note, mutates } = fix;
  return { kind: 'command', command: commandLine(fix), ...(note === undefined ? {} : { note }), mutates };
}

function reported(finding: Finding, language: string): ReportedFinding {
  const { id, gateway, layer, severity, confidence, chance, params } = finding;
  const { title, says, mistakenWhen } = describe(finding, language);
  return {
    id,
    gateway,
    layer,
    severity,
    confidence,
    ...(chance === undefined ? {} : { chance }),
    title,
    says,
    mistakenWhen,
    params,
    for: finding.for,
    against: finding.against,
    checks: finding.checks.map(terminalLine),
    fixes: finding.fixes.map(reportedFix),
    remediation: finding.remediation,
    ...(finding.explains === undefined ? {} : { explains: finding.explains }),
    ...(finding.defects === undefined ? {} : { defects: finding.defects }),
  };
}

export type TriageRun = {
  host: string;
  startedAt: Date | string;
  durationMs: number;
  diagnosis: Diagnosis;
  language?: string;
};

/** The answer of `triage --json`. */
export function report(run: TriageRun): TriageReport {
  const { diagnosis, language = 'en' } = run;
  return {
    schema: 1,
    host: run.host,
    startedAt: typeof run.startedAt === 'string' ? run.startedAt : run.startedAt.toISOString(),
    durationMs: Math.round(run.durationMs),
    verdict: diagnosis.verdict,
    ...(diagnosis.clientOf === undefined ? {} : { clientOf: diagnosis.clientOf }),
    layers: diagnosis.layers.map((one) => ({ ...one, because: reasonWords(one.because) })),
    findings: diagnosis.findings.map((f) => reported(f, language)),
    unknowns: diagnosis.unknowns,
    complaint: diagnosis.complaint ?? null,
    contradictions: (diagnosis.contradictions ?? []).map((one) => ({ ...one, why: reasonWords(one.why) })),
    changes: diagnosis.timeline?.entries ?? [],
    changesLeftOut: diagnosis.timeline?.leftOut ?? 0,
    utcOffsetMin: diagnosis.timeline?.utcOffsetMin ?? null,
    brokeAfter: diagnosis.timeline?.brokeAfter ?? null,
  };
}

/** The answer of `explain --json`. */
export function explainReport(diagnosis: Diagnosis, language = 'en'): ExplainReport {
  return {
    schema: 1,
    findings: diagnosis.findings.map((f) => reported(f, language)),
    unknowns: diagnosis.unknowns,
    notes: (diagnosis.notes ?? []).map((id) => ({ id, says: NOTES[id] })),
    decidedBy: nextCheck(diagnosis.findings),
  };
}
