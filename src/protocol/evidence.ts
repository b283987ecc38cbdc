/**
 * @module protocol/evidence
 * What a probe saw, as it travels from a host to the bot. The envelope is strict; the vocabulary of
 * fact names is open, because bot and host agents are upgraded on different days.
 */
import * as z from 'zod';
import { Report } from './report.ts';

/** Could the probe look at all? Only `seen` says anything about the gateway. */
export const Look = z.enum(['seen', 'unavailable', 'timed-out', 'refused']);
export type Look = z.infer<typeof Look>;

/** Where the evidence comes from. Rules never read it; confidence always does. */
export const How = z.enum(['live', 'log', 'pasted', 'told']);
export type How = z.infer<typeof How>;

/** A fact's value: a scalar, or a short list of words. `null` means "known to be absent". */
export const FactValue = z.union([
  z.string().max(2_048),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string().max(512)).max(64),
]);
export type FactValue = z.infer<typeof FactValue>;

/**
 * What a fact is about: `host`, or `gateway:NAME`, then `/client:ID`, `/credential:ID`, `/process:PID`,
 * `/agent:ID`, `/channel:ID`, `/device:ID`. The path is the relation: a client belongs to the gateway before the slash.
 */
export const Subject = z
  .string()
  .max(256)
  .regex(/^[a-z]+(:[^/\s]+)?(\/[a-z]+:[^/\s]+)*$/);

export const Fact = z.strictObject({
  fact: z
    .string()
    .max(96)
    .regex(/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/),
  subject: Subject,
  value: FactValue,
  /** ISO time of the observation where it differs from the evidence's own (a log line's time). */
  at: z.string().max(40).optional(),
  /** The line or path the value was read from, already redacted. */
  quote: z.string().max(1_000).optional(),
});
export type Fact = z.infer<typeof Fact>;

export const Evidence = z.strictObject({
  probe: z.string().max(64),
  subject: Subject,
  /** What was looked at, in an operator's words: a path, a command line, an address. */
  source: z.string().max(512),
  /** ISO time of the look. */
  at: z.string().max(40),
  how: How,
  look: Look,
  /** Why the probe could not look, or which part of it could not. */
  why: z.string().max(500).optional(),
  /** Redacted text for people; never parsed again by the bot. */
  text: z.string().max(16_384).optional(),
  facts: z.array(Fact).max(2_000),
  /** What an operation other than a look tells of itself; nothing is diagnosed from it. */
  report: Report.optional(),
  /** How long the look took, in milliseconds. */
  tookMs: z.number().int().nonnegative().optional(),
});
export type Evidence = z.infer<typeof Evidence>;
