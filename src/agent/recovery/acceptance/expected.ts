/**
 * @module agent/recovery/acceptance/expected
 * Where a turn must write and which model must answer, by the configuration as it stands now; and whether the gateway
 * says the same. A turn in a folder that is not there would make it and look well, so that is asked before any turn.
 */
import { stat } from 'node:fs/promises';
import type { Admin } from '../../gateway-admin/admin.ts';
import { at, recordAt } from '../../gateways/config-file.ts';
import type { Target } from '../../gateways/discover.ts';
import { openclawAgents } from '../../gateways/openclaw-agents.ts';
import { narrowsTools } from '../../gateways/tool-rules.ts';
import type { HostPort } from '../../host/host-port.ts';
import { type Proof, proven, unproven } from './proof.ts';

export type Expected = {
  agent: string;
  /** As the gateway names it. */
  workspace: string;
  /** The same folder as this process sees it. */
  seenAt: string;
  /** `provider/model`; null where the configuration leaves it to OpenClaw, or names an alias. */
  model: string | null;
  /** The configuration says which tools may be used. */
  narrows: boolean;
};

/** Of the agent that people meet first. */
export function expectedOf(target: Target): Expected {
  const config = target.config.parse === 'ok' ? target.config.value : {};
  const all = openclawAgents(target);
  const main = all.find((agent) => agent.main) ?? all[0];
  const workspace = main?.workspaces[0] ?? '';
  const model = main?.model ?? null;
  return {
    agent: main?.id ?? 'main',
    workspace,
    seenAt: target.root + workspace,
    model: model?.includes('/') ? model : null,
    narrows: [at(config, 'tools'), recordAt(config, 'gateway').tools, main?.tools].some(narrowsTools),
  };
}

const primaryOf = (model: string | { primary?: string | undefined } | undefined): string | undefined =>
  typeof model === 'string' ? model : model?.primary;

/** When the folder was made, epoch ms; 0 where the file system does not tell (statx of Linux 4.11 and later, macOS). */
const madeAt = async (folder: string): Promise<number> => (await stat(folder)).birthtimeMs;

/**
 * Does the gateway itself mean the same folder and model, and was the folder there before `since` (epoch ms)? Asked
 * before anything is run: a gateway makes a workspace that is missing, and then all looks well in an empty one.
 */
export async function meansTheSame(
  admin: Admin,
  host: Pick<HostPort, 'stat'>,
  { agent, workspace, seenAt, model }: Expected,
  since: number,
): Promise<Proof> {
  const listed = await admin.ask('agents.list');
  if (!listed.ok) return listed;
  const theirs = listed.value.agents.find(({ id }) => id === agent);
  if (!theirs) return unproven('acceptance.agent-missing', { agent });
  if (theirs.workspace !== undefined && theirs.workspace !== workspace)
    return unproven('acceptance.wrong-workspace', { expected: workspace, found: theirs.workspace });
  const primary = primaryOf(theirs.model);
  if (model !== null && primary !== undefined && primary !== model)
    return unproven('acceptance.other-model', { expected: model, effective: primary });
  const folder = await host.stat(seenAt);
  if (!folder.ok) return unproven('acceptance.workspace-unseen', { workspace });
  if (folder.value?.kind !== 'directory') return unproven('acceptance.workspace-missing', { workspace });
  const made = await madeAt(seenAt).catch(() => 0);
  return made > since ? unproven('acceptance.workspace-just-made', { workspace }) : proven;
}
