/**
 * @module diagnosis/cards/workspaces
 * The folders that agents work in: gone, another one than meant, not theirs to use, shared, or not what the host has
 * there. File tools fail, and nothing else does.
 */
import type { Condition } from '../condition.ts';
import { change, look } from '../fix.ts';
import { card } from './card.ts';
import { DEEP, LOGS } from './commands.ts';
import { sign } from './shapes.ts';

const WORKSPACE = look('openclaw config get agents.defaults.workspace');
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

export const WORKSPACES_CARDS = [
  card({
    id: 'workspace-path-missing',
    says: {
      en: {
        title: 'The configured workspace does not exist',
        says: '{workspace|The configured workspace} does not exist for the gateway. File tools fail; the next turn can create an empty one.',
        mistakenWhen: 'The OpenClaw agent has never run and makes its default directory at the first turn.',
      },
    },
    families: ['workspace-place'],
    unseenByProbes: true,
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
    checks: [WORKSPACE, look('stat {workspace}', 'as the gateway user')],
    fixes: [
      look('ls -la {workspace}'),
      change('openclaw config set agents.defaults.workspace {path}', 'or put the directory back'),
    ],
  }),
  card({
    id: 'workspace-path-mismatch',
    says: {
      en: {
        title: 'The workspace path is wrong',
        says: '{workspace|The workspace} points elsewhere than intended, or is not a directory.',
        mistakenWhen: 'The path is a link to the right directory.',
      },
    },
    families: ['workspace-place'],
    unseenByProbes: true,
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
    checks: [WORKSPACE, look('stat {workspace}')],
    fixes: [change('openclaw config set agents.defaults.workspace {path}')],
  }),
  card({
    id: 'workspace-permission',
    says: {
      en: {
        title: 'The gateway cannot write its workspace',
        says: 'The gateway user lacks read or write permission on {workspace|the workspace}.',
        mistakenWhen: 'A sandbox makes it read-only on purpose.',
      },
    },
    families: ['file-rights'],
    unseenByProbes: true,
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
    checks: [look(['stat', '-c', '%a %U:%G %n', '{workspace}']), look('id')],
    fixes: [look('stat {workspace}'), change('chown -R {gateway-user} {workspace}')],
  }),
  card({
    id: 'container-mount-drift',
    says: {
      en: {
        title: 'The container does not see the right directory',
        says: 'A bind mount is missing or points elsewhere; the container uses another directory than the host: {path|see its mounts}.',
        mistakenWhen: 'The path is wrong on the host too.',
      },
    },
    unseenByProbes: true,
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
    checks: [look(['docker', 'inspect', '-f', '{{json .Mounts}}', '{container}'])],
    fixes: [change('docker compose up -d --force-recreate gateway', 'with the right binds')],
  }),
  card({
    id: 'skill-symlink-escape',
    says: {
      en: {
        title: 'A skill is skipped: its link points outside',
        says: 'A skill directory is a link out of its root; it is not loaded.',
        mistakenWhen: 'The skill lacks something else that it needs.',
      },
    },
    layer: 'configuration',
    severity: 3,
    remediation: 'config-rollback',
    decisive: sign('workspace.sign', 'symlink-escape'),
    fromText: 0.74,
    checks: [LOGS],
    fixes: [look('ls -l {workspace}/skills')],
  }),
  card({
    id: 'instance-isolation-violation',
    says: {
      en: {
        title: 'Two gateways share a directory',
        says: 'Several gateways use the same state, config or workspace.',
        mistakenWhen: 'They share it read-only on purpose.',
      },
    },
    families: ['workspace-place'],
    layer: 'configuration',
    severity: 2,
    remediation: 'config-rollback',
    decisive: {
      either: [
        sign('workspace.sign', 'shared'),
        // Two configurations, each with a port, and one state: whoever has it keeps the other from starting.
        {
          all: [
            { fact: 'gateway.process.other-config', is: true },
            { fact: 'config.file', is: 'readable' },
            { differ: { facts: ['gateway.port', 'gateway.port.clients'] } },
          ],
        },
      ],
    },
    // What answers there is the other one.
    suppresses: ['wrong-target-url', 'token-drift', 'probe-false-green'],
    fromText: 0.55,
    checks: [DEEP],
    fixes: [DEEP],
  }),
] as const;
