/**
 * @module agent/recovery/plans
 * The plans that this host has made, by digest: an order only names one, and what is carried out is this host's own
 * text. Kept for an hour: what people agree to later than that, they should look at again.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { digestOf } from '../../protocol/canonical.ts';
import { Plan } from '../../protocol/recovery.ts';
import { Digest, Time } from '../../protocol/words.ts';
import type { Told } from '../../runbooks/act.ts';
import { readPrivate, writePrivate } from '../private-files.ts';

/** Milliseconds. */
export const PLAN_LIFE_MS = 3_600_000;
const MOST = 64;

const KeptPlan = z.strictObject({
  keptAt: Time,
  plan: Plan,
  memory: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()]),
  ),
});

const folderOf = (stateDir: string): string => join(stateDir, 'recovery', 'plans');

/** Keeps the plan; gives its digest. */
export async function keepPlan(stateDir: string, plan: Plan, memory: Told, now: number): Promise<string> {
  const digest = await digestOf(Plan.parse(plan));
  const folder = folderOf(stateDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writePrivate(join(folder, `${digest}.json`), JSON.stringify({ keptAt: now, plan, memory }));
  forgetOld(folder, now);
  return digest;
}

/** The plan with this digest; null where this host has made none within the hour, or its file is not what it was. */
export async function findPlan(
  stateDir: string,
  digest: string,
  now: number,
): Promise<{ plan: Plan; memory: Told } | null> {
  if (!Digest.safeParse(digest).success) return null;
  const kept = readKept(join(folderOf(stateDir), `${digest}.json`));
  if (kept === null || isOld(kept.keptAt, now) || (await digestOf(kept.plan)) !== digest) return null;
  return { plan: kept.plan, memory: kept.memory };
}

/** A clock that was set back makes a plan no younger. */
const isOld = (keptAt: number, now: number): boolean => Math.abs(now - keptAt) > PLAN_LIFE_MS;

function readKept(path: string): z.infer<typeof KeptPlan> | null {
  try {
    const text = readPrivate(path);
    return text === null ? null : KeptPlan.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function forgetOld(folder: string, now: number): void {
  const kept = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ path: join(folder, name), at: readKept(join(folder, name))?.keptAt ?? 0 }))
    .sort((a, b) => b.at - a.at);
  for (const [n, { path, at }] of kept.entries())
    if (n >= MOST || isOld(at, now)) rmSync(path, { force: true });
}
