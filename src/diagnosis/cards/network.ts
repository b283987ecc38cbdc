/**
 * @module diagnosis/cards/network
 * The way to the gateway and out of it: tunnels, proxies, addresses, TLS, names. The gateway itself may be perfectly
 * well, and a restart mends none of this.
 */

import { change, look, lookInShell } from '../fix.ts';
import { card } from './card.ts';
import { DEEP, LOGS, STATUS } from './commands.ts';
import { HAS_PROCESS, modelAt, OWNS_PORT, RUNS_FAIL, RUNS_WELL, roadMeets, sign } from './shapes.ts';

/** The gateway itself is well: what fails is on the way to it. */
const ANSWERS = { fact: 'gateway.http.live', is: 'ok' } as const;
/** The gateway does not trust the certificate of its model's provider. */
const MODEL_UNTRUSTED = sign('model.sign', 'endpoint-untrusted');

export const NETWORK_CARDS = [
  card({
    id: 'tunnel-stale-port',
    says: {
      en: {
        title: 'The tunnel points at a port where nothing listens',
        says: 'The tunnel or proxy on the way{listener? (%)} is up, but its far end points to an old or closed port.',
        mistakenWhen: 'The tunnel itself is down.',
      },
    },
    families: ['tunnels'],
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
    checks: [look('ss -ltnp'), STATUS],
    fixes: [change('ssh -N -L 18789:127.0.0.1:{port} {user}@{host}', 'to the port the gateway listens on')],
  }),
  card({
    id: 'ssh-tunnel-failed',
    says: {
      en: {
        title: 'The SSH tunnel could not start',
        says: 'OpenClaw could not open the SSH tunnel and tried a direct connection instead.',
        mistakenWhen: 'The direct connection is intended.',
      },
    },
    families: ['tunnels'],
    layer: 'listener',
    severity: 3,
    remediation: 'operator-manual',
    decisive: sign('network.sign', 'ssh-tunnel-failed'),
    fromText: 0.72,
    checks: [look('ssh -v -N {user}@{host}'), look('openclaw gateway probe --json')],
    fixes: [look('ssh -v {user}@{host} true')],
  }),
  card({
    id: 'proxy-idle-timeout',
    says: {
      en: {
        title: 'A proxy drops idle connections',
        says: 'Idle WebSockets end at regular intervals ({seconds|always the same}): something in the path has an idle limit below the tick.{quiet? Two idle connections to the remote gateway were each dropped after %.}',
        mistakenWhen: 'All clients are disconnected at once: the gateway itself stopped.',
      },
    },
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
    fixes: [look('openclaw logs --limit 200', 'equal distances between connect and 1001/1006')],
  }),
  card({
    id: 'proxy-attribution-missing',
    says: {
      en: {
        title: 'Forwarded traffic from a proxy that is not trusted',
        says: 'The gateway refuses requests with forwarding headers because gateway.trustedProxies does not list the proxy.',
        mistakenWhen: 'The proxy’s own access page rejects the request.',
      },
    },
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
    checks: [look('openclaw config get gateway.trustedProxies'), LOGS],
    fixes: [change('openclaw config set gateway.trustedProxies ["{proxy-address}"]')],
  }),
  card({
    id: 'identity-proxy-rejected',
    says: {
      en: {
        title: 'A sign-in proxy refuses the connection',
        says: 'The WebSocket upgrade is answered by a sign-in page or refusal (HTTP {status|redirect or 401}), not by the gateway.',
        mistakenWhen: 'The gateway itself refuses unattributed proxy traffic.',
      },
    },
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
    checks: [look('curl -sI https://{gateway-address}/healthz'), look('openclaw gateway probe --json')],
    fixes: [look('curl -sI https://{gateway-address}/healthz')],
  }),
  card({
    id: 'wrong-target-url',
    says: {
      en: {
        title: 'The client talks to the wrong address',
        says: 'The address that the client uses{address?, %,} does not lead to its gateway{error? (%)}.',
        mistakenWhen: 'The gateway is down and the address is right.',
      },
    },
    families: ['wrong-target'],
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
    checks: [look('openclaw config get gateway.remote.url'), STATUS],
    fixes: [look('openclaw gateway status --json')],
  }),
  card({
    id: 'tls-mismatch',
    says: {
      en: {
        title: 'TLS settings of the two sides do not match',
        says: 'A certificate, a fingerprint or ws/wss does not match, between client and gateway or gateway and model provider.{trouble? Here: %.}{ended? The certificate of the gateway ended on %.}{file? The gateway shows another certificate than the one in %: it could not load that one, so commands on this host, which trust the file, are rejected.}',
        mistakenWhen: 'The port is simply closed.',
      },
    },
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
    checks: [
      look('openclaw config get gateway.tls'),
      look('openclaw config get gateway.remote.tlsFingerprint'),
    ],
    fixes: [
      look('openclaw gateway probe --json'),
      change('openclaw gateway restart', 'once certificate and key in the files belong together'),
    ],
  }),
  card({
    id: 'dns-or-network-egress',
    says: {
      en: {
        title: 'No outbound network',
        says: 'Name resolution or egress (proxy, firewall) fails for outside addresses, while loopback works.',
        mistakenWhen: 'Only one provider is down, or a guard refuses private addresses.',
      },
    },
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
      look('getent ahosts api.telegram.org'),
      lookInShell('curl -4sI https://api.telegram.org; curl -6sI https://api.telegram.org'),
      DEEP,
    ],
    fixes: [look('getent hosts example.com')],
  }),
] as const;
