/**
 * @module diagnosis/known-defects/services
 * Defects of services and supervisors: installing, restarting, watching.
 * Read in the threads in November 2026; nothing is listed that no thread says.
 */
import type { Condition } from '../condition.ts';
import type { KnownDefect } from './known-defect.ts';

const embedded: Condition = { fact: 'service.sign', is: 'credential-embedded' };

const afterUpdate: Condition = { fact: 'symptom.word', is: 'after-update' };

export const SERVICES: readonly KnownDefect[] = [
  {
    number: 77406,
    says: 'Installing or repairing the service writes the gateway token into its definition again, which status then warns of.',
    findings: ['service-definition-drift', 'token-drift'],
    from: '2026.5.3',
    to: '2026.5.3',
    when: embedded,
  },
  {
    number: 76339,
    says: 'A forced reinstall of the service brings back the Node of nvm and the token inside the definition.',
    findings: ['service-definition-drift', 'node-version-unsupported'],
    from: '2026.5.2',
    to: '2026.5.2',
  },
  {
    number: 44093,
    says: 'On macOS a restart can unload and remove the LaunchAgent, so that nothing starts the gateway again.',
    findings: ['service-not-installed', 'service-stopped'],
    fixed: '2026.4.5',
    when: { fact: 'host.platform', is: 'darwin' },
  },
  {
    number: 28423,
    says: 'After an update on macOS the LaunchAgent still starts the entry file of the version before.',
    findings: ['service-definition-drift', 'path-split-brain'],
    from: '2026.2.24',
    to: '2026.2.25',
  },
  {
    number: 80133,
    says: 'An npm update leaves the LaunchAgent at the entry file of the old version, and the gateway stays down.',
    findings: ['service-definition-drift', 'path-split-brain', 'service-stopped', 'newer-schema'],
    from: '2026.4.26',
    to: '2026.5.6',
    when: { fact: 'service.sign', is: 'entrypoint-stale' },
  },
  {
    number: 90938,
    says: 'An update from the Control UI on macOS hands over to launchd and leaves the gateway unloaded.',
    findings: ['service-stopped', 'gateway-unreachable'],
    from: '2026.5.28',
    to: '2026.6.1',
    when: afterUpdate,
  },
  {
    number: 80696,
    says: 'The unit restarts sooner than a gateway gets ready, so competing starts kill each other in turn.',
    findings: ['service-crash-loop', 'duplicate-gateway', 'foreign-supervisor'],
    from: '2026.5.7',
    to: '2026.5.7',
  },
  {
    number: 27590,
    says: 'After a run that timed out, the restart does not see the gateway that still runs and tries every ten seconds.',
    findings: ['service-crash-loop', 'duplicate-gateway', 'stale-listener'],
    from: '2026.2.24',
    to: '2026.2.24',
  },
  {
    number: 23524,
    says: 'During an update new gateways are taken for stale ones and killed before they are ready.',
    findings: ['service-crash-loop', 'duplicate-gateway'],
    from: '2026.2.22',
    to: '2026.2.22',
  },
  {
    number: 133820,
    says: 'The crash-loop breaker mutes all channels, and the health monitor takes that for an intended stop for ever.',
    findings: ['boot-safe-mode', 'channel-disconnected'],
    from: '2026.7.1',
    to: '2026.7.1-2',
  },
  {
    number: 138833,
    says: 'On Windows a restart does nothing, without a word, while the scheduled task still counts as running.',
    findings: ['service-stopped', 'gateway-unreachable'],
    from: '2026.9.1',
    to: '2026.9.1',
    when: { fact: 'host.platform', is: 'win32' },
  },
  {
    number: 119958,
    says: 'A restart is reported as failed after 60 s although a large state needs minutes to come up.',
    findings: ['gateway-starting', 'probe-false-red'],
    to: '2026.9.1',
  },
  {
    number: 74281,
    says: 'With its larger set of plugins the first start takes minutes; watchdogs with short limits kill it again and again.',
    findings: ['foreign-supervisor', 'service-crash-loop', 'gateway-starting'],
    from: '2026.4.26',
    to: '2026.4.26',
  },
];
