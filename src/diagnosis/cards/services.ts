/**
 * @module diagnosis/cards/services
 * The definitions that start a gateway: stopped, absent, out of date, with another configuration, gone at logout, or
 * managed by somebody who cannot be asked.
 */

import { change, changeInShell, look, lookInShell } from '../fix.ts';
import { card } from './card.ts';
import { DEEP, LINT, LOGS, REINSTALL, RESTART, STATUS } from './commands.ts';
import { HAS_PROCESS, NO_PROCESS, NOTHING_RUNS, sign, told } from './shapes.ts';

export const SERVICES_CARDS = [
  card({
    id: 'service-stopped',
    says: {
      en: {
        title: 'The service is stopped',
        says: 'The gateway is installed as a service{manager? (%)} and not running.{unit? Unit: %.}',
        mistakenWhen: 'It was stopped on purpose, or the service manager cannot be asked here.',
      },
    },
    meanwhile: 'always',
    layer: 'process',
    severity: 1,
    remediation: 'restart+validate',
    decisive: {
      either: [
        {
          all: [
            NOTHING_RUNS,
            { fact: 'gateway.service.installed', is: true },
            { fact: 'gateway.service.active', oneOf: ['inactive', 'failed'] },
          ],
        },
        sign('service.sign', 'stopped'),
      ],
    },
    contradicting: [HAS_PROCESS],
    supporting: [{ fact: 'gateway.boot.last-outcome', oneOf: ['clean-stop', 'crash'] }],
    fromText: 0.55,
    params: {
      manager: 'gateway.service.manager',
      exit: 'gateway.service.exit-code',
      unit: 'gateway.service.unit',
      enabled: 'gateway.service.enabled',
    },
    checks: [STATUS, LOGS],
    fixes: [change('openclaw gateway start')],
    suppresses: ['gateway-unreachable'],
  }),
  card({
    id: 'service-not-installed',
    says: {
      en: {
        title: 'No service starts this gateway',
        says: 'No service definition exists for this gateway, so nothing starts it after a stop or reboot.',
        mistakenWhen:
          'It is run by a system-level unit, a container or a process manager that was not checked.',
      },
    },
    meanwhile: 'always',
    layer: 'process',
    severity: 1,
    remediation: 'operator-manual',
    decisive: {
      either: [
        {
          all: [
            NOTHING_RUNS,
            { fact: 'gateway.service.installed', is: false },
            { fact: 'gateway.service.manager', oneOf: ['systemd-user', 'systemd', 'launchd'] },
          ],
        },
        sign('service.sign', 'not-registered', 'no-manager'),
        { all: [sign('service.sign', 'not-installed'), NO_PROCESS] },
      ],
    },
    hints: [
      { all: [NOTHING_RUNS, { fact: 'gateway.service.installed', is: false }] },
      sign('service.sign', 'not-installed'),
    ],
    contradicting: [sign('service.sign', 'system-unit-unseen', 'bus-unreachable')],
    fromText: 0.62,
    params: { manager: 'gateway.service.manager' },
    checks: [DEEP],
    fixes: [
      change('openclaw gateway install'),
      look('openclaw gateway run', 'in the foreground, to read its words'),
    ],
    suppresses: ['gateway-unreachable'],
  }),
  card({
    id: 'service-definition-drift',
    says: {
      en: {
        title: 'The service definition is out of date',
        says: 'The installed service does not match this host: a program that is gone ({file|none named}), an old port or an embedded credential.',
        mistakenWhen:
          'The definition is managed by another tool on purpose, or an update is replacing the files.',
      },
    },
    families: ['service-definition'],
    layer: 'process',
    severity: 3,
    remediation: 'restart+validate',
    decisive: {
      either: [
        { fact: 'gateway.service.missing-file', present: true },
        // Clients of this host try the configured port; the service was installed with another.
        {
          all: [
            { differ: { facts: ['gateway.service.port', 'gateway.port.clients'] } },
            { differ: { facts: ['gateway.port', 'gateway.port.clients'] } },
          ],
        },
        sign('service.sign', 'entrypoint-stale', 'definition-drift', 'credential-embedded'),
      ],
    },
    // Switched off and idle, while somebody else runs the gateway: a left-over that nobody starts.
    contradicting: [
      {
        all: [
          HAS_PROCESS,
          { fact: 'gateway.service.enabled', oneOf: ['disabled', 'masked'] },
          { fact: 'gateway.service.active', is: 'inactive' },
        ],
      },
    ],
    // A time alone does not say what was changed in it.
    hints: [
      { fact: 'gateway.service.newer-than-process', is: true },
      { fact: 'gateway.service.reload-needed', is: true },
      { all: [{ fact: 'gateway.service.embeds-credential', is: true }, sign('auth.sign', 'drift-audit')] },
    ],
    supporting: [sign('auth.sign', 'drift-audit'), { fact: 'gateway.service.reload-needed', is: true }],
    fromText: 0.62,
    params: {
      file: 'gateway.service.missing-file',
      unit: 'gateway.service.unit',
      port: 'gateway.service.port',
    },
    checks: [STATUS, LINT],
    fixes: [REINSTALL, RESTART],
    suppresses: ['service-stopped', 'service-crash-loop', 'gateway-unreachable'],
  }),
  card({
    id: 'service-config-path-mismatch',
    says: {
      en: {
        title: 'Shell and service use different files',
        says: 'The command line looks at {path|one config file} and the state that goes with it, the running gateway uses {other|another place}, so edits and checks have no effect.{elsewhere? Its state is in %.}',
        mistakenWhen: 'Two profiles are meant to differ.',
      },
    },
    families: ['service-definition'],
    layer: 'process',
    severity: 2,
    remediation: 'restart+validate',
    decisive: {
      either: [
        { fact: 'gateway.service.config-differs', is: true },
        // Nothing ever ran where the shell looks, and a gateway runs that the shell does not look at.
        {
          all: [
            NO_PROCESS,
            { fact: 'gateway.state.database', is: 'missing' },
            {
              either: [
                { fact: 'gateway.elsewhere.same-config', is: true },
                {
                  all: [
                    { fact: 'config.file', is: 'missing' },
                    { fact: 'gateway.elsewhere.state', present: true },
                  ],
                },
              ],
            },
          ],
        },
        sign('service.sign', 'config-path-differs'),
      ],
    },
    fromText: 0.72,
    params: {
      path: 'config.path',
      other: 'gateway.service.config-path',
      elsewhere: 'gateway.elsewhere.state',
    },
    checks: [STATUS, look('openclaw config file')],
    fixes: [REINSTALL, RESTART],
    suppresses: [
      'service-stopped',
      'service-not-installed',
      'gateway-unreachable',
      'config-missing',
      'duplicate-gateway',
    ],
  }),
  card({
    id: 'linger-disabled',
    says: {
      en: {
        title: 'The service dies when its user logs out',
        says: 'Lingering is off for {user|the gateway user}, so systemd ends the user service with the last session.',
        mistakenWhen: 'The gateway crashed at that moment for another reason.',
      },
    },
    layer: 'process',
    severity: 2,
    remediation: 'restart+validate',
    decisive: {
      either: [
        // Nobody is logged in, so nobody's services run.
        {
          all: [
            { fact: 'gateway.service.manager', is: 'systemd-user' },
            { fact: 'gateway.service.linger', is: false },
            { fact: 'gateway.service.manager-up', is: false },
            NO_PROCESS,
          ],
        },
        sign('service.sign', 'linger-off'),
        {
          all: [
            { either: [sign('service.sign', 'killed-at-logout'), sign('service.hint', 'killed-at-logout')] },
            told('after-logout'),
          ],
        },
      ],
    },
    hints: [told('after-logout'), sign('service.sign', 'killed-at-logout')],
    fromText: 0.65,
    params: { user: 'gateway.service.user' },
    contradicting: [
      { fact: 'gateway.service.linger', is: true },
      // It would not start at a login either.
      { fact: 'gateway.service.enabled', oneOf: ['disabled', 'masked'] },
    ],
    checks: [lookInShell('loginctl show-user "$USER" -p Linger')],
    fixes: [changeInShell('sudo loginctl enable-linger "$USER"')],
    suppresses: ['service-stopped', 'service-not-installed', 'gateway-unreachable', 'supervisor-unreachable'],
  }),
  card({
    id: 'supervisor-unreachable',
    says: {
      en: {
        title: 'The service manager cannot be asked from here',
        says: 'Status and restart commands misreport, because they cannot reach the service manager that runs the gateway.',
        mistakenWhen: 'The service is really stopped; check the process itself.',
      },
    },
    layer: 'process',
    severity: 3,
    remediation: 'operator-manual',
    decisive: sign('service.sign', 'bus-unreachable', 'system-unit-unseen'),
    fromText: 0.68,
    checks: [look('systemctl --user is-system-running'), lookInShell('echo "$XDG_RUNTIME_DIR"')],
    fixes: [lookInShell('systemctl status openclaw-gateway; systemctl --user status openclaw-gateway')],
    suppresses: ['service-not-installed', 'service-stopped'],
  }),
] as const;
