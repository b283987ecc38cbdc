/**
 * @module agent/probes/tool-policy
 * Which tools the configuration takes from OpenClaw's agents. Every probe of OpenClaw stays green over a policy that
 * leaves an agent without hands (2026.9.6, tools.profile, tools.allow and tools.deny).
 */
import { openclawAgents } from '../gateways/openclaw-agents.ts';
import { withheldBy, withheldBySender, withheldFrom } from '../gateways/tool-rules.ts';
import { defineProbe, factsOn } from '../probe.ts';

/** Tools for files and commands: without them an agent has no hands. */
const BASIC: readonly string[] = ['read', 'write', 'edit', 'exec'];
const basic = (tools: readonly string[]): string[] => tools.filter((tool) => BASIC.includes(tool));

/** Basic tools that a policy (`tools`, an agent's own, or what either has for a provider or model) takes away. */
export const withheld = (policy: unknown): string[] => basic(withheldBy(policy));

export const toolPolicy = defineProbe({
  id: 'tool-policy',
  title: 'which tools the configuration takes away, from each agent',
  gives: [
    'tools.withheld',
    'tools.none-for-files',
    'agent.default',
    'agent.tools.withheld',
    'agent.tools.withheld-some',
    'agent.tools.none-for-files',
  ],
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
    const agents = openclawAgents(target).map((agent) => {
      const bySender = withheldBySender(config.value, agent);
      const gone = [...new Set([...withheldFrom(config.value, agent), ...bySender.all])];
      return { ...agent, gone, some: bySender.some.filter((tool) => !gone.includes(tool)) };
    });
    const none = (gone: readonly string[]) => basic(gone).length === BASIC.length;
    const gone = basic(agents.find(({ main }) => main)?.gone ?? []);
    return {
      source: target.configPath,
      facts: [
        ...factsOn(target.subject, { 'tools.withheld': gone, 'tools.none-for-files': none(gone) }),
        ...agents.flatMap(({ subject, main, gone: own, some }) =>
          factsOn(subject, {
            'agent.default': main,
            'agent.tools.withheld': own,
            'agent.tools.withheld-some': some.length > 0 ? some : undefined,
            'agent.tools.none-for-files': none(own),
          }),
        ),
      ],
    };
  },
});
