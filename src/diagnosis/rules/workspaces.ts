/**
 * @module diagnosis/rules/workspaces
 * The folders that agents work in: gone, another one than meant, not theirs to use, or not what the host has there.
 */
import type { Condition } from '../condition.ts';
import { rule } from '../rule.ts';
import { change, LOGS, look, sign } from './shapes.ts';

const WORKSPACE = 'openclaw config get agents.defaults.workspace';
/** A workspace that was in use, or that somebody named, is not there. */
const MISSES_ITS_OWN: Condition = {
  any: 'agent',
  where: {
    all: [
      { fact: 'agent.workspace.exists', is: false },
      { fact: 'agent.workspace.ever-used', is: true },
    ],
  },
};

export const WORKSPACE_RULES = [
  rule({
    id: 'workspace-path-missing',
    layer: 'configuration',
    severity: 2,
    remediation: 'config-rollback',
    decisive: {
      either: [
        // Of several agents the one that misses it is named.
        MISSES_ITS_OWN,
        { any: 'agent', where: { fact: 'agent.workspace.exists', is: false } },
        sign('workspace.sign', 'missing'),
      ],
    },
    // What an OpenClaw agent that never ran has not yet is made at its first turn: no fault.
    contradicting: [
      {
        every: 'agent',
        where: {
          either: [
            { fact: 'agent.workspace.exists', is: true },
            { fact: 'agent.workspace.ever-used', is: false },
            { fact: 'agent.workspace.not-yet', is: true },
          ],
        },
      },
    ],
    supporting: [MISSES_ITS_OWN],
    fromText: 0.6,
    params: { workspace: 'agent.workspace.path' },
    checks: [WORKSPACE, 'stat WORKSPACE   # as the gateway user'],
    fixes: [
      look('ls -la WORKSPACE'),
      change('openclaw config set agents.defaults.workspace PATH   # or put the directory back'),
    ],
  }),
  rule({
    id: 'workspace-path-mismatch',
    layer: 'configuration',
    severity: 2,
    remediation: 'config-rollback',
    decisive: {
      either: [
        {
          any: 'agent',
          where: {
            all: [
              { fact: 'agent.workspace.exists', is: true },
              { fact: 'agent.workspace.is-directory', is: false },
            ],
          },
        },
        sign('workspace.sign', 'mismatch', 'sandbox-path'),
      ],
    },
    fromText: 0.6,
    params: { workspace: 'agent.workspace.path' },
    checks: [WORKSPACE, 'stat WORKSPACE'],
    fixes: [change('openclaw config set agents.defaults.workspace PATH')],
  }),
  rule({
    id: 'workspace-permission',
    layer: 'configuration',
    severity: 2,
    remediation: 'operator-manual',
    decisive: {
      either: [
        {
          any: 'agent',
          where: {
            all: [
              { fact: 'agent.workspace.exists', is: true },
              { fact: 'agent.workspace.is-directory', is: true },
              { fact: 'agent.workspace.writable', is: false },
            ],
          },
        },
        sign('workspace.sign', 'permission', 'read-only'),
      ],
    },
    fromText: 0.64,
    params: { workspace: 'agent.workspace.path' },
    checks: ['stat -c "%a %U:%G %n" WORKSPACE', 'id'],
    fixes: [look('stat WORKSPACE'), change('chown -R GATEWAY-USER WORKSPACE')],
  }),
  rule({
    id: 'container-mount-drift',
    layer: 'configuration',
    severity: 2,
    remediation: 'restart+validate',
    decisive: {
      either: [{ fact: 'gateway.container.mounts-fit', is: false }, sign('workspace.sign', 'mount')],
    },
    hints: [sign('config.sign', 'doubled-path')],
    fromText: 0.62,
    params: { path: 'gateway.container.unmounted', container: 'gateway.container.name' },
    suppresses: ['workspace-path-missing', 'workspace-path-mismatch'],
    checks: ['docker inspect -f "{{json .Mounts}}" CONTAINER'],
    fixes: [change('docker compose up -d --force-recreate gateway   # with the right binds')],
  }),
  rule({
    id: 'skill-symlink-escape',
    layer: 'configuration',
    severity: 3,
    remediation: 'config-rollback',
    decisive: sign('workspace.sign', 'symlink-escape'),
    fromText: 0.74,
    checks: [LOGS],
    fixes: [look('ls -l WORKSPACE/skills')],
  }),
] as const;
