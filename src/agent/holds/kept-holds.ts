/**
 * @module agent/holds/kept-holds
 * The holds of this host on its disk: which gateway is frozen, by whom, why and until when. Scripts of the host ask here,
 * so it must be right whatever is dead; an end by the clock counts even where nobody has written it down.
 */
import { join } from 'node:path';
import * as z from 'zod';
import { Because, type Hold } from '../../protocol/recovery.ts';
import { readPrivate, writePrivate } from '../private-files.ts';
import { AgentProblem } from '../problem.ts';

const Kept = z.strictObject({
  /** Profile; null: every gateway of this host. */
  gateway: z.string().nullable(),
  freeze: z.string(),
  by: z.string(),
  because: z.string().nullable(),
  /** By the bot's clock, as people were told. Epoch ms. */
  until: z.number(),
  /** The same moment by this host's clock. Epoch ms. */
  ends: z.number(),
  held: z.enum(['leased', 'announced', 'lifted', 'lapsed']),
  why: Because.nullable(),
  /** OpenClaw's own leases, one a gateway. */
  leases: z.array(z.strictObject({ gateway: z.string(), suspensionId: z.string() })),
  /** When its word changed last, by this host's clock. Epoch ms. */
  at: z.number(),
});
export type KeptHold = z.infer<typeof Kept>;
const File = z.strictObject({ v: z.literal(1), holds: z.array(Kept) });

const pathIn = (stateDir: string): string => join(stateDir, 'holds.json');
/** An end is kept as long, for whoever asks later. Milliseconds. */
const REMEMBERED_MS = 24 * 3_600_000;
const MOST_KEPT = 100;

/** @throws AgentProblem when the file is damaged, or others may touch it. */
export function readHolds(stateDir: string): KeptHold[] {
  const path = pathIn(stateDir);
  const text = readPrivate(path);
  if (text === null) return [];
  try {
    return File.parse(JSON.parse(text)).holds;
  } catch (error) {
    const hint = 'Start the host agent again, which makes it anew, and freeze again what is to be frozen.';
    throw new AgentProblem('holds', `${path} is damaged: nobody can tell what is frozen.`, hint, error);
  }
}

/** Writes all of them at once, old ends left out. `now` is epoch ms. */
export function writeHolds(stateDir: string, holds: readonly KeptHold[], now: number): void {
  const kept = holds.filter((hold) => isActive(hold, now) || now - hold.at < REMEMBERED_MS);
  writePrivate(pathIn(stateDir), `${JSON.stringify({ v: 1, holds: kept.slice(-MOST_KEPT) })}\n`);
}

/** Whether it still holds at `now` (epoch ms of this host). */
export const isActive = ({ held, ends }: KeptHold, now: number): boolean =>
  (held === 'leased' || held === 'announced') && now < ends;

/** Does it hold this gateway? One without a name means them all, on either side. */
export const covers = (hold: Pick<KeptHold, 'gateway'>, gateway: string | null): boolean =>
  hold.gateway === null || gateway === null || hold.gateway === gateway;

/** As it is told to the bot. */
export const holdReport = ({ gateway, freeze, by, because, until, held, why, at }: KeptHold): Hold => ({
  gateway: gateway ?? 'default',
  freeze,
  by,
  because,
  until,
  held,
  why,
  at,
});

/**
 * The hold of somebody else on this gateway, or null: whoever works for `freeze` (null: for none) must then leave it
 * alone. `now` is epoch ms. @throws AgentProblem when the file is damaged.
 */
export function heldByAnother(
  stateDir: string,
  gateway: string | null,
  freeze: string | null,
  now: number,
): Hold | null {
  const other = readHolds(stateDir).find(
    (hold) => isActive(hold, now) && covers(hold, gateway) && hold.freeze !== freeze,
  );
  return other ? holdReport(other) : null;
}
