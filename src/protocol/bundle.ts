/**
 * @module protocol/bundle
 * What a host tells of a bundle that it has packed, and the pieces in which the file travels. What is in it is told
 * first: the file itself leaves the host only when somebody shares it.
 */
import * as z from 'zod';
import { Document } from './document.ts';
import { Because } from './recovery.ts';
import { Digest, Time } from './words.ts';

/** A bundle is made to stay below 2 MB; one that is larger than this is not packed, in bytes. */
export const MAX_BUNDLE_BYTES = 8 * 1024 * 1024;
/** Bytes of the file in one piece; in base64 a piece stays within a frame of evidence. */
export const BUNDLE_PIECE_BYTES = 180 * 1024;
/** What of the incident may go along to the host, in characters altogether. */
export const MAX_STORY_CHARS = 24_000;

const Told = z.string().max(500);
/** A name inside the archive. */
export const BundleName = z
  .string()
  .max(120)
  .regex(/^[a-z0-9._-]+(\/[a-z0-9._-]+)*$/);

/** One file of the bundle, as the manifest has it. */
export const BundledFile = z.strictObject({
  name: BundleName,
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Where it was read, in an operator's words. */
  source: z.string().max(512),
  /** What of it was left out, in words; null when it is whole. */
  cut: Told.nullable(),
});
export type BundledFile = z.infer<typeof BundledFile>;

/** What could not be collected, and why. */
export const NotCollected = z.strictObject({ what: z.string().max(200), why: Told });
export type NotCollected = z.infer<typeof NotCollected>;

/** The leak gate's word on the finished file. */
export const GateWord = z.discriminatedUnion('passed', [
  z.strictObject({
    passed: z.literal(true),
    /** Known values that it searched for. */
    values: z.number().int().nonnegative(),
    /** The searches that ran, e.g. `known-values`, `secretlint`. */
    searches: z.array(z.string().max(64)).max(8),
    /** Known values that are too short or too common a word to be searched for by themselves. */
    unsearched: z.number().int().nonnegative().optional(),
    /** What could not be read to learn known values from, in words: those were not searched for. */
    unread: z.array(Told).max(50).optional(),
  }),
  z.strictObject({
    passed: z.literal(false),
    /** Where something was found, and of what kind; never the value. None where the gate could not run. */
    hits: z
      .array(
        z.strictObject({
          file: z.string().max(120),
          line: z.number().int().nonnegative(),
          kind: z.string().max(64),
        }),
      )
      .max(50),
    because: Because,
  }),
]);
export type GateWord = z.infer<typeof GateWord>;

/** A bundle that lies on the host, ready to be looked at and shared. */
export const BundleMade = z.strictObject({
  /** SHA-256 of the file. */
  digest: Digest,
  name: z.string().max(120),
  bytes: z.number().int().nonnegative().max(MAX_BUNDLE_BYTES),
  madeAt: Time,
  /** The host forgets it then. */
  keptUntil: Time,
  since: Time,
  /** Of OpenClaw's command, the running gateway, the host agent, Node and the system, by those names. */
  versions: z.record(z.string().max(32), z.string().max(120)),
  files: z.array(BundledFile).max(400),
  missing: z.array(NotCollected).max(100),
  /** How often each kind of secret or private word was masked. */
  masked: z.record(z.string().max(64), z.number().int().nonnegative()),
  /** Whether only the holders of these `age` keys can open it; empty when anybody can. */
  recipients: z.array(z.string().max(200)).max(16),
  gate: GateWord,
  /** What report.md says, cut to what a preview and a ticket can carry. */
  report: Document,
});
export type BundleMade = z.infer<typeof BundleMade>;

/** One piece of the file. */
export const BundlePiece = z.strictObject({
  digest: Digest,
  offset: z.number().int().nonnegative(),
  /** Of the whole file. */
  total: z.number().int().nonnegative().max(MAX_BUNDLE_BYTES),
  base64: z.base64().max(Math.ceil(BUNDLE_PIECE_BYTES / 3) * 4),
});
export type BundlePiece = z.infer<typeof BundlePiece>;

/** What the bot knows of the incident and the host does not. It is redacted on the host like everything else. */
export const Story = z.strictObject({
  incident: z.string().max(200),
  openedAt: Time,
  /** What people said in the thread, oldest first. */
  notes: z.array(z.strictObject({ at: Time, by: z.string().max(200), text: z.string().max(4_000) })).max(100),
  /** What happened in the incident, as sentences, oldest first. */
  history: z.array(z.strictObject({ at: Time, what: z.string().max(500) })).max(400),
});
export type Story = z.infer<typeof Story>;
