/**
 * @module diagnosis/known-defects/connects
 * Defects of connects: the handshake, scopes, pairing, origins, tokens.
 * Read in the threads in November 2026; nothing is listed that no thread says.
 */
import type { Condition } from '../condition.ts';
import type { KnownDefect } from './known-defect.ts';

const missing = (scope: string): Condition => ({
  any: 'client',
  where: { fact: 'rpc.error.missing-scope', is: scope },
});
const embedded: Condition = { fact: 'service.sign', is: 'credential-embedded' };

export const CONNECTS: readonly KnownDefect[] = [
  {
    number: 46096,
    says: 'The gateway gives a client only 3 s to connect, so a busy one drops healthy clients with an empty close 1000.',
    findings: ['handshake-timeout', 'unknown-clean-close', 'event-loop-saturated'],
    from: '2026.3.12',
    goodBefore: true,
    fixed: '2026.3.22',
  },
  {
    number: 45918,
    says: 'Commands give up after 2 s, before the gateway’s own limit, and report an empty close 1000.',
    findings: ['handshake-timeout', 'unknown-clean-close'],
    from: '2026.3.13',
    to: '2026.3.13',
  },
  {
    number: 44235,
    says: 'A probe whose handshake succeeds is called unreachable while its detailed calls are still loading.',
    findings: ['probe-false-red', 'gateway-unreachable'],
    from: '2026.3.11',
    fixed: '2026.3.23',
  },
  {
    number: 73535,
    says: 'Plain status and probe commands call a gateway unreachable that answers --require-rpc.',
    findings: ['probe-false-red', 'gateway-unreachable'],
    from: '2026.4.24',
    goodBefore: true,
    to: '2026.4.25',
  },
  {
    number: 48288,
    says: 'On loopback a probe with the right token loses its scopes, so status says unreachable for want of operator.read.',
    findings: ['missing-scope', 'scope-mismatch', 'probe-scope-limited', 'probe-false-red'],
    from: '2026.3.13',
    goodBefore: true,
    fixed: '2026.4.22',
    when: missing('operator.read'),
  },
  {
    number: 51396,
    says: 'A client from another host with a valid token but no device loses all its scopes.',
    findings: ['missing-scope', 'scope-mismatch'],
    from: '2026.3.13',
    to: '2026.3.13',
    when: missing('operator.write'),
  },
  {
    number: 52088,
    says: 'The dashboard’s token comes without operator.write, so its chat cannot send.',
    findings: ['missing-scope', 'scope-mismatch'],
    from: '2026.3.13',
    to: '2026.3.13',
    when: missing('operator.write'),
  },
  {
    number: 21787,
    says: 'Commands pair without read and write scopes, so announcements of jobs and subagents end in “pairing required”.',
    findings: ['pairing-required', 'cron-delivery-failed'],
    from: '2026.2.19-2',
    to: '2026.2.19-2',
  },
  {
    number: 21647,
    says: 'Clients on loopback must be paired again after every restart of the gateway.',
    findings: ['pairing-required'],
    from: '2026.2.19',
    to: '2026.2.19-2',
  },
  {
    number: 51474,
    says: 'The Control UI on the gateway’s own host waits for a pairing that local clients should get by themselves.',
    findings: ['pairing-required', 'control-ui-device-identity'],
    from: '2026.3.13',
    to: '2026.3.13',
  },
  {
    number: 45012,
    says: 'On loopback even “devices list” and “devices approve” are refused for want of pairing, so nothing can be approved.',
    findings: ['pairing-required', 'device-management-denied'],
    from: '2026.3.12',
    to: '2026.3.12',
  },
  {
    number: 33124,
    says: 'Doctor does not fill gateway.controlUi.allowedOrigins for a loopback gateway, although it is needed since 2026.2.26.',
    findings: ['origin-not-allowed'],
    from: '2026.3.2',
    to: '2026.3.2',
  },
  {
    number: 27473,
    says: 'A container set up by the project’s own script does not start: beyond loopback allowedOrigins must be set by hand.',
    findings: ['config-conflict'],
    from: '2026.2.25',
    to: '2026.2.25',
  },
  {
    number: 17226,
    says: 'The service definition keeps the token of the day it was installed, and that outranks the configuration after a rotation.',
    findings: ['token-drift', 'device-token-stale'],
    from: '2026.2.14',
    when: {
      either: [
        embedded,
        {
          any: 'credential',
          where: {
            all: [
              { fact: 'credential.in-force', is: true },
              { fact: 'credential.presented', is: false },
            ],
          },
        },
      ],
    },
  },
  {
    number: 19091,
    says: 'With a LAN bind every call ends in “device token mismatch” after the update, while the probe stays green.',
    findings: ['device-token-stale'],
    from: '2026.2.15',
    goodBefore: true,
    to: '2026.2.15',
  },
];
