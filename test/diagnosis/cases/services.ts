/** Rows of the cards in diagnosis/cards/services. */
import { type Cases, DOWN, signed, UP } from './case.ts';

export const SERVICES_CASES = {
  'service-stopped': signed('service', 'stopped', {
    fires: [{ ...DOWN, 'gateway.service.installed': true, 'gateway.service.active': 'inactive' }],
    staysQuiet: [
      { ...UP, 'gateway.service.installed': true, 'gateway.service.active': 'inactive' },
      { ...DOWN, 'gateway.service.installed': false },
    ],
    cannotTell: [{ ...DOWN }],
  }),
  'service-not-installed': signed('service', 'not-registered', {
    fires: [{ ...DOWN, 'gateway.service.installed': false, 'gateway.service.manager': 'systemd-user' }],
    staysQuiet: [
      // Where there is no service manager, nobody can have installed one.
      { ...DOWN, 'gateway.service.installed': false, 'gateway.service.manager': 'none' },
      { ...UP, 'gateway.service.installed': false, 'gateway.service.manager': 'systemd-user' },
      { 'service.sign': 'system-unit-unseen', 'service.hint': 'not-installed' },
    ],
    cannotTell: [{ 'gateway.service.installed': false }],
  }),
  'service-definition-drift': signed('service', 'entrypoint-stale', {
    fires: [
      { 'service.sign': 'credential-embedded' },
      { ...DOWN, 'gateway.service.missing-file': '/opt/openclaw/dist/index.js' },
      { ...UP, 'gateway.service.port': 18_789, 'gateway.port': 18_789, 'gateway.port.clients': 19_000 },
    ],
    staysQuiet: [
      { 'gateway.service.newer-than-process': true },
      // Edited and not read again yet, or with a token inside that still is the right one: no trouble yet.
      { ...UP, 'gateway.service.reload-needed': true, 'gateway.service.embeds-credential': true },
      { ...UP, 'gateway.service.port': 18_789, 'gateway.port': 18_789, 'gateway.port.clients': 18_789 },
      // A left-over of former days beside a gateway that somebody else keeps.
      {
        ...UP,
        'gateway.service.missing-file': '/usr/lib/node_modules/clawdbot/dist/entry.js',
        'gateway.service.enabled': 'disabled',
        'gateway.service.active': 'inactive',
      },
    ],
    cannotTell: [{ 'gateway.service.port': 18_789 }],
  }),
  'service-config-path-mismatch': signed('service', 'config-path-differs', {
    fires: [
      { 'gateway.service.config-differs': true, 'gateway.service.config-path': '/etc/other.json' },
      { ...DOWN, 'gateway.state.database': 'missing', 'gateway.elsewhere.same-config': true },
      {
        ...DOWN,
        'gateway.state.database': 'missing',
        'config.file': 'missing',
        'gateway.elsewhere.state': ['/srv/claw'],
      },
    ],
    staysQuiet: [
      { 'gateway.service.config-differs': false },
      // It ran here: its configuration is gone, and its neighbour is well.
      {
        ...DOWN,
        'gateway.state.database': 'ok',
        'config.file': 'missing',
        'gateway.elsewhere.state': ['/srv/claw'],
      },
      // A second gateway that was set up and never started.
      {
        ...DOWN,
        'gateway.state.database': 'missing',
        'config.file': 'readable',
        'gateway.elsewhere.state': ['/srv/claw'],
        'gateway.elsewhere.same-config': false,
      },
    ],
  }),
  'linger-disabled': signed('service', 'linger-off', {
    fires: [
      { 'service.hint': 'killed-at-logout', 'symptom.word': 'after-logout' },
      {
        ...DOWN,
        'gateway.service.manager': 'systemd-user',
        'gateway.service.linger': false,
        'gateway.service.manager-up': false,
      },
    ],
    staysQuiet: [
      // Somebody is logged in: then the service was stopped, or lives.
      {
        ...DOWN,
        'gateway.service.manager': 'systemd-user',
        'gateway.service.linger': false,
        'gateway.service.manager-up': true,
      },
      {
        ...DOWN,
        'gateway.service.manager': 'systemd-user',
        'gateway.service.linger': true,
        'gateway.service.manager-up': false,
      },
      { 'symptom.word': 'after-logout' },
      { 'service.hint': 'killed-at-logout' },
    ],
  }),
  'supervisor-unreachable': signed('service', 'bus-unreachable', {
    fires: [{ 'service.sign': 'system-unit-unseen' }],
  }),
} satisfies Record<string, Cases>;
