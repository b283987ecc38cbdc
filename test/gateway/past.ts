/**
 * The past that a real host has: it was set up by OpenClaw's own commands and ran well before it broke. Each of their
 * writes keeps the configuration before it as `.bak`, and a gateway that has taken a change keeps it as `.last-good`
 * (2026.9.6). An editor, as which a plant writes, keeps none, so the copies are put there.
 */
import { copyFileSync } from 'node:fs';
import type { Plant } from './fault.ts';
import type { Lab } from './lab.ts';

/** The plant, done to a host that ran well before. */
export const withPast =
  (plant: Plant): Plant =>
  async (lab) => {
    await ranForAWhile(lab);
    return plant(lab);
  };

/** Ran well by the configuration that it has now, and is stopped. */
export async function ranForAWhile(lab: Lab): Promise<void> {
  const gateway = await lab.start();
  await gateway.stop();
  for (const ending of ['last-good', 'bak']) copyFileSync(lab.configFile, `${lab.configFile}.${ending}`);
}
