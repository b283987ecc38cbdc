/** Rows of the cards in diagnosis/cards/nodes. */
import { type Cases, type Row, read, signed } from './case.ts';

const ON_NODE: Row = { 'agent:main|agent.exec.on-node': true };
const device = (name: string, connected: boolean, runs?: boolean): Row => ({
  [`device:${name}|device.connected`]: connected,
  ...(runs === undefined ? {} : { [`device:${name}|device.runs-commands`]: runs }),
});

export const NODES_CASES = {
  'node-offline': read(
    'NODE_OFFLINE: node not connected',
    'remote bin probe skipped: node unavailable (iPhone; node not connected)',
  ),
  'node-capability-missing': signed('node', 'capability-missing', {
    fires: [{ ...ON_NODE, ...device('tablet', true, false), ...device('laptop', false) }],
    staysQuiet: [
      { ...ON_NODE, ...device('tablet', true, false), ...device('laptop', true, true) },
      // None is there: it is away.
      { ...ON_NODE, ...device('laptop', false) },
      // Its commands run on the gateway.
      { ...device('tablet', true, false) },
    ],
  }),
  'node-background': read('NODE_BACKGROUND_UNAVAILABLE', 'NODE_OFFLINE: node not connected'),
  'node-permission-missing': read(
    'LOCATION_PERMISSION_REQUIRED: grant it in the settings',
    'SYSTEM_RUN_DENIED: explicit approval required',
  ),
  'node-command-not-allowed': read(
    'node command not allowed: camera.snap',
    'SYSTEM_RUN_DENIED: allowlist miss',
  ),
} satisfies Record<string, Cases>;
