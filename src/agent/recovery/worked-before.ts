/**
 * @module agent/recovery/worked-before
 * What this gateway has worked with before, by its own records (2026.9.6): folders that it furnished, and models that its
 * sessions ran on. Either was configured then. Releases without these tables say nothing.
 */
import { join } from 'node:path';
import type { Site } from './site.ts';

const FOLDERS =
  'SELECT workspace_path AS path FROM workspace_setup_state WHERE workspace_path IS NOT NULL ORDER BY updated_at DESC LIMIT 200';
const ROUTES =
  'SELECT model_provider AS provider, model, max(updated_at) AS at FROM session_windows WHERE model IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 50';

async function rowsOf({ host, target }: Site, path: string, sql: string) {
  const answer = await host.queries(`${target.root}${join(target.stateDir, path)}`, [sql]);
  return (answer.ok ? answer.value?.[0] : undefined) ?? [];
}

/** Workspaces that OpenClaw itself has furnished, the last one first; they may be gone. */
export async function furnishedFolders(site: Site): Promise<string[]> {
  const rows = await rowsOf(site, 'state/openclaw.sqlite', FOLDERS);
  return rows.flatMap(({ path }) => (typeof path === 'string' && path.startsWith('/') ? [path] : []));
}

const AGENT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** `provider/model` of an agent's sessions, the last one first. */
export async function routesRunOn(site: Site, agent: string): Promise<string[]> {
  if (!AGENT.test(agent)) return [];
  const rows = await rowsOf(site, `agents/${agent}/agent/openclaw-agent.sqlite`, ROUTES);
  return rows.flatMap(({ provider, model }) =>
    typeof provider === 'string' && typeof model === 'string' && provider !== ''
      ? [`${provider}/${model}`]
      : [],
  );
}
