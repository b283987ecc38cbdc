/**
 * @module diagnosis/rules/services
 * The definitions that start a gateway, and who else starts or stops it: out of date, with another configuration,
 * more than one, gone at logout, or managed by somebody who cannot be asked.
 */
import { rule } from '../rule.ts';
import {
  change,
  DEEP,
  HAS_PROCESS,
  LINT,
  look,
  NO_PROCESS,
  REINSTALL,
  RESTART,
  STATUS,
  sign,
  told,
} from './shapes.ts';

export const SERVICE_RULES = [
  rule({
    id: 'service-definition-drift',
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
  rule({
    id: 'service-config-path-mismatch',
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
    checks: [STATUS, 'openclaw config file'],
    fixes: [REINSTALL, RESTART],
    suppresses: [
      'service-stopped',
      'service-not-installed',
      'gateway-unreachable',
      'config-missing',
      'duplicate-gateway',
    ],
  }),
  rule({
    id: 'extra-gateway-services',
    layer: 'process',
    severity: 3,
    remediation: 'operator-manual',
    decisive: {
      either: [{ fact: 'gateway.service.twins-enabled', above: 0 }, sign('service.sign', 'extra-services')],
    },
    // The scan is a best effort and also names the gateway's own task; from text it is no more than a mention.
    fromText: 0.45,
    params: { twins: 'gateway.service.twins', unit: 'gateway.service.unit' },
    checks: [DEEP],
    fixes: [look(DEEP)],
  }),
  rule({
    id: 'linger-disabled',
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
    checks: ['loginctl show-user "$USER" -p Linger'],
    fixes: [change('sudo loginctl enable-linger "$USER"')],
    suppresses: ['service-stopped', 'service-not-installed', 'gateway-unreachable', 'supervisor-unreachable'],
  }),
  rule({
    id: 'foreign-supervisor',
    quietInLog: true,
    layer: 'process',
    severity: 2,
    remediation: 'operator-manual',
    decisive: {
      either: [
        { fact: 'gateway.boot.ended-every-s', present: true },
        sign('service.sign', 'foreign-signals'),
      ],
    },
    fromText: 0.6,
    params: { seconds: 'gateway.boot.ended-every-s' },
    checks: [DEEP, 'systemctl --user list-units "openclaw*"; systemctl list-units "openclaw*"'],
    fixes: [look(DEEP)],
  }),
  rule({
    id: 'supervisor-unreachable',
    layer: 'process',
    severity: 3,
    remediation: 'operator-manual',
    decisive: sign('service.sign', 'bus-unreachable', 'system-unit-unseen'),
    fromText: 0.68,
    checks: ['systemctl --user is-system-running', 'echo "$XDG_RUNTIME_DIR"'],
    fixes: [look('systemctl status openclaw-gateway; systemctl --user status openclaw-gateway')],
    suppresses: ['service-not-installed', 'service-stopped'],
  }),
] as const;
