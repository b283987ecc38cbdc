/** Rows of the cards in diagnosis/cards/upgrades. */
import { type Cases, closed, DOWN, signed, UP } from './case.ts';

export const UPGRADES_CASES = {
  'version-skew': signed('upgrade', 'version-skew', {
    fires: [{ 'gateway.version.running': '2026.9.5', 'gateway.version.installed': '2026.9.6' }],
    staysQuiet: [{ 'gateway.version.running': '2026.9.6', 'gateway.version.installed': '2026.9.6' }],
    cannotTell: [{ 'gateway.version.running': '2026.9.6' }],
  }),
  'post-upgrade-no-restart': signed('upgrade', 'not-restarted', {
    fires: [
      { 'gateway.process.exe-deleted': true },
      { 'gateway.build.running': '2026.9.6-a', 'gateway.build.installed': '2026.9.6-b' },
      {
        'upgrade.sign': 'stale-install',
        'gateway.build.running': '2026.8.2-0965',
        'gateway.build.installed': '2026.9.6-eb37',
        'client:probe|connect.hello': true,
      },
      {
        'gateway.package.newer-than-process': true,
        'gateway.version.running': '2026.9.5',
        'gateway.version.installed': '2026.9.6',
      },
    ],
    staysQuiet: [
      { 'gateway.process.exe-deleted': false },
      // The same release put in place again.
      {
        'gateway.package.newer-than-process': true,
        'gateway.version.running': '2026.9.6',
        'gateway.version.installed': '2026.9.6',
      },
    ],
  }),
  'path-split-brain': signed('upgrade', 'split-brain', {
    fires: [
      { ...UP, 'gateway.version.installed': '2026.9.6', 'clients.version': '2026.8.2' },
      { 'gateway.start.refusal': 'config-newer' },
      { ...DOWN, 'config.newer-than-release': true, 'config.written-by': '2026.10.2' },
    ],
    staysQuiet: [
      { ...UP, 'gateway.version.installed': '2026.9.6', 'clients.version': '2026.9.6' },
      { ...DOWN, 'config.newer-than-release': false },
      // It runs on; only the next start is refused.
      { ...UP, 'config.newer-than-release': true },
    ],
  }),
  'upgrade-regression': {
    // One host alone never proves it: even with everything said it stays a mention.
    fires: [{ 'upgrade.sign': 'just-updated', 'symptom.word': 'healthy-elsewhere' }],
    // An update before the first failure is a lead, and no more.
    staysQuiet: [{ 'symptom.word': 'after-update' }, { 'failure.after': ['package'] }],
    cannotTell: [{ 'upgrade.sign': 'just-updated' }],
  },
  'stale-install': closed(1011, 'gateway install changed; run: openclaw gateway restart', {
    fires: [
      { 'upgrade.sign': 'stale-install' },
      { 'gateway.process.count': 0, 'gateway.package.lacks': ['dist/entry.js'] },
      {
        'upgrade.sign': 'stale-install',
        'gateway.build.running': '2026.8.2-0965',
        'gateway.build.installed': '2026.9.6-eb37',
      },
    ],
    staysQuiet: [
      // It greets, and what fails is what the release of before cannot load any more.
      {
        'upgrade.sign': 'stale-install',
        'gateway.build.running': '2026.8.2-0965',
        'gateway.build.installed': '2026.9.6-eb37',
        'client:probe|connect.hello': true,
      },
      // Broken before it was started: an installation that lacks a part.
      {
        'upgrade.sign': 'stale-install',
        'gateway.build.running': '2026.9.6-eb37',
        'gateway.build.installed': '2026.9.6-eb37',
      },
    ],
  }),
} satisfies Record<string, Cases>;
