/**
 * @module agent/recovery/acts/validate
 * Asks beforehand what would otherwise show after the restart: does OpenClaw take the file, are the folders there, can
 * the model be reached by what is configured.
 */
import { openclawAgents } from '../../gateways/openclaw-agents.ts';
import { candidateOf, targetWith } from '../candidate.ts';
import { issueWords, judge, judgeBytes, VALIDATE_LIMIT_MS } from '../openclaw-judges.ts';
import { isWhole } from '../repairs/set-model-route.ts';
import { because } from '../told-value.ts';
import { withSite } from './with-site.ts';

const FILES_MS = 15_000;

export const validateConfig = withSite({
  id: 'validate.config',
  mutates: false,
  limitMs: VALIDATE_LIMIT_MS + 10_000,
  async do(site, { memory, say }) {
    const candidate = await candidateOf(site, memory);
    if (!candidate.ok) return candidate;
    say(because('validate.asks-openclaw'));
    const judged = candidate.planned ? await judgeBytes(site, candidate.bytes) : await judge(site);
    // A file that nobody changes is not refused because nobody could be asked; one that we would write is.
    if (!judged.ok && !candidate.planned) return { ok: true, told: { planned: false, asked: false } };
    if (!judged.ok) return judged;
    if (judged.valid) return { ok: true, told: { planned: candidate.planned } };
    const code = candidate.planned ? 'candidate.invalid' : 'config.invalid';
    return { ok: false, because: because(code, { issues: issueWords(judged.issues, site) }) };
  },
});

export const validateWorkspace = withSite({
  id: 'validate.workspace',
  mutates: false,
  limitMs: FILES_MS,
  async do(site, { memory }) {
    const candidate = await candidateOf(site, memory);
    if (!candidate.ok) return candidate;
    const agents = openclawAgents(await targetWith(site, candidate.bytes));
    for (const { workspaces, id, workspaceNamed } of agents) {
      // One that nobody named is made at the first turn.
      if (!workspaceNamed) continue;
      const found = await Promise.all(workspaces.map((path) => site.host.stat(site.target.root + path)));
      if (found.some((each) => !each.ok || each.value?.kind === 'directory')) continue;
      return { ok: false, because: because('workspace.gone', { folder: workspaces[0], agent: id }, site) };
    }
    return { ok: true, told: { folders: agents.map(({ workspaces }) => workspaces[0]).slice(0, 16) } };
  },
});

export const validateRoute = withSite({
  id: 'validate.route',
  mutates: false,
  limitMs: FILES_MS,
  async do(site, { memory }) {
    const candidate = await candidateOf(site, memory);
    if (!candidate.ok) return candidate;
    const target = await targetWith(site, candidate.bytes);
    const agents = openclawAgents(target).filter(({ model }) => model !== null);
    const broken = agents.find(({ model }) => !isWhole(target.config.value, model));
    if (broken === undefined)
      return { ok: true, told: { routes: agents.map(({ model }) => model ?? '').slice(0, 16) } };
    return {
      ok: false,
      because: because('route.broken', { route: broken.model ?? 'none', agent: broken.id }, site),
    };
  },
});
