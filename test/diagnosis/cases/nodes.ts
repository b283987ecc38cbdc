/** Rows of the cards in diagnosis/cards/nodes. */
import { type Cases, type Row, signed } from './case.ts';

const ON_NODE: Row = { 'agent:main|agent.exec.on-node': true };
const device = (name: string, connected: boolean, runs?: boolean): Row => ({
  [`device:${name}|device.connected`]: connected,
  ...(runs === undefined ? {} : { [`device:${name}|device.runs-commands`]: runs }),
});

export const NODES_CASES = {
  'node-offline': signed('node', 'offline'),
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
  'node-background': signed('node', 'background'),
  'node-permission-missing': signed('node', 'permission'),
  'node-command-not-allowed': signed('node', 'command-not-allowed'),
} satisfies Record<string, Cases>;
