/**
 * @module diagnosis/cards/scopes
 * What a client that was let in may do. OpenClaw's own plain probe may do nothing, and that is how a healthy gateway
 * looks.
 */

import { advise, change, look } from '../fix.ts';
import { card } from './card.ts';
import { DEVICES, LOGS, READ_PROBE } from './commands.ts';
import { refusal } from './refusal.ts';
import { anyRefusal, sign } from './shapes.ts';

/** OpenClaw's own plain probe carries no scope and asks anyway; that is how a healthy gateway looks. */
const PLAIN_PROBE_ASKED = {
  all: [
    { fact: 'rpc.error.missing-scope', is: 'operator.read' },
    {
      fact: 'rpc.error.method',
      oneOf: ['system-presence', 'status', 'health', 'config.get', 'last-heartbeat'],
    },
  ],
} as const;

export const SCOPES_CARDS = [
  card({
    id: 'missing-scope',
    says: {
      en: {
        title: 'The client lacks the scope for this',
        says: 'The connection is authenticated but lacks {scope|a scope}; {method|the request} is rejected.',
        mistakenWhen: 'A plain probe without scopes asked, or the method does not exist.',
      },
    },
    families: ['scopes'],
    rank: 54,
    unseenByProbes: true,
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    decisive: {
      either: [
        {
          any: 'client',
          where: { all: [{ fact: 'rpc.error.missing-scope', present: true }, { not: PLAIN_PROBE_ASKED }] },
        },
        // From elsewhere only paired devices may read (2026.9.6), and commands show none.
        {
          all: [
            { fact: 'clients.url.no-device-shown', is: true },
            { any: 'client', where: { fact: 'connect.scopes-withheld', is: true } },
          ],
        },
      ],
    },
    hints: [{ any: 'client', where: { fact: 'rpc.error.missing-scope', present: true } }],
    // A device command that is refused has its own rule; a plain probe is no fault at all.
    contradicting: [sign('device.sign', 'management-denied')],
    fromText: 0.68,
    params: { scope: 'rpc.error.missing-scope', method: 'rpc.error.method', client: 'connect.client' },
    checks: [DEVICES, READ_PROBE],
    fixes: [change('openclaw devices approve {request}', 'after the device asks for the wider scope')],
  }),
  card({
    id: 'scope-mismatch',
    says: {
      en: {
        title: 'A device asks for more than it was granted',
        says: 'The grant of {client|a device} is narrower than what it asks for. Approve the wider scope or let it ask for less.',
        mistakenWhen: 'The shared token is the one that is refused.',
      },
    },
    families: ['scopes', 'approval'],
    rank: 54,
    unseenByProbes: true,
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    decisive: {
      either: [
        anyRefusal('AUTH_SCOPE_MISMATCH'),
        { any: 'client', where: { fact: 'connect.refusal.reason', is: 'scope-upgrade' } },
        sign('device.sign', 'scope-upgrade'),
      ],
    },
    fromText: 0.66,
    params: { client: 'connect.client' },
    checks: [DEVICES],
    fixes: [change('openclaw devices approve {request}')],
    suppresses: ['token-drift', 'device-token-stale'],
  }),
  card({
    id: 'probe-scope-limited',
    says: {
      en: {
        title: 'The probe has no read scope (normal)',
        says: 'A plain probe from an unpaired command line carries no scope. This does not show a gateway fault.',
        mistakenWhen: 'Real work of a paired device is refused too.',
      },
    },
    families: ['no-fault'],
    quietInLog: true,
    layer: 'authority',
    severity: 4,
    remediation: 'informational',
    decisive: sign('protocol.sign', 'probe-scope-limited'),
    contradicting: [
      {
        any: 'client',
        where: { all: [{ fact: 'rpc.error.missing-scope', present: true }, { not: PLAIN_PROBE_ASKED }] },
      },
    ],
    fromText: 0.4,
    checks: [READ_PROBE],
    fixes: [READ_PROBE],
  }),
  card({
    id: 'device-management-denied',
    says: {
      en: {
        title: 'This session cannot manage other devices',
        says: 'Rotating, revoking or removing another device needs operator.admin, which this session lacks.',
        mistakenWhen: 'The device id does not exist.',
      },
    },
    families: ['scopes'],
    layer: 'authority',
    severity: 3,
    remediation: 'operator-manual',
    decisive: sign('device.sign', 'management-denied'),
    fromText: 0.64,
    checks: [DEVICES],
    fixes: [advise('repeat it from a session that holds operator.admin')],
  }),
  refusal('policy-tightened-disconnect', {
    says: {
      en: {
        title: 'A policy change closed the connections',
        says: 'Access was narrowed while clients were connected, and they were disconnected at that moment.',
        mistakenWhen: 'The credential was rotated; that closes with 4001 too.',
      },
    },
    unseenByProbes: true,
    layer: 'authority',
    severity: 2,
    remediation: 'policy-relax-test',
    closes: [[4001, 'gateway policy changed*']],
    signs: [sign('device.sign', 'policy-changed')],
    checks: [LOGS],
    fixes: [look('openclaw logs --limit 200', 'which policy key was reloaded in that second')],
  }),
] as const;
