/**
 * @module agent/probes/workspace
 * Does each OpenClaw agent's workspace exist, as the gateway sees it? OpenClaw 2026.9.6 itself says nothing
 * when it is gone, and silently makes an empty one at the next turn.
 */
import type { Fact } from '../../protocol/evidence.ts';
import { hostPath } from '../gateways/containers.ts';
import { accountOf } from '../gateways/gateway-account.ts';
import {
  agentsLeftOut,
  everFurnished,
  everUsed,
  type OpenClawAgent,
  openclawAgents,
} from '../gateways/openclaw-agents.ts';
import { keptOut } from '../host/file-rights.ts';
import { type FileStat, type Outcome, unseen } from '../host/host-port.ts';
import { defineProbe, factsOn, type ProbeContext } from '../probe.ts';

/** As the gateway sees it; of a container that does not run, only what was mounted can be seen. */
async function seenInside({ host, target }: ProbeContext, path: string): Promise<Outcome<FileStat | null>> {
  if (!target.container || target.root !== '') return host.stat(target.root + path);
  const source = hostPath(target.container, path);
  return source === null
    ? unseen('unavailable', `${path} is inside a container that cannot be looked into`)
    : host.stat(source);
}

/**
 * May the gateway's account write there? What this process itself may counts only where it acts as that account; a
 * mount that is read-only is so for everybody.
 */
async function mayWrite(
  context: ProbeContext,
  { path, file }: { path: string; file: FileStat },
): Promise<boolean | undefined> {
  const { host } = context;
  const account = await accountOf(context);
  const wants = ['write', 'enter'] as const;
  if (account !== undefined && (await keptOut(host, account, { path, file, wants }))) return false;
  const own = await host.writable(path);
  if (!own.ok) return undefined;
  const uid = process.getuid?.() ?? 0;
  const same = account === undefined || account.uid === uid || uid === 0;
  return own.value || same ? own.value : undefined;
}

async function lookAt(agent: OpenClawAgent, context: ProbeContext): Promise<{ facts: Fact[]; why?: string }> {
  const { host, target } = context;
  const looks = await Promise.all(
    agent.workspaces.map(async (path) => ({ path, found: await seenInside(context, path) })),
  );
  const blind = looks.find((look) => !look.found.ok);
  const there = looks.find(({ found }) => found.ok && found.value !== null);
  if (!there && blind && !blind.found.ok) return { facts: [], why: blind.found.why };
  const found = there?.found.ok ? there.found.value : null;
  const path = there?.path ?? '';
  const writable =
    found === null ? undefined : await mayWrite(context, { path: target.root + path, file: found });
  const used = await everUsed(host, target, agent.id);
  // No folder, no turn, and a record that knows of neither: nothing was lost.
  const notYet = found === null && !used && (await everFurnished(host, target, agent.workspaces)) === false;
  return {
    facts: factsOn(agent.subject, {
      'agent.workspace.path': there?.path ?? agent.workspaces[0],
      'agent.workspace.exists': found !== null,
      'agent.workspace.is-directory': found === null ? undefined : found.kind === 'directory',
      'agent.workspace.writable': writable,
      // A path that somebody wrote down is meant to be there; a derived one is made at the first turn.
      'agent.workspace.ever-used': agent.workspaceNamed || used,
      'agent.workspace.not-yet': notYet,
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
    'agent.workspace.not-yet',
  ],
  needs: "to look at the workspaces as the gateway's user",
  timeoutMs: 3_000,
  async look(context) {
    if (context.target.config.parse !== 'ok')
      return {
        source: context.target.configPath,
        look: 'unavailable',
        why: 'the configuration could not be read, so the workspaces are not known',
        facts: [],
      };
    const agents = openclawAgents(context.target);
    const looks = await Promise.all(agents.map((agent) => lookAt(agent, context)));
    const whys = looks.flatMap((look) => (look.why ? [look.why] : []));
    const left = agentsLeftOut(context.target.config.value);
    if (left > 0) whys.push(`of the agents that the configuration lists, ${left} were not looked at`);
    return {
      source: agents
        .map((agent) => agent.workspaces[0])
        .join(', ')
        .slice(0, 512),
      facts: looks.flatMap((look) => look.facts),
      ...(whys.length > 0 ? { why: whys.join('; ') } : {}),
      ...(looks.every(({ why }) => why) ? { look: 'unavailable' as const } : {}),
    };
  },
});
