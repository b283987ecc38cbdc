/**
 * @module diagnosis/finding
 * What a diagnosis says: a verdict by layer, ranked findings with their evidence, and what could not be
 * looked at. A finding is id + parameters + evidence; sentences are added at the edge (wording).
 */
import type { FactValue, How, Look } from '../protocol/evidence.ts';
import type { Check, Fix } from './fix.ts';
import type { NoteId } from './notes.ts';
import type { ContradictionCode, LayerCode, Reason } from './reason.ts';

export const LAYERS = ['process', 'listener', 'handshake', 'authority', 'configuration', 'work'] as const;
export type Layer = (typeof LAYERS)[number];
export type LayerState = 'ok' | 'waiting' | 'failed' | 'unknown';
export type Verdict = 'healthy' | 'waiting' | 'degraded' | 'down' | 'unknown';
export type Remediation =
  | 'restart+validate'
  | 'config-rollback'
  | 'credential-rotate'
  | 'policy-relax-test'
  | 'operator-manual'
  | 'vendor-escalate'
  | 'informational';

/** One fact as shown beside a finding. */
export type Citation = {
  fact: string;
  subject: string;
  value: FactValue;
  source: string;
  how: How;
  at: string;
  quote?: string;
};

/** A defect of OpenClaw on record that may stand behind a finding. */
export type DefectNote = {
  /** Thread of openclaw/openclaw, and its address. */
  number: number;
  url: string;
  /** The cause in one sentence. */
  says: string;
  /** Versions known to have it, in words. */
  affected: string;
  /** First release known to be without it. */
  fixed: string | null;
  /** Whether the version in question has it; `unknown` where the version or its fix is not known. */
  runningHasIt: 'yes' | 'no' | 'unknown';
};

/** Findings about the evidence itself, which no rule has: only a text lacks what a look would bring. */
export const META_IDS = ['conflicting-evidence', 'incomplete-evidence', 'needs-vendor'] as const;
export type MetaId = (typeof META_IDS)[number];

export type Finding = {
  id: string;
  /** `default` or the profile's name. */
  gateway: string;
  layer: Layer;
  /** 1 nobody can work … 4 advisory. */
  severity: 1 | 2 | 3 | 4;
  /** 0..1; 0.5 and above is a claim. */
  confidence: number;
  /** Of the first finding of a text: how often one with as much behind it is right, 0..1. A guess stays below the claim all the same. */
  chance?: number;
  /** Values for the wording's placeholders. */
  params: Record<string, string>;
  for: Citation[];
  against: Citation[];
  checks: Check[];
  fixes: Fix[];
  remediation: Remediation;
  /** Topics of the complaint that it explains (evidence/complaint/topics.ts). */
  explains?: readonly string[];
  /** Known defects of OpenClaw that may stand behind it, at most three. */
  defects?: DefectNote[];
};

/** What of a complaint is explained, by which finding, and what is not. Topics as in evidence/complaint/topics.ts. */
export type ComplaintAnswer = {
  explained: readonly { topic: string; by: string }[];
  unexplained: readonly string[];
};

/** What says yes, what says no, which to believe and why. */
export type Contradiction = {
  gateway: string;
  kind: 'false-green' | 'false-red';
  yes: Citation[];
  no: Citation[];
  believe: 'yes' | 'no';
  why: Reason<ContradictionCode>;
  /** The finding that the green light hides. */
  cause: string | null;
};

export type LayerVerdict = { layer: Layer; state: LayerState; because: Reason<LayerCode> };
export type Unknown = { probe: string; look: Exclude<Look, 'seen'>; why: string };

/** `at` is ISO, UTC; `kind` is config, credential, package, service, restart, first-failure or last-failure. */
export type TimelineEntry = { at: string; kind: string; what: string; source: string; gateway: string };

/** The newest change within minutes before the first failure: the first suspect, not yet the cause. */
export type BrokeAfter = { change: TimelineEntry; failure: TimelineEntry; gapMs: number };

/** Since when a claimed finding is in the log: not between `from`, where the log begins, and `at`. ISO 8601. */
export type Began = { finding: string; gateway: string; at: string; from: string };

export type Timeline = {
  /** Oldest first. */
  entries: TimelineEntry[];
  /** Changes of that time that are not listed. */
  leftOut: number;
  /** Local time of the host minus UTC, minutes; null when it was not seen. */
  utcOffsetMin: number | null;
  brokeAfter: BrokeAfter | null;
  /** Only of findings that the log names; absent in diagnoses of before. */
  began?: Began[];
};

export type Diagnosis = {
  verdict: Verdict;
  layers: LayerVerdict[];
  findings: Finding[];
  unknowns: Unknown[];
  /** Plain knowledge about what a pasted text mentions (notes.ts); claims nothing. */
  notes?: readonly NoteId[];
  /** Where looks say different things; absent in diagnoses of before. */
  contradictions?: Contradiction[];
  /** Absent where nobody complained, or of nothing that is known here. */
  complaint?: ComplaintAnswer;
  /** What changed and when it broke; absent where nobody looked. */
  timeline?: Timeline;
  /** The address of the gateway elsewhere, where the host is nothing but its client. */
  clientOf?: string;
};

/** From this confidence on, a finding is claimed rather than mentioned. */
export const CLAIM = 0.5;
/** Less likely than this is not worth a tired reader's time, unless there is nothing else. */
export const FAINT = 0.1;
