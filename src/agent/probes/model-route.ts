/**
 * @module agent/probes/model-route
 * Which way each OpenClaw agent's model is reached. A command-line backend gets none of the gateway's file
 * tools, and every probe of OpenClaw stays green over it (OpenClaw 2026.9.6).
 */
import { delimiter, join } from 'node:path';
import type { Fact } from '../../protocol/evidence.ts';
import { recordAt } from '../config-file.ts';
import { type OpenClawAgent, openclawAgents } from '../openclaw-agents.ts';
import { defineProbe, factsOn, type Glass } from '../probe.ts';

/** `claude-cli` → `claude`: the shipped backends are named for their program. */
const programOf = (backend: string): string => backend.replace(/-cli$/, '');

async function onPath(program: string, { host, target, shell }: Glass): Promise<boolean> {
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  const path = main?.env?.PATH ?? target.env.PATH ?? shell.PATH ?? '';
  const found = await Promise.all(
    path.split(delimiter).map((folder) => host.stat(join(folder || '/', program))),
  );
  return found.some((stat) => stat.ok && stat.value?.kind === 'file');
}

async function routeOf(agent: OpenClawAgent, glass: Glass): Promise<Fact[]> {
  if (agent.model === null) return [];
  const provider = agent.model.split('/')[0] ?? '';
  // A provider of that name that is configured with an address is an API, whatever it is called.
  const isApi = Object.hasOwn(recordAt(glass.target.config.value, 'models.providers'), provider);
  const backend = agent.runtime?.endsWith('-cli')
    ? agent.runtime
    : !isApi && provider.endsWith('-cli')
      ? provider
      : null;
  return factsOn(agent.subject, {
    'agent.model.primary': agent.model,
    'agent.model.route': backend !== null ? 'cli' : isApi ? 'api' : 'unknown',
    'agent.model.cli-binary':
      backend === null ? undefined : (await onPath(programOf(backend), glass)) ? 'found' : 'missing',
  });
}

export const modelRoute = defineProbe({
  id: 'model-route',
  title: 'the model each OpenClaw agent uses, and by which way',
  gives: ['agent.model.primary', 'agent.model.route', 'agent.model.cli-binary'],
  needs: 'to read the configuration',
  timeoutMs: 3_000,
  async look(glass) {
    const { target } = glass;
    if (target.config.parse !== 'ok')
      return {
        source: target.configPath,
        look: 'unavailable',
        why: 'the configuration could not be read, so the model route is not known',
        facts: [],
      };
    const facts = await Promise.all(openclawAgents(target).map((agent) => routeOf(agent, glass)));
    return { source: target.configPath, facts: facts.flat() };
  },
});
