/** Rows of the cards in diagnosis/cards/network. */
import { type Cases, CLIENT, DOWN, read, signed, UP } from './case.ts';

export const NETWORK_CASES = {
  'tunnel-stale-port': signed('network', 'tunnel-dead-port', {
    fires: [
      { ...UP, 'gateway.http.live': 'ok', 'clients.url.answers': 'closed' },
      { ...UP, 'gateway.http.live': 'ok', 'clients.url.answers': 'bad-gateway' },
      { ...CLIENT, 'clients.url.answers': 'closed' },
      { ...CLIENT, 'clients.url.answers': 'bad-gateway' },
    ],
    staysQuiet: [
      { ...CLIENT, 'clients.url.answers': 'gateway' },
      { ...CLIENT, 'clients.url.answers': 'refused' },
      { ...UP, 'gateway.http.live': 'ok', 'clients.url.answers': 'gateway' },
      { ...UP, 'gateway.http.live': 'ok', 'clients.url.answers': 'timeout' },
      // With the gateway down the best tunnel leads to nobody.
      { ...DOWN, 'gateway.http.live': 'refused', 'clients.url.answers': 'closed' },
    ],
  }),
  'ssh-tunnel-failed': read(
    'SSH tunnel failed to start; falling back to direct probes.',
    'channel 3: open failed: connect failed: Connection refused',
  ),
  'proxy-idle-timeout': signed('network', 'idle-cut', {
    fires: [{ 'gateway.clients.cut-after-s': 60 }, { ...CLIENT, 'clients.url.cut-after-s': 4 }],
    staysQuiet: [{ ...CLIENT, 'clients.url.answers': 'gateway' }],
  }),
  'proxy-attribution-missing': signed('network', 'attribution-missing', {
    fires: [{ 'client:a|connect.refusal.reason': 'proxy_attribution_required' }],
    staysQuiet: [{ 'client:a|connect.refusal.reason': 'token_mismatch' }],
  }),
  'identity-proxy-rejected': signed('network', 'identity-proxy', {
    fires: [{ 'client:a|connect.upgrade-status': 302 }, { ...UP, 'clients.url.answers': 'sign-in' }],
    staysQuiet: [
      { 'client:a|connect.upgrade-status': 200 },
      { 'client:a|connect.upgrade-status': 401, 'network.sign': 'attribution-missing' },
    ],
  }),
  'wrong-target-url': signed('network', 'target-unresolved', {
    fires: [
      { ...UP, 'gateway.http.live': 'ok', 'clients.url.answers': 'refused' },
      { ...UP, 'gateway.http.live': 'ok', 'gateway.port': 19001, 'gateway.port.clients': 18789 },
      { ...CLIENT, 'clients.url.answers': 'unresolved' },
      { ...CLIENT, 'clients.url.answers': 'malformed' },
      { ...CLIENT, 'clients.url.answers': 'not-openclaw' },
      // No gateway here that the remote mode could lead away from.
      {
        ...CLIENT,
        'config.mode': 'remote',
        'clients.url.source': 'remote',
        'clients.url.answers': 'pages-only',
      },
    ],
    staysQuiet: [
      { ...CLIENT, 'clients.url.answers': 'gateway' },
      // The name may be right, and nobody could be asked.
      { ...CLIENT, 'clients.url.answers': 'no-resolver' },
      { ...DOWN, 'gateway.http.live': 'refused', 'clients.url.answers': 'refused' },
      { ...UP, 'gateway.http.live': 'ok', 'gateway.port': 18789, 'gateway.port.clients': 18789 },
      {
        ...UP,
        'gateway.http.live': 'ok',
        'gateway.port': 19001,
        'gateway.port.clients': 18789,
        'clients.url.answers': 'gateway',
      },
      { 'network.sign': 'target-from-remote-url' },
      // A shell may be meant for another gateway than this one.
      { ...UP, 'gateway.http.live': 'ok', 'clients.url.answers': 'other-gateway' },
      // Not the address is wrong but that commands of this host go there at all.
      {
        ...UP,
        'gateway.http.live': 'ok',
        'clients.url.answers': 'refused',
        'clients.url.source': 'remote',
        'config.mode': 'remote',
      },
    ],
  }),
  'tls-mismatch': signed('network', 'tls', {
    fires: [
      { ...UP, 'config.tls': true, 'gateway.listener.tls': false },
      { ...UP, 'clients.url.answers': 'tls' },
      { ...CLIENT, 'clients.url.answers': 'tls' },
      { ...UP, 'gateway.certificate': 'expired' },
      { ...UP, 'config.tls': true, 'gateway.listener.tls': true, 'gateway.certificate': 'not-the-file' },
      { ...UP, 'runs.failing': true, 'model.sign': 'endpoint-untrusted' },
    ],
    staysQuiet: [
      { ...UP, 'config.tls': true, 'gateway.listener.tls': true, 'gateway.certificate': 'ok' },
      // Mended, and the newest runs ended well.
      { ...UP, 'runs.failing': false, 'model.sign': 'endpoint-untrusted' },
      { ...UP, 'config.tls': true, 'gateway.listener.tls': true },
    ],
  }),
  'dns-or-network-egress': signed('network', 'dns-failed', {
    fires: [
      { 'network.sign': 'ipv6-broken' },
      { ...CLIENT, 'clients.url.answers': 'no-resolver' },
      { ...CLIENT, 'clients.url.answers': 'no-route' },
      { 'network.sign': 'way-out-blocked' },
      { 'model.sign': 'endpoint-refused', 'agent:main|agent.model.endpoint': 'outside' },
      { 'model.sign': 'endpoint-unresolved', 'agent:main|agent.model.endpoint': 'outside' },
    ],
    staysQuiet: [
      // It was so for a moment, and the newest runs ended well.
      {
        'runs.failing': false,
        'model.sign': 'endpoint-refused',
        'agent:main|agent.model.endpoint': 'outside',
      },
      // A server of one's own is down: the way out was not tried.
      {
        'runs.failing': true,
        'model.sign': 'endpoint-refused',
        'agent:main|agent.model.endpoint': 'near',
      },
      { 'network.sign': 'dns-failed', 'policy.sign': 'private-address' },
      // Models and channels were reached.
      { 'network.sign': 'dns-failed', 'runs.failing': false, 'channels.well': true },
    ],
  }),
} satisfies Record<string, Cases>;
