/**
 * @module agent/probes/model-route
 * Which way each OpenClaw agent's model is reached. A command-line backend gets none of the gateway's file
 * tools, and every probe of OpenClaw stays green over it (OpenClaw 2026.9.6).
 */
import { delimiter, isAbsolute, join } from 'node:path';
import type { Fact } from '../../protocol/evidence.ts';
import { recordAt, textAt } from '../gateways/config-file.ts';
import { modelEndpoint, modelServer } from '../gateways/model-endpoint.ts';
import { everUsed, type OpenClawAgent, openclawAgents } from '../gateways/openclaw-agents.ts';
import { defineProbe, factsOn, type ProbeContext } from '../probe.ts';

/** `claude-cli` → `claude`: the shipped backends are named for their program. */
const programOf = (backend: string): string => backend.replace(/-cli$/, '');

/** On the gateway's own search path; undefined when that path is not known. */
async function onPath(
  program: string,
  { host, target }: ProbeContext,
): Promise<'found' | 'missing' | undefined> {
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  const path = main?.env?.PATH ?? target.units.find((unit) => unit.env.PATH)?.env.PATH;
  if (path === undefined) return undefined;
  const folders = path.split(delimiter).filter(isAbsolute);
  const looks = await Promise.all(folders.map((folder) => host.stat(target.root + join(folder, program))));
  return looks.some((look) => look.ok && look.value?.kind === 'file') ? 'found' : 'missing';
}

/** A provider that the configuration gives an address or a protocol is an API, whatever it is called. */
function isApi(config: unknown, provider: string): boolean {
  const described = recordAt(config, 'models.providers')[provider];
  return textAt(described, 'baseUrl') !== null || textAt(described, 'api') !== null;
}

async function routeOf(agent: OpenClawAgent, context: ProbeContext): Promise<Fact[]> {
  if (agent.model === null) return [];
  const provider = agent.model.split('/')[0] ?? '';
  const api = isApi(context.target.config.value, provider);
  const runsCli = agent.runtime?.endsWith('-cli') === true;
  const backend = runsCli ? agent.runtime : !api && provider.endsWith('-cli') ? provider : null;
  const { host, target } = context;
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  const asked = { config: target.config.value, model: agent.model, main };
  const endpoint = backend === null ? await modelEndpoint(host, asked) : null;
  // An agent that never ran may be a plan, and its server be started when it is wanted.
  const closed = endpoint === 'closed' && (agent.main || (await everUsed(host, target, agent.id)));
  return factsOn(agent.subject, {
    'agent.model.endpoint': (endpoint === 'closed' && !closed ? 'here' : endpoint) ?? undefined,
    'agent.model.closed-at': closed ? modelServer(target.config.value, agent.model) : undefined,
    'agent.model.primary': agent.model,
    'agent.model.route': backend !== null ? 'cli' : api ? 'api' : 'unknown',
    'agent.model.cli-binary': backend === null ? undefined : await onPath(programOf(backend), context),
  });
}

export const modelRoute = defineProbe({
  id: 'model-route',
  title: 'the model each OpenClaw agent uses, and by which way',
  gives: [
    'agent.model.primary',
    'agent.model.route',
    'agent.model.cli-binary',
    'agent.model.endpoint',
    'agent.model.closed-at',
  ],
  needs: 'to read the configuration',
  timeoutMs: 3_000,
  async look(context) {
    const { target } = context;
    if (target.config.parse !== 'ok')
      return {
        source: target.configPath,
        look: 'unavailable',
        why: 'the configuration could not be read, so the model route is not known',
        facts: [],
      };
    const facts = await Promise.all(openclawAgents(target).map((agent) => routeOf(agent, context)));
    return { source: target.configPath, facts: facts.flat() };
  },
});
