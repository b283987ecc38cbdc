/**
 * @module agent/recovery/repairs/set-workspace
 * An agent's workspace is pointed to a folder that exists: the one of an earlier configuration, or one that a person
 * chose. None is ever made: an empty one looks like a success (2026.9.6, observed).
 */
import { basename, dirname, join } from 'node:path';
import { type OpenClawAgent, openclawAgents } from '../../gateways/openclaw-agents.ts';
import { planEdits, stageEdits } from '../config-change.ts';
import { isRecord, valueAt, whyDenied } from '../config-value.ts';
import { doesNotApply, type Looked, type Repair, type Sight } from '../repair.ts';
import type { Site } from '../site.ts';
import { because } from '../told-value.ts';
import { furnishedFolders } from '../worked-before.ts';

const agentsOf = ({ target }: Site, value: Record<string, unknown>): OpenClawAgent[] =>
  openclawAgents({ ...target, config: { ...target.config, value } });

async function isFolder({ host, target }: Site, path: string): Promise<boolean> {
  const found = await host.stat(target.root + path);
  return found.ok && found.value?.kind === 'directory';
}

/** Surely not there, or no folder: what cannot be seen is no fault. */
async function isGone({ host, target }: Site, path: string): Promise<boolean> {
  const found = await host.stat(target.root + path);
  return found.ok && found.value?.kind !== 'directory';
}

/** Where the configuration says it: the agent's own key, else the common one. Null where it says it nowhere. */
function keyOf(config: Record<string, unknown>, agent: OpenClawAgent): string[] | null {
  const own = ['agents', 'entries', agent.id, 'workspace'];
  if (typeof valueAt(config, own) === 'string') return own;
  const list = valueAt(config, ['agents', 'list']);
  const at = Array.isArray(list) ? list.findIndex((each) => isRecord(each) && each.id === agent.id) : -1;
  if (at >= 0 && typeof valueAt(config, ['agents', 'list', String(at), 'workspace']) === 'string')
    return ['agents', 'list', String(at), 'workspace'];
  // The common key moves every agent that has none of its own.
  return agent.main ? ['agents', 'defaults', 'workspace'] : null;
}

const MOST_CHOICES = 12;

/** Folders that exist and may have been meant: those that OpenClaw furnished, its usual ones, and neighbours by name. */
async function choicesFor(site: Site, gone: string): Promise<string[]> {
  const { host, target } = site;
  const furnished = await furnishedFolders(site);
  const beside = await host.list(target.root + dirname(gone));
  const alike = (beside.ok ? (beside.value ?? []) : [])
    .filter((name) => name !== basename(gone) && name.startsWith(basename(gone)))
    .map((name) => join(dirname(gone), name));
  const all = [...new Set([...furnished, join(target.stateDir, 'workspace'), ...alike])];
  const found: string[] = [];
  for (const path of all)
    if (path.startsWith('/') && path !== gone && (await isFolder(site, path))) found.push(path);
  return found.slice(0, MOST_CHOICES);
}

const POINTED = new Set(['workspace-path-missing', 'workspace-path-mismatch']);

async function look(sight: Sight): Promise<Looked> {
  const { site, config, earlier, choice, finding } = sight;
  if (config.value === null) return doesNotApply('config.unreadable');
  const agents = agentsOf(site, site.target.config.value);
  let last = doesNotApply('workspace.all-there');
  for (const agent of agents) {
    const [now] = agent.workspaces;
    const there = (await Promise.all(agent.workspaces.map((path) => isGone(site, path)))).includes(false);
    const before: { path: string; from: string }[] = [];
    for (const { value, path: from } of earlier.filter(({ is }) => is !== 'beside')) {
      const path = agentsOf(site, value).find(({ id }) => id === agent.id)?.workspaces[0];
      if (path && path !== now && (await isFolder(site, path)) && !before.some((each) => each.path === path))
        before.push({ path, from });
    }
    const furnished: string[] = [];
    for (const path of agent.main ? await furnishedFolders(site) : [])
      if (path !== now && (await isFolder(site, path))) furnished.push(path);
    // The only other one that it ever worked in is the one of before; of several a person knows which.
    const [only, ...others] = furnished;
    if (before.length === 0 && only !== undefined && others.length === 0)
      before.push({ path: only, from: 'state' });
    // One that is there may still be the wrong one, if it was another before and somebody complains of it.
    if (there && (before.length === 0 || finding === null || !POINTED.has(finding))) continue;
    const offered = [...new Set([...before.map(({ path }) => path), ...(await choicesFor(site, now))])];
    const choices = offered.map((folder) => because('choice.workspace', { folder, agent: agent.id }, site));
    const picked = choice === undefined ? before[0]?.path : offered[choice];
    const key = keyOf(config.value, agent);
    if (picked === undefined || key === null) {
      last = {
        applies: false,
        because: because('workspace.no-earlier', { folder: now, agent: agent.id }, site),
        choices,
      };
      continue;
    }
    const change = { path: key, before: valueAt(config.value, key), after: picked };
    const whole = { before: config.value, after: config.value };
    const pattern = whyDenied(change, whole, site.denied);
    if (pattern !== null) return doesNotApply('rollback.denied', { key: key.join('.'), pattern });
    const looked = await planEdits(sight, [change], {
      because: there ? 'workspace.was-another' : 'workspace.gone',
      params: { folder: now, agent: agent.id, to: picked },
      command: ['openclaw', 'config', 'set', key.join('.'), picked],
    });
    if (looked.applies) return { ...looked, choices };
    last = looked;
  }
  return last;
}

export const setWorkspace: Repair = {
  id: 'set-workspace',
  look,
  async stage(site, args) {
    const [edit] = Array.isArray(args.edits) ? args.edits : [];
    const folder: unknown = JSON.parse(String((edit as { json?: string } | undefined)?.json ?? 'null'));
    // It may have gone since it was planned.
    if (typeof folder !== 'string' || !(await isFolder(site, folder)))
      return { ok: false, because: because('workspace.folder-gone', { folder: String(folder) }, site) };
    return stageEdits(site, args);
  },
};
