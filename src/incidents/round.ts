/**
 * @module incidents/round
 * A triage of more hosts than one incident holds: the incident that was asked for keeps who is meant and how each stands,
 * in rows of its own, and other incidents of a few hosts each do the looking and tell it.
 */
import * as z from 'zod';
import { LAYERS } from '../diagnosis/finding.ts';
import { Evidence } from '../protocol/evidence.ts';
import { Time } from '../protocol/words.ts';

/** Hosts that one incident looks at for a round: its record is written anew at each event, and stays small. */
export const ROUND_PART = 50;
/** Rounds that a look tells of itself; more people than that do not ask at once. */
export const MOST_ROUNDS = 4;

/** A finding of a host, and how grave it is (1 is worst). */
const Grave = z.object({ finding: z.string(), severity: z.number().int() });

/** What is remembered of a round beside its rows. */
export const Round = z.object({
  total: z.number().int().nonnegative(),
  /** Hosts of which nobody knows yet how they stand. */
  open: z.number().int().nonnegative(),
  /** The command's own id, by which each host is asked once. */
  ask: z.string(),
  text: z.string(),
  /** What somebody says is wrong, without secrets. */
  complaint: z.array(Evidence).exactOptional(),
  endedAt: Time.nullable(),
  /** The gravest of what was found, of hosts that are not worked on; absent while there is nothing. */
  worst: Grave.exactOptional(),
});
export type Round = z.infer<typeof Round>;

/** How one host stands at the end of its look, in words that a line of a long list needs. */
export const Standing = z.object({
  state: z.enum(['done', 'partial', 'absent', 'refused']),
  verdict: z.enum(['healthy', 'waiting', 'degraded', 'down', 'unknown']).nullable(),
  failing: z.enum(LAYERS).nullable(),
  /** The gravest finding that is sure enough, by its id. */
  finding: z.string().nullable(),
  /** How grave that is, 1 is worst; absent where nothing was found, and in what was told before this was. */
  severity: z.number().int().exactOptional(),
  /** A word for the reason, without what a host or AWS says of it. */
  why: z.string().nullable(),
});
export type Standing = z.infer<typeof Standing>;

/** A round as people are shown it: hosts of which the same is to be said, together. */
export type RoundView = {
  total: number;
  /** Hosts that nobody has asked yet, and those whose look goes on. */
  waiting: number;
  running: number;
  groups: { standing: Standing; hosts: string[] }[];
};
