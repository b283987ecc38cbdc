/**
 * @module bundles/manifest
 * The first file of a bundle, and what the others are called. Who packs and who reads have the names from here; a manifest
 * of a newer host may tell more, which is kept and not understood.
 */
import * as z from 'zod';
import { BundledFile, NotCollected } from '../protocol/bundle.ts';

/** Files that a reader looks for by name; each of them can be missing. */
export const FILES = {
  manifest: 'manifest.json',
  report: 'report.md',
  page: 'report.html',
  /** As `triage --json` (diagnosis/report.ts). */
  findings: 'findings.json',
  /** UTC, kind, what, source (bundles/events.ts). */
  timeline: 'timeline.tsv',
  /** What the log says, a row a kind of line: `kind`, `count` and more (agent/bundle/sources/gateway-log.ts). */
  logEvents: 'logs/events.tsv',
} as const;

/** Configurations as JSON, keys kept; and who listens where, a line each. */
export const CONFIG_FILE = /^config\/[a-z0-9._/-]+\.json$/;
export const LISTENERS_FILE = /^system\/listeners\.(?:txt|tsv|json)$/;

export const Manifest = z.looseObject({
  schema: z.literal(1),
  host: z.string().max(255),
  gateway: z.string().max(64).optional(),
  /** ISO times, UTC. */
  madeAt: z.iso.datetime(),
  since: z.iso.datetime().optional(),
  /** Tags of secrets are comparable where this is equal: they were made under one key. */
  tags: z.string().max(64).optional(),
  versions: z.record(z.string().max(32), z.string().max(120)),
  files: z.array(BundledFile).max(400),
  missing: z.array(NotCollected).max(100),
  masked: z.record(z.string().max(64), z.number().int().nonnegative()),
});
export type Manifest = z.infer<typeof Manifest>;
