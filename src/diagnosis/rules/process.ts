/**
 * @module diagnosis/rules/process
 * The process and whoever supervises it: nothing runs, too many run, it is frozen, it keeps dying, or the
 * service definition is not what the operator thinks it is.
 */
import type { Condition } from '../condition.ts';
import { rule } from '../rule.ts';
import {
  CHALLENGES,
  change,
  DEEP,
  GREETS,
  HAS_PROCESS,
  LOGS,
  look,
  NO_PROCESS,
  NOTHING_RUNS,
  OWNS_PORT,
  RESTART,
  refusedStart,
  STATUS,
  sign,
  told,
} from './shapes.ts';

const FOREIGN: Condition = { fact: 'gateway.listener.owner', is: 'foreign' };

export const PROCESS_RULES = [
  rule({
    id: 'gateway-frozen',
    layer: 'process',
    severity: 1,
    remediation: 'restart+validate',
    decisive: {
      either: [
        { fact: 'gateway.process.state', is: 'stopped' },
        { fact: 'gateway.container.state', is: 'paused' },
        {
          all: [
            { fact: 'gateway.process.state', is: 'blocked' },
            { fact: 'gateway.http.live', is: 'timeout' },
          ],
        },
      ],
    },
    supporting: [
      { fact: 'gateway.http.live', is: 'timeout' },
      { fact: 'gateway.listener.state', is: 'listening' },
    ],
    // Who answers in the same look stood still for a moment only.
    contradicting: [
      { fact: 'gateway.http.live', is: 'ok' },
      { fact: 'gateway.http.answers', is: 'late' },
      GREETS,
    ],
    params: { pid: 'gateway.process.pid', state: 'gateway.process.state' },
    checks: ['ps -o pid,stat,wchan:20,etime,args -p PID', STATUS],
    fixes: [
      look('cat /proc/PID/status'),
      change('kill -CONT PID   # if somebody stopped it by hand'),
      RESTART,
    ],
    suppresses: ['event-loop-saturated', 'handshake-timeout', 'gateway-unreachable', 'probe-false-green'],
  }),
  rule({
    id: 'service-stopped',
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
  rule({
    id: 'service-not-installed',
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
      look('openclaw gateway run   # in the foreground, to read its words'),
    ],
    suppresses: ['gateway-unreachable'],
  }),
  rule({
    id: 'service-crash-loop',
    layer: 'process',
    severity: 1,
    remediation: 'restart+validate',
    decisive: {
      either: [
        {
          all: [
            { fact: 'gateway.service.restarts', above: 3 },
            { fact: 'gateway.service.active', oneOf: ['activating', 'failed'] },
            { not: { fact: 'gateway.service.exit-code', oneOf: [0, 78] } },
          ],
        },
        // The supervisor itself gave up.
        {
          all: [
            { fact: 'gateway.service.result', is: 'start-limit-hit' },
            { not: { fact: 'gateway.service.exit-code', is: 78 } },
          ],
        },
        // Caught while it runs for a moment: it failed several times in the last minutes.
        {
          all: [
            { fact: 'gateway.service.recent-failures', above: 2 },
            { not: { fact: 'gateway.service.exit-code', is: 78 } },
          ],
        },
        // Whoever restarts it: three runs in ten minutes that ended without a word, and none that lasts.
        {
          all: [
            { fact: 'gateway.boot.recent-crashes', above: 2 },
            {
              either: [
                NO_PROCESS,
                { fact: 'gateway.process.uptime-s', below: 120 },
                // Between two runs, and the next one shows no more than its name yet.
                { fact: 'gateway.process.maybe-starting', is: true },
              ],
            },
          ],
        },
        sign('service.sign', 'crash-loop', 'uncaught-exception'),
      ],
    },
    supporting: [{ fact: 'gateway.boot.last-outcome', is: 'crash' }, told('keeps-restarting')],
    hints: [told('keeps-restarting'), sign('service.sign', 'exits-at-once')],
    fromText: 0.6,
    params: {
      restarts: 'gateway.service.restarts',
      exit: 'gateway.service.exit-code',
      unit: 'gateway.service.unit',
      result: 'gateway.service.result',
    },
    checks: [STATUS, LOGS],
    fixes: [look('journalctl --user -u openclaw-gateway -n 200 --no-pager'), RESTART],
    suppresses: ['service-stopped', 'gateway-unreachable'],
  }),
  rule({
    id: 'boot-safe-mode',
    layer: 'process',
    severity: 2,
    remediation: 'restart+validate',
    decisive: sign('service.sign', 'safe-mode'),
    fromText: 0.75,
    checks: [STATUS, LOGS],
    fixes: [look('openclaw gateway stability --bundle latest'), RESTART],
  }),
  rule({
    id: 'duplicate-gateway',
    layer: 'process',
    severity: 1,
    remediation: 'restart+validate',
    decisive: {
      either: [
        { fact: 'gateway.rivals.same-port', above: 0 },
        { fact: 'gateway.rivals.same-state', above: 0 },
        { fact: 'gateway.process.count', above: 1 },
        { fact: 'gateway.service.twins-running', above: 0 },
        refusedStart('already-running'),
        {
          all: [
            refusedStart('port-taken'),
            { fact: 'gateway.listener.owner', oneOf: ['gateway', 'other-gateway'] },
          ],
        },
        { all: [refusedStart('lifecycle-lock'), HAS_PROCESS] },
        {
          all: [NO_PROCESS, { fact: 'gateway.listener.owner', is: 'other-gateway' }],
        },
        sign('service.sign', 'second-instance'),
      ],
    },
    hints: [
      refusedStart('port-taken'),
      // A minute ago there were two; now there is one, and it serves.
      {
        all: [
          { fact: 'gateway.start.turned-away-lately', above: 0 },
          { fact: 'gateway.rivals.same-port', is: 0 },
        ],
      },
      told('several-deployments'),
      sign('protocol.sign', 'multiple-gateways'),
    ],
    contradicting: [
      { fact: 'gateway.listener.owner', is: 'foreign' },
      // The one that runs is the service that is meant; the shell looks elsewhere.
      { all: [{ fact: 'gateway.service.config-differs', is: true }, NO_PROCESS] },
    ],
    fromText: 0.6,
    params: {
      pids: 'gateway.rivals.pids',
      port: 'gateway.port',
      listener: 'gateway.listener.pid',
      twins: 'gateway.service.twins',
    },
    checks: [DEEP, 'ss -ltnp'],
    fixes: [look('openclaw gateway status --deep'), RESTART],
    suppresses: [
      'extra-gateway-services',
      'lifecycle-lock-held',
      'port-conflict-foreign',
      'service-stopped',
      'gateway-unreachable',
      'service-crash-loop',
    ],
  }),
  rule({
    id: 'stale-listener',
    layer: 'process',
    severity: 1,
    remediation: 'restart+validate',
    decisive: {
      either: [
        {
          all: [
            { fact: 'gateway.listener.owner', is: 'other-gateway' },
            { fact: 'gateway.service.active', is: 'active' },
            HAS_PROCESS,
          ],
        },
        // The service runs something, and the process that serves is none of it.
        {
          all: [
            { fact: 'gateway.service.runs-it', is: false },
            { fact: 'gateway.service.active', is: 'active' },
            OWNS_PORT,
          ],
        },
        sign('service.sign', 'pid-not-owner'),
      ],
    },
    fromText: 0.7,
    params: { listener: 'gateway.listener.pid', pid: 'gateway.process.pid' },
    checks: [STATUS, 'ss -ltnp'],
    fixes: [RESTART, look(DEEP)],
    suppresses: ['token-drift'],
  }),
  rule({
    id: 'port-conflict-foreign',
    layer: 'listener',
    severity: 1,
    remediation: 'operator-manual',
    decisive: {
      either: [
        FOREIGN,
        sign('network.sign', 'port-foreign'),
        {
          all: [
            NO_PROCESS,
            { fact: 'gateway.listener.state', is: 'listening' },
            { fact: 'gateway.http.live', is: 'not-openclaw' },
          ],
        },
      ],
    },
    supporting: [refusedStart('port-taken'), { fact: 'gateway.http.live', is: 'not-openclaw' }, NO_PROCESS],
    hints: [{ all: [refusedStart('port-taken'), { not: OWNS_PORT }] }],
    // A gateway that answers there speaks against it. Where the owner of the port is known to be none, it answers behind
    // a forwarder: on a host that is only a client this is meant so, and on one whose gateway does not run it is not.
    contradicting: [
      OWNS_PORT,
      { all: [CHALLENGES, { not: FOREIGN }] },
      { all: [CHALLENGES, { fact: 'config.mode', is: 'remote' }] },
    ],
    fromText: 0.7,
    params: {
      port: 'gateway.port',
      program: 'gateway.listener.program',
      listener: 'gateway.listener.pid',
    },
    checks: ['ss -ltnp', STATUS],
    fixes: [
      look('ss -ltnp'),
      change('openclaw config set gateway.port OTHER   # or stop the other program through its owner'),
    ],
    suppresses: [
      'gateway-unreachable',
      'service-stopped',
      'service-not-installed',
      'service-crash-loop',
      'duplicate-gateway',
    ],
  }),
  rule({
    id: 'stale-lock',
    passes: true,
    layer: 'process',
    severity: 2,
    remediation: 'restart+validate',
    decisive: sign('lock.sign', 'owner-gone', 'session-file'),
    hints: [sign('lock.sign', 'left-over')],
    supporting: [told('after-reboot')],
    fromText: 0.66,
    checks: ['ps -p PID   # the pid that the lock names', LOGS],
    fixes: [RESTART, look('ls -l agents/*/sessions/*.lock   # in the state directory')],
  }),
] as const;
