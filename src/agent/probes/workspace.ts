/**
 * @module agent/probes/workspace
 * Does each OpenClaw agent's workspace exist, as the gateway sees it? OpenClaw 2026.9.6 itself says nothing
 * when it is gone, and silently makes an empty one at the next turn.
 */
import { join } from 'node:path';
import type { Fact } from '../../protocol/evidence.ts';
import { type OpenClawAgent, openclawAgents } from '../openclaw-agents.ts';
import { defineProbe, factsOn, type Glass } from '../probe.ts';

async function lookAt(
  agent: OpenClawAgent,
  { host, target }: Glass,
): Promise<{ facts: Fact[]; why?: string }> {
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  // In a container the path means what the gateway's own mount namespace says.
  const seenAs = main?.otherRoot ? `/proc/${main.pid}/root${agent.workspace}` : agent.workspace;
  const found = await host.stat(seenAs);
  if (!found.ok) return { facts: [], why: found.why };
  const exists = found.value !== null;
  const writable = exists ? await host.writable(seenAs) : null;
  const sessions = await host.list(join(target.stateDir, 'agents', agent.id, 'sessions'));
  const everUsed = sessions.ok && sessions.value !== null && sessions.value.length > 0;
  return {
    facts: factsOn(agent.subject, {
      'agent.workspace.path': agent.workspace,
      'agent.workspace.exists': exists,
      'agent.workspace.is-directory': exists ? found.value?.kind === 'directory' : undefined,
      'agent.workspace.writable': writable?.ok ? writable.value : undefined,
      // A path that somebody wrote down is meant to be there; the default one is made at the first turn.
      'agent.workspace.ever-used': agent.workspaceNamed || everUsed,
    }),
  };
}

export const workspace = defineProbe({
  id: 'workspace',
  title: 'the workspace directories, as the gateway sees them',
  gives: [
    'agent.workspace.path',
    'agent.workspace.exists',
    'agent.workspace.is-directory',
    'agent.workspace.writable',
    'agent.workspace.ever-used',
  ],
  needs: "to look at the workspaces as the gateway's user",
  timeoutMs: 3_000,
  async look(glass) {
    if (glass.target.config.parse !== 'ok')
      return {
        source: glass.target.configPath,
        look: 'unavailable',
        why: 'the configuration could not be read, so the workspaces are not known',
        facts: [],
      };
    const agents = openclawAgents(glass.target);
    const looks = await Promise.all(agents.map((agent) => lookAt(agent, glass)));
    const whys = looks.flatMap((look) => (look.why ? [look.why] : []));
    return {
      source: agents
        .map((agent) => agent.workspace)
        .join(', ')
        .slice(0, 512),
      facts: looks.flatMap((look) => look.facts),
      ...(whys.length > 0 ? { why: whys.join('; ') } : {}),
      ...(whys.length === looks.length ? { look: 'unavailable' as const } : {}),
    };
  },
});
