/**
 * @module agent/openclaw-agents
 * The OpenClaw agents that a configuration speaks of, each with its workspace and model. Releases differ in
 * the key that lists them: `agents.list` (an array) and `agents.entries` (a table).
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { at, recordAt, textAt } from './config-file.ts';
import type { Target } from './discover.ts';

export type OpenClawAgent = {
  id: string;
  subject: string;
  workspace: string;
  /** Named in the configuration rather than OpenClaw's default. */
  workspaceNamed: boolean;
  /** `provider/model`, or null when none is configured. */
  model: string | null;
  runtime: string | null;
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

export function openclawAgents(target: Target): OpenClawAgent[] {
  const config = target.config.value;
  const home = target.env.OPENCLAW_HOME ?? target.env.HOME ?? homedir();
  const expand = (path: string) => (path.startsWith('~') ? join(home, path.slice(1)) : path);
  const common = textAt(config, 'agents.defaults.workspace');
  const commonModel = modelOf(at(config, 'agents.defaults.model'));
  return entries(config).map(({ id, own }) => {
    const named = typeof own.workspace === 'string' ? own.workspace : common;
    const model = modelOf(own.model) ?? commonModel;
    const perModel = model === null ? {} : recordAt(config, 'agents.defaults.models')[model];
    const runtime =
      (isRecord(perModel) ? textAt(perModel, 'agentRuntime.id') : null) ?? textAt(own, 'agentRuntime.id');
    return {
      id,
      subject: `${target.subject}/agent:${id.replace(/[\s/]/g, '_')}`,
      workspace: expand(named ?? join(target.stateDir, 'workspace')),
      workspaceNamed: named !== null,
      model,
      runtime,
    };
  });
}
