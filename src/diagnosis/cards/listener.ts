/**
 * @module diagnosis/cards/listener
 * Whether anybody can reach the port: nothing listens, not yet, no more, or on another address than meant. What is
 * waited for is told apart from what is broken.
 */

import { change, look } from '../fix.ts';
import { card } from './card.ts';
import { LOGS, RESTART, STATUS } from './commands.ts';
import {
  closedWith,
  HAS_PROCESS,
  NO_PROCESS,
  NOTHING_RUNS,
  OWNS_PORT,
  PORT_FREE,
  roadMeets,
  SUSPENDED,
  sign,
  told,
} from './shapes.ts';

export const LISTENER_CARDS = [
  card({
    id: 'gateway-unreachable',
    says: {
      en: {
        title: 'Nothing answers',
        says: '{address?Nothing answers at %, this client’s gateway: the gateway, its host or the tunnel is down.|No gateway runs where it should.}{port? Port % is closed.}{refusal? Startup error: %.}',
        mistakenWhen: 'The gateway listens on another port or inside a container that was not checked.',
      },
    },
    meanwhile: 'always',
    layer: 'listener',
    severity: 1,
    remediation: 'restart+validate',
    decisive: {
      either: [
        NOTHING_RUNS,
        { all: [PORT_FREE, { fact: 'gateway.http.live', is: 'refused' }] },
        {
          all: [PORT_FREE, { any: 'client', where: { fact: 'connect.transport-error', is: 'ECONNREFUSED' } }],
        },
        // From a host that is only a client it looks the same whether the gateway, its host or the tunnel is down.
        roadMeets('refused', 'unreachable'),
      ],
    },
    // A process without its port is starting or broken, not absent.
    contradicting: [HAS_PROCESS],
    hints: [
      PORT_FREE,
      { any: 'client', where: { fact: 'connect.transport-error', is: 'ECONNREFUSED' } },
      sign('network.sign', 'unreachable'),
    ],
    supporting: [NO_PROCESS, { fact: 'gateway.http.live', is: 'refused' }],
    fromText: 0.5,
    params: {
      port: 'gateway.port',
      refusal: 'gateway.start.refusal-text',
      address: 'clients.url.shown',
    },
    checks: [STATUS, look('ss -ltnp')],
    fixes: [change('openclaw gateway start'), LOGS],
  }),
  card({
    id: 'gateway-starting',
    says: {
      en: {
        title: 'The gateway is still starting',
        says: 'Startup is not finished after {elapsed|some time}; usual here is {usual|under two minutes}. Current step: {pending|own parts}. Wait while the log advances: a restart starts over.',
        mistakenWhen: 'It has taken three times the usual and the log has stopped: then it is stuck.',
      },
    },
    rank: 8,
    meanwhile: 'always',
    quietInLog: true,
    layer: 'listener',
    severity: 3,
    remediation: 'restart+validate',
    decisive: {
      either: [
        { fact: 'gateway.http.startup', is: 'starting' },
        closedWith(1013, 'gateway starting*'),
        {
          all: [HAS_PROCESS, PORT_FREE, { fact: 'gateway.process.uptime-s', below: 120 }],
        },
        { all: [HAS_PROCESS, PORT_FREE, { fact: 'gateway.startup.overdue', present: true }] },
        sign('protocol.sign', 'gateway-starting'),
      ],
    },
    fromText: 0.6,
    params: {
      pending: 'gateway.http.startup-pending',
      elapsed: 'gateway.startup.elapsed-s',
      usual: 'gateway.startup.usual-s',
    },
    supporting: [{ fact: 'gateway.startup.overdue', is: true }],
    checks: [look('curl -s http://127.0.0.1:{port}/startupz'), LOGS],
    fixes: [look('curl -s http://127.0.0.1:{port}/startupz')],
    suppresses: ['gateway-unreachable', 'event-loop-saturated', 'handshake-timeout'],
  }),
  card({
    id: 'gateway-draining',
    says: {
      en: {
        title: 'The gateway is draining for a restart or suspend',
        says: 'It finishes running work and accepts no new connections. Wait; do not kill it.',
        mistakenWhen: 'It has been draining longer than its shutdown budget.',
      },
    },
    rank: 8,
    meanwhile: 'always',
    quietInLog: true,
    layer: 'listener',
    severity: 3,
    remediation: 'operator-manual',
    decisive: {
      either: [
        { fact: 'gateway.http.startup', is: 'draining' },
        SUSPENDED,
        {
          any: 'client',
          where: {
            all: [
              { fact: 'connect.close.code', is: 1013 },
              { not: { fact: 'connect.close.reason', matches: 'gateway starting*' } },
              { fact: 'connect.close.reason', matches: 'gateway *' },
            ],
          },
        },
        sign('protocol.sign', 'gateway-draining'),
      ],
    },
    fromText: 0.6,
    checks: [look('curl -s http://127.0.0.1:{port}/startupz'), LOGS],
    fixes: [look('openclaw status --json')],
    suppresses: ['gateway-unreachable'],
  }),
  card({
    id: 'bind-scope-mismatch',
    says: {
      en: {
        title: 'It listens on another interface than configured',
        says: 'The gateway listens on {addresses|another address} while the configuration says {bind?“%”|something else}.',
        mistakenWhen: 'A proxy or tunnel carries the traffic to loopback.',
      },
    },
    families: ['wrong-target', 'published-address'],
    layer: 'listener',
    severity: 2,
    remediation: 'config-rollback',
    // `lan` is every address (2026.9.6): a listener on loopback alone was told so by a flag, or before the change.
    // `tailnet` quietly becomes loopback where the host is in no tailnet.
    decisive: {
      all: [
        OWNS_PORT,
        { fact: 'config.bind', oneOf: ['lan', 'tailnet'] },
        { fact: 'gateway.listener.loopback-only', is: true },
      ],
    },
    supporting: [{ fact: 'config.in-force', is: false }],
    hints: [sign('network.hint', 'bind-scope')],
    fromText: 0.5,
    params: { addresses: 'gateway.listener.addresses', bind: 'config.bind' },
    checks: [look('ss -ltnp'), look('openclaw config get gateway.bind')],
    fixes: [RESTART],
  }),
  card({
    id: 'container-network',
    says: {
      en: {
        title: 'The container network does not reach the gateway',
        says: 'A port mapping or a loopback address inside a container does not reach it{port? (port %)}.{published? Published: %.}',
        mistakenWhen: 'A firewall on the host drops the traffic.',
      },
    },
    families: ['published-address'],
    layer: 'listener',
    severity: 2,
    remediation: 'config-rollback',
    decisive: {
      either: [
        { fact: 'gateway.container.port', oneOf: ['loopback-only', 'wrong-port'] },
        sign('network.sign', 'container-loopback', 'port-mapping'),
      ],
    },
    hints: [
      {
        all: [
          told('container'),
          {
            either: [
              { any: 'client', where: { fact: 'connect.transport-error', is: 'ECONNREFUSED' } },
              sign('network.sign', 'target-refused'),
            ],
          },
        ],
      },
    ],
    fromText: 0.66,
    checks: [
      look('docker compose ps'),
      look(['docker', 'inspect', '-f', '{{json .NetworkSettings.Ports}}', '{container}']),
    ],
    fixes: [look('docker compose config')],
    params: { port: 'gateway.container.port', published: 'gateway.container.published' },
    suppresses: ['browser-cdp-unreachable', 'gateway-unreachable', 'handshake-timeout'],
  }),
  card({
    id: 'public-exposure-risk',
    says: {
      en: {
        title: 'The gateway is open to strangers',
        says: 'It listens on {addresses|a public address} without an effective credential.',
        mistakenWhen: 'It runs in a container on a private network, as containers do by default.',
      },
    },
    families: ['open-bind'],
    layer: 'listener',
    severity: 2,
    remediation: 'operator-manual',
    decisive: {
      either: [
        sign('network.sign', 'exposed'),
        {
          all: [
            { fact: 'gateway.listener.addresses', has: '0.0.0.0' },
            { fact: 'config.bind', is: 'unset' },
            { fact: 'gateway.auth.mode', is: 'none' },
          ],
        },
      ],
    },
    fromText: 0.6,
    params: { addresses: 'gateway.listener.addresses' },
    checks: [look('openclaw security audit --json'), look('ss -ltnp')],
    fixes: [change('openclaw config set gateway.bind loopback'), RESTART],
  }),
] as const;
