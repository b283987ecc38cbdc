/**
 * @module agent/gateways/tool-rules
 * Which tools a policy of OpenClaw takes away (2026.9.6, docs/gateway/config-tools/tool-policy): a profile, then
 * `allow`, `alsoAllow` and `deny`, by name, by group or by pattern. Every layer may only take more away.
 */
import { at, recordAt, textAt } from './config-file.ts';

/** Tools that people miss, with the groups and other names that mean them. */
export const TOOLS: Readonly<Record<string, readonly string[]>> = {
  read: ['group:fs'],
  write: ['group:fs'],
  edit: ['group:fs'],
  exec: ['group:runtime', 'bash'],
  web_search: ['group:web', 'group:openclaw'],
  web_fetch: ['group:web', 'group:openclaw'],
  browser: ['group:ui', 'group:openclaw'],
  nodes: ['group:nodes', 'group:openclaw'],
  automations: ['group:automation', 'group:openclaw', 'cron'],
  memory_search: ['group:memory', 'group:openclaw'],
  sessions_spawn: ['group:sessions', 'group:openclaw'],
  sessions_send: ['group:sessions', 'group:openclaw'],
  view_image: ['group:media', 'group:openclaw'],
  image_generate: ['group:media', 'group:openclaw'],
  tts: ['group:media', 'group:openclaw'],
};
/** What of these a narrow profile leaves; `full` and none leave everything. */
const LEFT_BY_PROFILE: Readonly<Record<string, readonly string[]>> = {
  minimal: [],
  messaging: ['sessions_spawn', 'sessions_send'],
  coding: [
    'read',
    'write',
    'edit',
    'exec',
    'web_search',
    'web_fetch',
    'automations',
    'memory_search',
    'sessions_spawn',
    'sessions_send',
    'view_image',
    'image_generate',
  ],
};

const listAt = (config: unknown, path: string): string[] => {
  const value = at(config, path);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};

/** `web_*`, `*`, a name or a group. */
function means(rule: string, tool: string): boolean {
  if (rule === tool || TOOLS[tool]?.includes(rule)) return true;
  return rule.endsWith('*') && tool.startsWith(rule.slice(0, -1));
}

/** Switched off by a setting of their own: `web.search.enabled`, and `exec.mode` or, before it, `exec.security`. */
function switchedOff(policy: unknown): ReadonlySet<string> {
  const off = new Set<string>();
  if (at(policy, 'web.search.enabled') === false) off.add('web_search');
  if (at(policy, 'web.fetch.enabled') === false) off.add('web_fetch');
  if ([textAt(policy, 'exec.mode'), textAt(policy, 'exec.security')].includes('deny')) off.add('exec');
  return off;
}

/** The tools of the table that one policy (`tools`, an agent's own, or one for a provider or model) takes away. */
export function withheldBy(policy: unknown): string[] {
  const [allow, more, deny] = ['allow', 'alsoAllow', 'deny'].map((key) => listAt(policy, key)) as [
    string[],
    string[],
    string[],
  ];
  const off = switchedOff(policy);
  const left = LEFT_BY_PROFILE[textAt(policy, 'profile') ?? ''];
  return Object.keys(TOOLS).filter((tool) => {
    const listed = (rules: readonly string[]) => rules.some((rule) => means(rule, tool));
    if (off.has(tool) || listed(deny)) return true;
    if (allow.length > 0 && !listed(allow) && !listed(more)) return true;
    return left !== undefined && !left.includes(tool) && !listed(more);
  });
}

/** Does a policy say at all which tools may be used, whichever they are? */
export const narrowsTools = (policy: unknown): boolean =>
  ['profile', 'allow', 'deny', 'byProvider', 'toolsBySender'].some((key) => at(policy, key) !== undefined);

/** All that the common policy and an agent's own take away, those for its model included. */
export function withheldFrom(config: unknown, own: { tools: unknown; model: string | null }): string[] {
  const model = own.model ?? '';
  const policies = [at(config, 'tools'), own.tools].flatMap((tools) => {
    const narrower = recordAt(tools, 'byProvider');
    return [tools, narrower[model.slice(0, Math.max(0, model.indexOf('/')))], narrower[model]];
  });
  const gone = new Set(policies.flatMap(withheldBy));
  return Object.keys(TOOLS).filter((tool) => gone.has(tool));
}

/** Policies by who asks, from the common part or an agent's own; `*` is whoever has no entry. */
const bySender = (tools: unknown): Record<string, unknown> => recordAt(tools, 'toolsBySender');

/**
 * What policies by sender take away: from everybody, where the one for everybody stands alone, and else from some. An
 * agent's own entry goes before the common one of that sender (2026.9.6, docs/gateway/config-tools/tool-policy).
 */
export function withheldBySender(
  config: unknown,
  own: { tools: unknown },
): { all: string[]; some: string[] } {
  const policies = { ...bySender(at(config, 'tools')), ...bySender(own.tools) };
  const gone = [...new Set(Object.values(policies).flatMap(withheldBy))];
  const alone = Object.keys(policies).every((sender) => sender === '*');
  return alone ? { all: gone, some: [] } : { all: [], some: gone };
}
