/**
 * @module diagnosis/cards/nodes
 * Device nodes that agents work through: away, asleep, or not allowed to do what is asked. The gateway can only wait
 * for them.
 */
import type { Condition } from '../condition.ts';
import { advise, look } from '../fix.ts';
import { NODES } from './commands.ts';
import { fault } from './fault.ts';

/** Commands are to run on a device node, and of those that are there none runs any. */
const CONNECTED: Condition = { fact: 'device.connected', is: true };
const COMMANDS_NOWHERE: Condition = {
  all: [
    { any: 'agent', where: { fact: 'agent.exec.on-node', is: true } },
    { any: 'device', where: CONNECTED },
    { every: 'device', where: { either: [{ not: CONNECTED }, { fact: 'device.runs-commands', is: false }] } },
  ],
};

export const NODES_CARDS = [
  fault('node-offline', {
    says: {
      en: {
        title: 'A device node is offline',
        says: 'A paired device has no live connection.',
        mistakenWhen: 'It waits for approval, or the gateway is down for all.',
      },
    },
    passes: true,
    signs: ['node.sign', 'offline'],
    fromText: 0.6,
    checks: [NODES],
    fixes: [NODES],
  }),
  fault('node-capability-missing', {
    says: {
      en: {
        title: 'The device node cannot do this',
        says: 'The device is connected but does not offer the command, or its offer is not approved.',
        mistakenWhen: 'The operating system refuses the permission.',
      },
    },
    families: ['node-commands'],
    signs: ['node.sign', 'capability-missing'],
    decisive: COMMANDS_NOWHERE,
    fromText: 0.6,
    checks: [look('openclaw nodes describe --node {node}')],
    fixes: [look('openclaw nodes pending')],
  }),
  fault('node-background', {
    says: {
      en: {
        title: 'The app on the device is in the background',
        says: 'The command needs the app in the foreground on the device.',
        mistakenWhen: 'The device is offline.',
      },
    },
    quietInLog: true,
    signs: ['node.sign', 'background'],
    severity: 4,
    fromText: 0.72,
    checks: [NODES],
    fixes: [advise('bring the app to the front on the device and repeat')],
  }),
  fault('node-permission-missing', {
    says: {
      en: {
        title: 'The device denies the permission',
        says: 'The operating system of the device has not granted what the command needs.',
        mistakenWhen: 'The app is only in the background.',
      },
    },
    // Declined once it may have been granted since: what a device does after that is not logged.
    quietInLog: true,
    signs: ['node.sign', 'permission'],
    fromText: 0.7,
    checks: [look('openclaw nodes describe --node {node}')],
    fixes: [advise('grant the permission in the settings of the device')],
  }),
  fault('node-command-not-allowed', {
    says: {
      en: {
        title: 'The command is not allowed on this device node',
        says: 'The device is online, and its command policy denies the command.',
        mistakenWhen: 'The device itself lacks the permission.',
      },
    },
    families: ['node-commands'],
    signs: ['node.sign', 'command-not-allowed'],
    remediation: 'policy-relax-test',
    checks: [
      look('openclaw config get gateway.nodes.commands'),
      look('openclaw nodes describe --node {node}'),
    ],
    fixes: [look('openclaw config get gateway.nodes.commands')],
  }),
] as const;
