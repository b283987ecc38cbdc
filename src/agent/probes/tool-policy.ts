/**
 * @module agent/probes/tool-policy
 * Which basic tools the configuration takes from OpenClaw's main agent. Every probe of OpenClaw stays green over a
 * policy that leaves an agent without hands (2026.9.6, tools.profile, tools.allow and tools.deny).
 */
import { at, recordAt, textAt } from '../gateways/config-file.ts';
import { openclawAgents } from '../gateways/openclaw-agents.ts';
import { defineProbe, factsOn } from '../probe.ts';

/** Tools for files and commands, with the groups that mean them. */
const BASIC: Readonly<Record<string, readonly string[]>> = {
  read: ['group:fs'],
  write: ['group:fs'],
  edit: ['group:fs'],
  exec: ['group:runtime'],
};
/** Profiles that hold none of them. */
const WITHOUT = new Set(['minimal', 'messaging']);

const listAt = (config: unknown, path: string): string[] => {
  const value = at(config, path);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};

/** `web_*`, `*`, a name or a group. */
function means(rule: string, tool: string): boolean {
  if (rule === tool || BASIC[tool]?.includes(rule)) return true;
  return rule.endsWith('*') && tool.startsWith(rule.slice(0, -1));
}

/** Basic tools that a policy (`tools`, an agent's own, or what either has for a provider or model) takes away. */
export function withheld(policy: unknown): string[] {
  const [allow, more, deny] = ['allow', 'alsoAllow', 'deny'].map((key) => listAt(policy, key)) as [
    string[],
    string[],
    string[],
  ];
  const bare = WITHOUT.has(textAt(policy, 'profile') ?? '');
  return Object.keys(BASIC).filter((tool) => {
    const listed = (rules: readonly string[]) => rules.some((rule) => means(rule, tool));
    if (listed(deny)) return true;
    if (allow.length > 0 && !listed(allow)) return true;
    return bare && !listed(more);
  });
}

export const toolPolicy = defineProbe({
  id: 'tool-policy',
  title: 'which basic tools the configuration takes away',
  gives: ['tools.withheld', 'tools.none-for-files'],
  needs: 'to read the configuration',
  timeoutMs: 3_000,
  async look({ target }) {
    const { config } = target;
    if (config.parse !== 'ok')
      return {
        source: target.configPath,
        look: 'unavailable',
        why: 'the configuration could not be read, so what its tool policy takes away is not known',
        facts: [],
      };
    const main = openclawAgents(target).find((agent) => agent.main);
    const model = main?.model ?? '';
    const policies = [at(config.value, 'tools'), main?.tools].flatMap((tools) => {
      const narrower = recordAt(tools, 'byProvider');
      return [tools, narrower[model.slice(0, Math.max(0, model.indexOf('/')))], narrower[model]];
    });
    const gone = new Set(policies.flatMap(withheld));
    return {
      source: target.configPath,
      facts: factsOn(target.subject, {
        'tools.withheld': [...gone],
        'tools.none-for-files': gone.size === Object.keys(BASIC).length,
      }),
    };
  },
});
