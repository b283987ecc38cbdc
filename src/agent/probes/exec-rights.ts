/**
 * @module agent/probes/exec-rights
 * What an agent may do with its hands beyond having them: which commands may run on this host and whom they wait for,
 * and whether its files end at its workspace. All of it is green everywhere (OpenClaw 2026.9.6).
 */
import { at } from '../gateways/config-file.ts';
import { approvalsOf, execPlace, execPolicy } from '../gateways/exec-policy.ts';
import { openclawAgents } from '../gateways/openclaw-agents.ts';
import { defineProbe, factsOn } from '../probe.ts';

export const execRights = defineProbe({
  id: 'exec-rights',
  title: 'which commands the agents may run, and whom they wait for',
  gives: [
    'agent.exec.on-node',
    'agent.exec.security',
    'agent.exec.ask',
    'agent.exec.listed',
    'agent.files.workspace-only',
  ],
  needs: 'to read the configuration',
  timeoutMs: 5_000,
  async look({ host, target }) {
    const { config } = target;
    if (config.parse !== 'ok')
      return {
        source: target.configPath,
        look: 'unavailable',
        why: 'the configuration could not be read, so which commands may run is not known',
        facts: [],
      };
    const approvals = await approvalsOf(host, target);
    return {
      source: target.configPath,
      facts: openclawAgents(target).flatMap((agent) => {
        const policy = execPolicy(config.value, agent, approvals);
        const within = at(agent.tools, 'fs.workspaceOnly') ?? at(config.value, 'tools.fs.workspaceOnly');
        return factsOn(agent.subject, {
          'agent.exec.on-node': execPlace(config.value, agent) === 'node' || undefined,
          'agent.exec.security': policy?.security,
          'agent.exec.ask': policy?.ask,
          'agent.exec.listed': policy?.listed,
          'agent.files.workspace-only': within === true || undefined,
        });
      }),
    };
  },
});
