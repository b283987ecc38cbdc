/**
 * @module agent/bundle/source
 * What a source of a bundle is: something on this host that tier two needs to see, read within bounds, changing nothing.
 * What it gives is raw; nobody but the packer sees it before it is redacted.
 */
import type {
  BundleEvent,
  BundleReportInput,
  ConfigDifference,
  Excerpt,
  Tried,
} from '../../bundles/report-input.ts';
import type { NotCollected, Story } from '../../protocol/bundle.ts';
import type { Evidence } from '../../protocol/evidence.ts';
import type { OwnRules } from '../../redaction/own-rules.ts';
import type { Redactor } from '../../redaction/redact.ts';
import type { ProbeContext } from '../probe.ts';

/** Bytes that one source may read altogether. */
export const MOST_READ = 64 * 1024 * 1024;

/** What the look has seen, and what the rules made of it: the shape of `triage --json`. */
export type Looked = {
  evidence: readonly Evidence[];
  /** Null where nobody could look. */
  triage: BundleReportInput['triage'];
};

export type SourceContext = ProbeContext & {
  /** Nothing older is wanted. Epoch ms. */
  since: number;
  incident: string;
  story: Story | null;
  /** Comes while other sources are read; it never rejects. */
  looked: Promise<Looked>;
  /** For what must be told apart before it is written, as a value of a configuration. */
  redactor: Pick<Redactor, 'text' | 'value'>;
  /** What the admins of the host want masked or left out. */
  rules: OwnRules | null;
};

/** One file of the bundle before it is redacted. */
export type RawFile = {
  /** Its name inside the archive. */
  name: string;
  /** Where it was read, in an operator's words. */
  source: string;
  text: string;
  /** What of it was left out, in words; null when it is whole. */
  cut: string | null;
  /** Lines in its middle may go when the bundle is too large. */
  canShrink?: true;
};

export type Collected = {
  files?: RawFile[];
  missing?: NotCollected[];
  versions?: Record<string, string>;
  /** What of it goes into the timeline, and into the report itself. */
  events?: BundleEvent[];
  tried?: Tried[];
  excerpts?: Excerpt[];
  configDifference?: ConfigDifference;
};

export type Source = {
  id: string;
  /** What of it is missing when it cannot be collected, in an operator's words. */
  title: string;
  /** Milliseconds. */
  limitMs: number;
  collect(context: SourceContext): Promise<Collected>;
};

export const defineSource = (source: Source): Source => source;

export const notCollected = (what: string, why: string): NotCollected => ({
  what: what.slice(0, 200),
  why: why.slice(0, 500),
});

/** What could not be run is OpenClaw, whatever ran it. */
export const withoutProgram = (why: string): string => why.replace(/^\/\S*\/node /, 'it ');
