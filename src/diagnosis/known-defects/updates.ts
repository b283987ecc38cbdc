/**
 * @module diagnosis/known-defects/updates
 * Defects of single releases: what an update breaks, or breaks at.
 * Read in the threads in November 2026; nothing is listed that no thread says.
 */
import type { Condition } from '../condition.ts';
import type { KnownDefect } from './known-defect.ts';

const afterUpdate: Condition = { fact: 'symptom.word', is: 'after-update' };

export const UPDATES: readonly KnownDefect[] = [
  {
    number: 70454,
    says: 'Bundled plugins are loaded before their dependencies are there: “Cannot find module”, and the configuration counts as invalid.',
    findings: ['plugin-load-failed', 'channel-plugin-load-failed', 'config-invalid', 'upgrade-regression'],
    from: '2026.4.21',
    fixed: '2026.4.22',
  },
  {
    number: 52876,
    says: 'The package lacks the Control UI’s files and the plugin SDK that installed plugins import.',
    findings: ['plugin-load-failed', 'channel-plugin-load-failed', 'upgrade-regression'],
    from: '2026.3.22',
    fixed: '2026.3.23',
  },
  {
    number: 40507,
    says: 'The BlueBubbles plugin of the package imports a file that is not in it.',
    findings: ['plugin-load-failed', 'channel-plugin-load-failed', 'upgrade-regression'],
    from: '2026.3.7',
    to: '2026.3.7',
  },
  {
    number: 154314,
    says: 'The updater stops when one listed plugin cannot be found, instead of warning and going on.',
    findings: ['plugin-version-drift', 'upgrade-regression'],
    from: '2026.9.4',
    fixed: '2026.9.5',
  },
  {
    number: 153303,
    says: 'The updater and the doctor it calls wait for each other: “Doctor could not enter maintenance”.',
    findings: ['maintenance-required', 'plugin-version-drift', 'upgrade-regression'],
    from: '2026.9.5',
    to: '2026.9.5',
  },
  {
    number: 153257,
    says: 'Checks of the model catalogue and copies of the state database run again and again, and keep the gateway busy.',
    findings: ['event-loop-saturated', 'state-db-error', 'memory-pressure', 'upgrade-regression'],
    from: '2026.9.5',
    to: '2026.9.5',
  },
  {
    number: 148614,
    says: 'All checks of an update share one limit of five minutes, so a slow host fails its verification.',
    findings: ['upgrade-regression', 'path-split-brain'],
    from: '2026.9.3',
    fixed: '2026.9.5',
    when: afterUpdate,
  },
  {
    number: 108435,
    says: 'After the update the gateway does not start under any supervisor.',
    findings: ['upgrade-regression', 'service-crash-loop', 'service-stopped'],
    from: '2026.7.1',
    to: '2026.7.1',
    when: afterUpdate,
  },
];
