/**
 * The past that a real host has: it was set up by OpenClaw's own commands and ran well before it broke. Each of their
 * writes keeps the configuration before it as `.bak`, and a gateway that has served for a while keeps it as
 * `.last-good` (2026.9.6). An editor, as which a plant writes, keeps none.
 */
import { existsSync } from 'node:fs';
import type { Plant } from './fault.ts';
import type { Lab } from './lab.ts';

const PROMOTED_MS = 180_000;

/** The plant, done to a host that ran well before. */
export const withPast =
  (plant: Plant): Plant =>
  async (lab) => {
    await ranForAWhile(lab);
    return plant(lab);
  };

async function ranForAWhile(lab: Lab): Promise<void> {
  const gateway = await lab.start();
  for (const began = Date.now(); !existsSync(`${lab.configFile}.last-good`); ) {
    if (Date.now() - began > PROMOTED_MS) throw new Error('The gateway never called its configuration good');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await gateway.stop();
  const { code, output } = await lab.cli(['config', 'set', 'logging.level', 'info']);
  if (code !== 0) throw new Error(`The configuration was not written: ${output.slice(-300)}`);
}
