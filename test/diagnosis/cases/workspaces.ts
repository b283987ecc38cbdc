/** Rows of the cards in diagnosis/cards/workspaces. */
import { type Cases, type Row, read, signed } from './case.ts';

const MISSING: Row = {
  'agent:main|agent.workspace.path': '/srv/ws',
  'agent:main|agent.workspace.exists': false,
  'agent:main|agent.workspace.ever-used': true,
};

export const WORKSPACES_CASES = {
  'workspace-path-missing': signed('workspace', 'missing', {
    fires: [
      MISSING,
      // One of two is enough.
      { ...MISSING, 'agent:other|agent.workspace.exists': true },
    ],
    staysQuiet: [
      {
        ...MISSING,
        'agent:main|agent.workspace.exists': true,
        'agent:main|agent.workspace.is-directory': true,
      },
      // The default directory of an OpenClaw agent that never ran is made at its first turn.
      { ...MISSING, 'agent:main|agent.workspace.ever-used': false },
      // Nor is one that somebody named for a gateway that has not answered anybody.
      { ...MISSING, 'agent:main|agent.workspace.not-yet': true },
    ],
    cannotTell: [{ 'agent:main|agent.workspace.path': '/srv/ws' }],
  }),
  'workspace-path-mismatch': signed('workspace', 'mismatch', {
    fires: [{ 'agent:main|agent.workspace.exists': true, 'agent:main|agent.workspace.is-directory': false }],
    staysQuiet: [
      // A link to a directory is a directory.
      { 'agent:main|agent.workspace.exists': true, 'agent:main|agent.workspace.is-directory': true },
    ],
  }),
  'workspace-permission': signed('workspace', 'permission', {
    fires: [
      {
        'agent:main|agent.workspace.exists': true,
        'agent:main|agent.workspace.is-directory': true,
        'agent:main|agent.workspace.writable': false,
      },
      { 'workspace.sign': 'read-only' },
    ],
    staysQuiet: [MISSING],
  }),
  'container-mount-drift': signed('workspace', 'mount', {
    fires: [{ 'gateway.container.mounts-fit': false, 'gateway.container.unmounted': '/data/work' }],
    staysQuiet: [{ 'gateway.container.mounts-fit': true }],
  }),
  'skill-symlink-escape': read(
    'Skipping escaped skill path outside its configured root: x reason=symlink-escape',
    'Skipping skill x: it needs jq',
  ),
  'instance-isolation-violation': read(
    'two gateways share the same state dir /srv/state',
    'the gateway has its state dir at /srv/state',
  ),
} satisfies Record<string, Cases>;
