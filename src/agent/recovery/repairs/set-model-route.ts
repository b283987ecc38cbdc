/**
 * @module agent/recovery/repairs/set-model-route
 * The default model goes back to a route that was configured here before and whose provider still is. A route that
 * nobody configured is never made up: it would cost somebody's money, or send their words elsewhere.
 */
import { openclawAgents } from '../../gateways/openclaw-agents.ts';
import { type PlannedEdit, planEdits, stageEdits } from '../config-change.ts';
import { isRecord, valueAt, whyDenied } from '../config-value.ts';
import { doesNotApply, type Looked, type Repair, type Sight } from '../repair.ts';
import { because } from '../told-value.ts';
import { routesRunOn } from '../worked-before.ts';

type Config = Record<string, unknown>;

const record = (value: unknown): Config => (isRecord(value) ? value : {});
const providersOf = (config: Config): Config => record(valueAt(config, ['models', 'providers']));
const provider = (route: string): string => route.slice(0, Math.max(0, route.indexOf('/')));
const modelOf = (route: string): string => route.slice(route.indexOf('/') + 1);

/** Ids of the models that a provider is configured with; null where it lists none. */
function listedIn(config: Config, name: string): string[] | null {
  const models = valueAt(providersOf(config), [name, 'models']);
  return Array.isArray(models)
    ? models.flatMap((each) => (isRecord(each) && typeof each.id === 'string' ? [each.id] : []))
    : null;
}

const isApi = (config: Config, name: string): boolean => {
  const described = record(providersOf(config)[name]);
  return typeof described.baseUrl === 'string' || typeof described.api === 'string';
};

/** Whether a route can work by what the configuration says: no command-line backend, and a model that is listed. */
export function isWhole(config: Config, route: string | null): boolean {
  if (route === null || !route.includes('/')) return false;
  const name = provider(route);
  if (!Object.hasOwn(providersOf(config), name))
    return !name.endsWith('-cli') && valueAt(config, ['models', 'mode']) !== 'replace';
  const listed = listedIn(config, name);
  return isApi(config, name) && (listed === null || listed.length === 0 || listed.includes(modelOf(route)));
}

const primaryOf = (value: unknown): string | null =>
  typeof value === 'string'
    ? value
    : isRecord(value) && typeof value.primary === 'string'
      ? value.primary
      : null;

/** Every route that a configuration names: defaults, fallbacks, those of agents, and those with settings of their own. */
function routesIn(config: Config): string[] {
  const common = valueAt(config, ['agents', 'defaults', 'model']);
  const fallbacks = isRecord(common) && Array.isArray(common.fallbacks) ? common.fallbacks : [];
  const agents = Object.values(record(valueAt(config, ['agents', 'entries']))).map((each) =>
    valueAt(each, ['model']),
  );
  const settings = Object.keys(record(valueAt(config, ['agents', 'defaults', 'models'])));
  return [primaryOf(common), ...fallbacks, ...agents.map(primaryOf), ...settings].filter(
    (route): route is string => typeof route === 'string' && route.includes('/'),
  );
}

/** All routes that the providers of a configuration could take. */
const possibleIn = (config: Config): string[] =>
  Object.keys(providersOf(config))
    .filter((name) => isApi(config, name))
    .flatMap((name) => (listedIn(config, name) ?? []).map((id) => `${name}/${id}`));

/** Where the configuration names the model of an agent. */
function keyOf(config: Config, id: string): string[] {
  const own = ['agents', 'entries', id, 'model'];
  const base = primaryOf(valueAt(config, own)) === null ? ['agents', 'defaults', 'model'] : own;
  return isRecord(valueAt(config, base)) ? [...base, 'primary'] : base;
}

const POINTED = new Set(['cli-only-backend', 'model-not-found', 'local-backend-shape']);

async function look(sight: Sight): Promise<Looked> {
  const { site, config, earlier, choice, finding } = sight;
  const now = config.value;
  if (now === null) return doesNotApply('config.unreadable');
  // Includes and variables count for what is in force; only the file's own keys can be changed.
  const inForce = site.target.config.value;
  const agents = openclawAgents(site.target);
  const broken = agents.filter(({ model }) => !isWhole(inForce, model));
  const wrong = broken.length > 0 || finding === null || !POINTED.has(finding) ? broken : agents.slice(0, 1);
  const [agent] = wrong;
  if (agent === undefined) return doesNotApply('route.all-there');
  const known = earlier
    .filter(({ is }) => is !== 'beside')
    .flatMap(({ value }) => {
      const before = openclawAgents({ ...site.target, config: { ...site.target.config, value } });
      return before.find(({ id }) => id === agent.id)?.model ?? [];
    });
  const fits = (route: string) => route !== agent.model && isWhole(inForce, route);
  const configured = [...new Set([...known, ...routesIn(inForce)])].filter(fits);
  // A session may have run on a model of its own: only where all ran on one is it the one of before.
  const run = (await routesRunOn(site, agent.id)).filter(fits);
  const before = [...new Set([...configured, ...(run.length === 1 ? run : [])])];
  const possible = [...new Set([...run, ...possibleIn(inForce)])].filter(
    (route) => fits(route) && !before.includes(route),
  );
  const offered = [...before, ...possible].slice(0, 16);
  const choices = offered.map((route) => because('choice.route', { route, agent: agent.id }, site));
  // Where the file has one provider with one model, a person has configured that one and no other.
  const all = possibleIn(inForce);
  const only = all.length === 1 ? possible.find((route) => route === all[0]) : undefined;
  const to = choice === undefined ? (before[0] ?? only) : offered[choice];
  const params = { route: agent.model ?? 'none', agent: agent.id };
  if (to === undefined)
    return { applies: false, because: because('route.no-earlier', params, site), choices };
  const key = keyOf(now, agent.id);
  const change: PlannedEdit = { path: key, before: valueAt(now, key), after: to };
  const pattern = whyDenied(change, { before: now, after: now }, site.denied);
  if (pattern !== null) return doesNotApply('rollback.denied', { key: key.join('.'), pattern });
  const looked = await planEdits(sight, [change], {
    because: 'route.was-another',
    params: { ...params, to },
    command: ['openclaw', 'config', 'set', key.join('.'), to],
  });
  return looked.applies ? { ...looked, choices } : looked;
}

export const setModelRoute: Repair = { id: 'set-model-route', look, stage: stageEdits };
