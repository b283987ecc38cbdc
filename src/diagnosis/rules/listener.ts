/**
 * @module diagnosis/rules/listener
 * Port, network, containers, tunnels and proxies: can anybody reach the gateway, and can it get out?
 */
import { rule } from '../rule.ts';
import {
  change,
  closedWith,
  DEEP,
  HAS_PROCESS,
  LOGS,
  look,
  modelAt,
  NO_PROCESS,
  NOTHING_RUNS,
  OWNS_PORT,
  PORT_FREE,
  RESTART,
  RUNS_FAIL,
  RUNS_WELL,
  roadMeets,
  STATUS,
  SUSPENDED,
  sign,
  told,
} from './shapes.ts';

/** The gateway itself is well: what fails is on the way to it. */
const ANSWERS = { fact: 'gateway.http.live', is: 'ok' } as const;
/** The gateway does not trust the certificate of its model's provider. */
const MODEL_UNTRUSTED = sign('model.sign', 'endpoint-untrusted');

export const LISTENER_RULES = [
  rule({
    id: 'gateway-unreachable',
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
    checks: [STATUS, 'ss -ltnp'],
    fixes: [change('openclaw gateway start'), look(LOGS)],
  }),
  rule({
    id: 'gateway-starting',
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
    checks: ['curl -s http://127.0.0.1:PORT/startupz', LOGS],
    fixes: [look('curl -s http://127.0.0.1:PORT/startupz')],
    suppresses: ['gateway-unreachable', 'event-loop-saturated', 'handshake-timeout'],
  }),
  rule({
    id: 'gateway-draining',
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
    checks: ['curl -s http://127.0.0.1:PORT/startupz', LOGS],
    fixes: [look('openclaw status --json')],
    suppresses: ['gateway-unreachable'],
  }),
  rule({
    id: 'bind-scope-mismatch',
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
    checks: ['ss -ltnp', 'openclaw config get gateway.bind'],
    fixes: [RESTART],
  }),
  rule({
    id: 'container-network',
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
    checks: ['docker compose ps', 'docker inspect -f "{{json .NetworkSettings.Ports}}" CONTAINER'],
    fixes: [look('docker compose config')],
    params: { port: 'gateway.container.port', published: 'gateway.container.published' },
    suppresses: ['browser-cdp-unreachable', 'gateway-unreachable', 'handshake-timeout'],
  }),
  rule({
    id: 'tunnel-stale-port',
    layer: 'listener',
    severity: 2,
    remediation: 'operator-manual',
    decisive: {
      either: [
        // Taken and dropped at once, while the gateway itself is well: what forwards there finds nobody.
        { all: [ANSWERS, { fact: 'clients.url.answers', oneOf: ['closed', 'bad-gateway'] }] },
        roadMeets('closed', 'bad-gateway'),
        sign('network.sign', 'tunnel-dead-port'),
      ],
    },
    // Taken, and then nothing: the tunnel hangs, or what it leads to does.
    hints: [{ all: [ANSWERS, { fact: 'clients.url.answers', is: 'timeout' }] }],
    params: { tunnel: 'clients.url.port', port: 'gateway.port', listener: 'clients.url.listener' },
    fromText: 0.64,
    checks: ['ss -ltnp', STATUS],
    fixes: [change('ssh -N -L 18789:127.0.0.1:PORT USER@HOST   # to the port the gateway listens on')],
  }),
  rule({
    id: 'ssh-tunnel-failed',
    layer: 'listener',
    severity: 3,
    remediation: 'operator-manual',
    decisive: sign('network.sign', 'ssh-tunnel-failed'),
    fromText: 0.72,
    checks: ['ssh -v -N USER@HOST', 'openclaw gateway probe --json'],
    fixes: [look('ssh -v USER@HOST true')],
  }),
  rule({
    id: 'proxy-idle-timeout',
    layer: 'listener',
    severity: 3,
    remediation: 'operator-manual',
    decisive: {
      either: [
        { fact: 'gateway.clients.cut-after-s', present: true },
        { fact: 'clients.url.cut-after-s', present: true },
        sign('network.sign', 'idle-cut'),
      ],
    },
    fromText: 0.62,
    params: { seconds: 'gateway.clients.cut-after-s', quiet: 'clients.url.cut-after-s' },
    checks: [LOGS],
    fixes: [look('openclaw logs --limit 200   # equal distances between connect and 1001/1006')],
  }),
  rule({
    id: 'proxy-attribution-missing',
    layer: 'listener',
    severity: 2,
    remediation: 'config-rollback',
    decisive: {
      either: [
        sign('network.sign', 'attribution-missing'),
        { any: 'client', where: { fact: 'connect.refusal.reason', is: 'proxy_attribution_required' } },
      ],
    },
    fromText: 0.76,
    checks: ['openclaw config get gateway.trustedProxies', LOGS],
    fixes: [change('openclaw config set gateway.trustedProxies \'["PROXY-ADDRESS"]\'')],
  }),
  rule({
    id: 'identity-proxy-rejected',
    layer: 'listener',
    severity: 2,
    remediation: 'operator-manual',
    decisive: {
      either: [
        { fact: 'clients.url.answers', is: 'sign-in' },
        sign('network.sign', 'identity-proxy'),
        { any: 'client', where: { fact: 'connect.upgrade-status', oneOf: [301, 302, 303, 307, 308, 401] } },
      ],
    },
    contradicting: [sign('network.sign', 'attribution-missing')],
    fromText: 0.62,
    params: { status: 'connect.upgrade-status' },
    checks: ['curl -sI https://GATEWAY-ADDRESS/healthz', 'openclaw gateway probe --json'],
    fixes: [look('curl -sI https://GATEWAY-ADDRESS/healthz')],
  }),
  rule({
    id: 'wrong-target-url',
    layer: 'listener',
    severity: 3,
    remediation: 'operator-manual',
    decisive: {
      either: [
        { all: [ANSWERS, { fact: 'clients.url.answers', oneOf: ['refused', 'not-openclaw'] }] },
        // Started with a port of its own: everybody who reads the configuration tries another one.
        { all: [ANSWERS, OWNS_PORT, { differ: { facts: ['gateway.port', 'gateway.port.clients'] } }] },
        roadMeets('malformed', 'unresolved', 'not-openclaw', 'pages-only'),
        sign('network.sign', 'target-unresolved'),
      ],
    },
    contradicting: [
      { fact: 'clients.url.answers', is: 'gateway' },
      // Beside a gateway that runs here, the remote mode itself is what leads away.
      {
        all: [
          HAS_PROCESS,
          { fact: 'config.mode', is: 'remote' },
          { fact: 'clients.url.source', is: 'remote' },
        ],
      },
    ],
    hints: [
      // Perhaps meant: a shell may be for another gateway than this one. And a proxy may have to learn of WebSockets.
      { fact: 'clients.url.answers', oneOf: ['other-gateway', 'pages-only'] },
      sign('network.sign', 'target-from-remote-url'),
      sign('network.sign', 'target-refused'),
    ],
    fromText: 0.55,
    params: { error: 'connect.transport-error', address: 'clients.url.shown' },
    checks: ['openclaw config get gateway.remote.url', STATUS],
    fixes: [look('openclaw gateway status --json')],
  }),
  rule({
    id: 'tls-mismatch',
    layer: 'handshake',
    severity: 2,
    remediation: 'config-rollback',
    decisive: {
      either: [
        { differ: { facts: ['config.tls', 'gateway.listener.tls'] } },
        { fact: 'clients.url.answers', is: 'tls' },
        { fact: 'gateway.certificate', oneOf: ['expired', 'not-the-file'] },
        sign('network.sign', 'tls'),
        MODEL_UNTRUSTED,
      ],
    },
    feltAt: { when: MODEL_UNTRUSTED, layer: 'work' },
    supporting: [
      { differ: { facts: ['config.tls', 'gateway.listener.tls'] } },
      { all: [MODEL_UNTRUSTED, RUNS_FAIL] },
    ],
    contradicting: [{ all: [MODEL_UNTRUSTED, RUNS_WELL] }],
    params: {
      ended: 'gateway.certificate.ended',
      file: 'gateway.certificate.file',
      trouble: 'clients.url.tls',
    },
    fromText: 0.72,
    checks: ['openclaw config get gateway.tls', 'openclaw config get gateway.remote.tlsFingerprint'],
    fixes: [
      look('openclaw gateway probe --json'),
      change('openclaw gateway restart   # once certificate and key in the files belong together'),
    ],
  }),
  rule({
    id: 'public-exposure-risk',
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
    checks: ['openclaw security audit --json', 'ss -ltnp'],
    fixes: [change('openclaw config set gateway.bind loopback'), RESTART],
  }),
  rule({
    id: 'dns-or-network-egress',
    passes: true,
    layer: 'work',
    severity: 2,
    remediation: 'operator-manual',
    decisive: {
      either: [
        sign('network.sign', 'dns-failed', 'way-out-blocked', 'ipv6-broken'),
        roadMeets('no-resolver', 'no-route'),
        // No provider refuses a connection: what stands on the way there does.
        { all: [sign('model.sign', 'endpoint-refused', 'endpoint-unresolved'), modelAt('outside')] },
      ],
    },
    hints: [sign('network.sign', 'egress-failed'), { all: [RUNS_FAIL, sign('model.sign', 'endpoint-down')] }],
    supporting: [sign('network.sign', 'egress-failed'), RUNS_FAIL],
    contradicting: [
      sign('policy.sign', 'private-address', 'endpoint-blocked'),
      { all: [sign('model.sign', 'endpoint-refused', 'endpoint-unresolved'), RUNS_WELL] },
      // Models and channels were reached: what was not is some service beside them.
      { all: [RUNS_WELL, { fact: 'channels.well', is: true }] },
    ],
    fromText: 0.62,
    checks: [
      'getent ahosts api.telegram.org',
      'curl -4sI https://api.telegram.org; curl -6sI https://api.telegram.org',
      DEEP,
    ],
    fixes: [look('getent hosts example.com')],
  }),
] as const;
