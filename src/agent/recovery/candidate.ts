/**
 * @module agent/recovery/candidate
 * The configuration that the gateway will work by: before the change the planned one, afterwards the one that is there.
 * Validation, workspace and route are asked of that, since what is wrong with the present file is known.
 */

import type { Because } from '../../protocol/recovery.ts';
import type { RunMemory } from '../../runbooks/act.ts';
import { readConfigFile } from '../gateways/config-file.ts';
import type { Target } from '../gateways/discover.ts';
import { filledConfig } from '../gateways/variables.ts';
import { besideFile, readOwned } from './owned-files.ts';
import { plannedRepair } from './planned-repair.ts';
import { repairCalled } from './repairs/index.ts';
import type { Site } from './site.ts';
import { writtenBy } from './snapshot.ts';
import { because } from './told-value.ts';

export type Candidate = { ok: true; bytes: Buffer; planned: boolean } | { ok: false; because: Because };

/** Bytes of the configuration that the run leads to. */
export async function candidateOf(site: Site, memory: RunMemory): Promise<Candidate> {
  const planned = plannedRepair(memory);
  const written = Object.hasOwn(writtenBy(site.ownDir, memory.run), site.configPath);
  const repair = planned && !written ? repairCalled(planned.id) : undefined;
  if (planned && repair) {
    const staged = await repair.stage(site, planned.args);
    if (!staged.ok) return staged;
    const file = staged.files.find(({ path }) => path === site.configPath);
    if (file?.bytes) return { ok: true, bytes: file.bytes, planned: true };
  }
  const held = readOwned(site.configPath);
  if (held.is === 'file') return { ok: true, bytes: held.bytes, planned: false };
  return {
    ok: false,
    because: because('config.unreadable', held.is === 'missing' ? { why: 'missing' } : { why: held.why }),
  };
}

/** The same gateway as it would be with these bytes: includes and variables as it reads them. */
export async function targetWith(site: Site, bytes: Uint8Array): Promise<Target> {
  const { host, target } = site;
  return besideFile(site.configPath, bytes, async (aside) => {
    const file = await readConfigFile(host, aside);
    const main = target.processes.ok ? target.processes.value[0] : undefined;
    const env = { ...target.env, ...target.units[0]?.env, ...main?.env };
    const value = await filledConfig(host, file.value, target.root + target.stateDir, env);
    return { ...target, config: { ...file, value, path: target.configPath } };
  });
}
