/**
 * @module agent/gateways/openclaw-agents
 * The OpenClaw agents that a configuration speaks of, each with its workspace and model. Releases differ in
 * the key that lists them: `agents.list` (an array) and `agents.entries` (a table).
 */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { HostPort } from '../host/host-port.ts';
import { at, recordAt, textAt } from './config-file.ts';
import type { Target } from './discover.ts';

export type OpenClawAgent = {
  id: string;
  subject: string;
  /** Where its workspace may lie, the likeliest first: releases differ for agents that have none of their own. */
  workspaces: readonly [string, ...string[]];
  /** Named in the configuration for the agent that people meet first; those of others are made when they first run. */
  workspaceNamed: boolean;
  /** `provider/model`, or null when none is configured. */
  model: string | null;
  runtime: string | null;
  /** It answers whoever names no agent. */
  main: boolean;
  /** Its own tool policy, as configured. */
  tools: unknown;
  /** Its own heartbeat, as configured. */
  heartbeat: unknown;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A model is a reference, or `{ primary, fallbacks }` (config schema of 2026.9.6). */
const modelOf = (value: unknown): string | null =>
  typeof value === 'string'
    ? value
    : isRecord(value) && typeof value.primary === 'string'
      ? value.primary
      : null;

function entries(config: unknown): { id: string; own: Record<string, unknown> }[] {
  const listed = at(config, 'agents.list');
  const fromList = Array.isArray(listed)
    ? listed.filter(isRecord).map((own) => ({ id: typeof own.id === 'string' ? own.id : 'main', own }))
    : [];
  const fromTable = Object.entries(recordAt(config, 'agents.entries')).flatMap(([id, own]) =>
    isRecord(own) ? [{ id, own }] : [],
  );
  const all = [...fromList, ...fromTable];
  return all.length > 0 ? all : [{ id: 'main', own: {} }];
}

/** The agent that owns the common workspace: the one marked so, else `main`, else the first. */
function ownerOf(all: readonly { id: string; own: Record<string, unknown> }[]): string | undefined {
  const marked = all.find(({ own }) => own.default === true) ?? all.find(({ id }) => id === 'main') ?? all[0];
  return marked?.id;
}

/** More than anybody runs; each is looked at by five probes. */
export const MOST_AGENTS = 200;

/** How many agents of a configuration are not looked at. */
export const agentsLeftOut = (config: unknown): number => Math.max(0, entries(config).length - MOST_AGENTS);

/**
 * The OpenClaw agents of the configuration, the owner first where there are more than `MOST_AGENTS`; `main` alone when
 * it lists none. Paths as the gateway resolves them.
 */
export function openclawAgents(
  target: Pick<Target, 'config' | 'env' | 'stateDir' | 'subject'>,
): OpenClawAgent[] {
  const config = target.config.value;
  const home = target.env.OPENCLAW_HOME || target.env.HOME || homedir();
  const expand = (path: string) => (/^~($|\/)/.test(path) ? join(home, path.slice(1)) : resolve(path));
  const common = textAt(config, 'agents.defaults.workspace');
  const commonModel = modelOf(at(config, 'agents.defaults.model'));
  const listed = entries(config);
  const owner = ownerOf(listed);
  const ofOwner = listed.length > MOST_AGENTS ? listed.filter(({ id }) => id === owner).slice(0, 1) : [];
  const all = [...ofOwner, ...listed.filter((one) => !ofOwner.includes(one))].slice(0, MOST_AGENTS);
  const derived = (id: string): [string, ...string[]] => {
    if (id === owner)
      return [
        common ? expand(common) : target.env.OPENCLAW_WORKSPACE_DIR || join(target.stateDir, 'workspace'),
      ];
    const beside = join(target.stateDir, `workspace-${id}`);
    return common ? [join(expand(common), id), beside] : [beside];
  };
  return all.map(({ id, own }) => {
    const named =
      typeof own.workspace === 'string' && own.workspace.trim() !== '' ? own.workspace.trim() : null;
    const model = modelOf(own.model) ?? commonModel;
    const perModel = model === null ? {} : recordAt(config, 'agents.defaults.models')[model];
    const runtime =
      (isRecord(perModel) ? textAt(perModel, 'agentRuntime.id') : null) ?? textAt(own, 'agentRuntime.id');
    // Where OpenClaw itself would put it, written down by its wizard or not, it is made at the first turn.
    const usual = [join(target.stateDir, 'workspace'), join(home, '.openclaw', 'workspace')];
    const meant = named ?? common;
    return {
      id,
      subject: `${target.subject}/agent:${id.replace(/[\s/]/g, '_').slice(0, 64)}`,
      workspaces: named === null ? derived(id) : [expand(named)],
      workspaceNamed: id === owner && meant !== null && !usual.includes(expand(meant)),
      model,
      runtime,
      main: id === owner,
      tools: own.tools,
      heartbeat: own.heartbeat,
    };
  });
}

/** What a turn leaves in the database of its agent (2026.9.6), which the gateway makes before there is any. */
const TURNS = 'SELECT count(*) AS n FROM transcript_events';

/** Folders that OpenClaw has furnished, by a wizard or at a first turn; its record outlives the folder (2026.9.6). */
const FURNISHED = 'SELECT workspace_path AS path FROM workspace_setup_state LIMIT 1000';

/** Was one of these folders ever furnished by OpenClaw? Undefined where this release keeps no record of it. */
export async function everFurnished(
  host: Pick<HostPort, 'queries'>,
  { root, stateDir }: Pick<Target, 'root' | 'stateDir'>,
  folders: readonly string[],
): Promise<boolean | undefined> {
  const rows = await host.queries(`${root}${join(stateDir, 'state', 'openclaw.sqlite')}`, [FURNISHED]);
  const kept = rows.ok ? rows.value?.[0] : undefined;
  return kept?.some(({ path }) => typeof path === 'string' && folders.includes(path));
}

/** Did a turn of this agent ever run? Sessions in files, or on newer releases in a database of the agent's own. */
export async function everUsed(
  host: Pick<HostPort, 'list' | 'queries'>,
  { root, stateDir }: Pick<Target, 'root' | 'stateDir'>,
  id: string,
): Promise<boolean> {
  const folder = `${root}${join(stateDir, 'agents', id)}`;
  const [sessions, turns] = await Promise.all([
    host.list(join(folder, 'sessions')),
    host.queries(join(folder, 'agent', 'openclaw-agent.sqlite'), [TURNS]),
  ]);
  const kept = sessions.ok && sessions.value !== null && sessions.value.length > 0;
  return kept || (turns.ok && Number(turns.value?.[0]?.[0]?.n ?? 0) > 0);
}
