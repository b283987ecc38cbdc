/**
 * @module bundles/report-input
 * What the report of a bundle is made from. All of it is redacted text and plain values, so that a report can be made on
 * the host, on the bot and in a test alike.
 */
import type { TriageReport } from '../diagnosis/report.ts';
import type { BundledFile, NotCollected, Story } from '../protocol/bundle.ts';
import type { Because, Change, Plan, Progress } from '../protocol/recovery.ts';

/**
 * What happened, on one line of time. The first five are changes; `start`, `fault`, `closed` and `refused` are
 * lines of the gateway's log; `run` is a recovery; `incident` and `note` are what people did and said.
 */
export const EVENT_KINDS = [
  'config',
  'credential',
  'package',
  'service',
  'restart',
  'first-failure',
  'last-failure',
  'start',
  'fault',
  'closed',
  'refused',
  'run',
  'incident',
  'note',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** `at` is epoch ms. */
export type BundleEvent = { at: number; kind: EventKind; what: string; source: string };

/** A time in which something did not work; `to` is null where it has no end yet. Epoch ms. */
export type Outage = { from: number; to: number | null; what: string };

/** One run of a recovery on this host, as its journal has it. */
export type Tried = {
  run: string;
  /** Who wanted it, and why in their words. */
  by: string;
  because: string | null;
  /** Epoch ms. */
  at: number;
  plan: Pick<Plan, 'gateway' | 'finding' | 'path' | 'because'>;
  progress: Pick<Progress, 'at' | 'steps' | 'changed' | 'acceptance' | 'outcome' | 'because'>;
};

/** Lines of a log or a file that belong into the report itself: around a start, a disconnect, a refusal. */
export type Excerpt = { title: string; source: string; text: string };

/** In what the configuration differs from an earlier one, key by key; secrets as fingerprints. */
export type ConfigDifference = {
  /** What it is compared with, in an operator's words: `openclaw.json.bak, 20 Nov 18:02 UTC`. */
  with: string;
  changes: Change[];
};

export type BundleReportInput = {
  host: string;
  /** Its profile; absent and `default` are the same. */
  gateway?: string;
  /** When the bundle was made and how far back it reads, epoch ms. */
  madeAt: number;
  since: number;
  /** What the look found; null where nobody could look, and then `missing` says why. */
  triage: TriageReport | null;
  /** Of OpenClaw's command, the running gateway, the host agent, Node and the system, by those names. */
  versions: Readonly<Record<string, string>>;
  /** Beyond what the look lists: from logs, state records, the supervisor. */
  events?: readonly BundleEvent[];
  outages?: readonly Outage[];
  /** Recoveries of this gateway since then, oldest first. */
  tried?: readonly Tried[];
  /** What the bot knows of the incident; null or absent without a bot. */
  story?: Story | null;
  excerpts?: readonly Excerpt[];
  configDifference?: ConfigDifference | null;
  missing: readonly NotCollected[];
  /** The other files of the bundle. */
  files: readonly BundledFile[];
  /** How often each kind of secret or private word was masked. */
  masked: Readonly<Record<string, number>>;
  /** A reason by its code as a sentence; without it the code and its values are shown. */
  reason?: (because: Because) => string;
};
