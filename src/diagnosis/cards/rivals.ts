/**
 * @module diagnosis/cards/rivals
 * Somebody else has what this gateway needs: its port, its state, or the right to start and stop it. Which of the two
 * is meant is not known here, so nothing of this is mended by a command alone.
 */
import type { Condition } from '../condition.ts';
import { change, look, lookInShell } from '../fix.ts';
import { card } from './card.ts';
import { DEEP, RESTART, STATUS } from './commands.ts';
import { CHALLENGES, DOWN, HAS_PROCESS, NO_PROCESS, OWNS_PORT, refusedStart, sign, told } from './shapes.ts';

const FOREIGN: Condition = { fact: 'gateway.listener.owner', is: 'foreign' };

export const RIVALS_CARDS = [
  card({
    id: 'duplicate-gateway',
    says: {
      en: {
        title: 'Two gateways want the same port or state',
        says: 'Another OpenClaw gateway competes for {port?port %|the same port} or for the state directory.{pids? PIDs: %.}{twins? Services: %.}',
        mistakenWhen: 'The second one is a rescue or development profile with its own port and state.',
      },
    },
    families: ['second-gateway'],
    rank: 5,
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
    checks: [DEEP, look('ss -ltnp')],
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
  card({
    id: 'stale-listener',
    says: {
      en: {
        title: 'An old gateway still holds the port',
        says: 'The service runs, but {listener?PID %|another process} of an older gateway answers on the port, with old credentials and old code.',
        mistakenWhen: 'A restart is in progress; run triage again in 1 min.',
      },
    },
    families: ['old-credential', 'second-gateway'],
    rank: 5,
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
    checks: [STATUS, look('ss -ltnp')],
    fixes: [RESTART, DEEP],
    suppresses: ['token-drift'],
  }),
  card({
    id: 'port-conflict-foreign',
    says: {
      en: {
        title: 'Another program holds the port',
        says: '{port?Port %|The port of the gateway} belongs to {program|a program that is not OpenClaw}{listener? (PID %)}. The gateway cannot listen.',
        mistakenWhen: 'The program is a proxy that is meant to front the gateway.',
      },
    },
    rank: 6,
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
    checks: [look('ss -ltnp'), STATUS],
    fixes: [
      look('ss -ltnp'),
      change('openclaw config set gateway.port {other}', 'or stop the other program through its owner'),
    ],
    suppresses: [
      'gateway-unreachable',
      'service-stopped',
      'service-not-installed',
      'service-crash-loop',
      'duplicate-gateway',
    ],
  }),
  card({
    id: 'lifecycle-lock-held',
    says: {
      en: {
        title: 'Another OpenClaw process holds the state',
        says: 'A start was refused because another OpenClaw process owns this state directory{pids? (PIDs: %)}.',
        mistakenWhen: 'A start in progress holds the lock for a few seconds.',
      },
    },
    families: ['second-gateway', 'locks'],
    rank: 7,
    layer: 'process',
    severity: 1,
    remediation: 'restart+validate',
    decisive: {
      either: [refusedStart('lifecycle-lock'), sign('lock.sign', 'lifecycle-held')],
    },
    supporting: [
      { fact: 'gateway.rivals.same-state', above: 0 },
      { fact: 'gateway.lock.holders', present: true },
    ],
    fromText: 0.65,
    params: { pids: 'gateway.lock.holders' },
    checks: [STATUS, DEEP],
    fixes: [look('ps -o pid,stat,etime,args -p {pid}', 'let it end, or go on after Ctrl-Z'), RESTART],
    suppresses: [...DOWN, 'maintenance-required'],
  }),
  card({
    id: 'extra-gateway-services',
    says: {
      en: {
        title: 'Several gateway services are installed',
        says: 'Other services of this host start a gateway for the same port or files at the next boot or login: {twins|see the deep status}.',
        mistakenWhen: 'A rescue or development profile with its own port and state is wanted.',
      },
    },
    families: ['second-gateway'],
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
    fixes: [DEEP],
  }),
  card({
    id: 'foreign-supervisor',
    says: {
      en: {
        title: 'Another supervisor keeps stopping the gateway',
        says: 'The gateway gets unexpected stop signals{seconds?, every % s}; a second supervisor manages it.',
        mistakenWhen: 'It was restarted by hand several times.',
      },
    },
    families: ['second-gateway'],
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
    checks: [DEEP, lookInShell('systemctl --user list-units "openclaw*"; systemctl list-units "openclaw*"')],
    fixes: [DEEP],
  }),
] as const;
