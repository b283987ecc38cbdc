/**
 * @module evidence/readers/signs/network
 * Words about the road to the gateway and out of the host: errno texts, tunnels, proxies, containers, TLS.
 */
import { LOGGED_RUN, names, type Signature, suggests } from '../signature.ts';

const PROVIDER =
  /telegram|slack|discord|whatsapp|anthropic|openai|googleapis|registry\.npmjs|github|api\.|feishu|signal/i;
const PROXY =
  /nginx|caddy|traefik|cloudflare|haproxy|reverse proxy|tailscale|load balancer|\balb\b|\bingress\b/i;

/** An address that is neither of this host nor of a private network. */
const FROM_AFAR =
  /traffic from (?:::ffff:)?(?!127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)(?:\d{1,3}\.\d{1,3}\.|2[0-9a-f]{3}:)/;

export const NETWORK_SIGNS: readonly Signature[] = [
  names('network:tunnel-dead-port', 'open failed: connect failed: connection refused'),
  names('network:tunnel-dead-port', 'dial tcp', {
    find: /dial tcp (?:127\.0\.0\.1|\[::1\]|localhost):\d{2,5}: connect: connection refused/,
    around: /cloudflared|tunnel|ngrok|frpc?/i,
  }),
  names('network:tunnel-dead-port', 'unable to reach the origin service'),
  suggests('network:tunnel-dead-port', ['ssh -l', 'ssh -n', 'autossh'], {
    find: /(?:auto)?ssh\b.{0,60}-L\s?\d{2,5}:/,
  }),
  names('network:ssh-tunnel-failed', [
    'ssh_tunnel_failed',
    'ssh tunnel failed',
    'ssh tunnel did not start listening on',
    'trusted ssh client not found',
  ]),
  names('network:ssh-tunnel-failed', 'could not request local forwarding'),
  suggests('network:idle-cut', ['1006', '1001', 'closed', 'disconnected'], {
    find: /\b(?:every|after) (?:about |exactly |~)?(?:30|55|58|60|90|100|120|300) ?s(?:ec(?:ond)?s?)?\b/i,
    around: PROXY,
  }),
  names(
    'network:idle-cut',
    ['proxy_read_timeout', 'upstream timed out', 'idle_timeout', 'idletimeout', 'idle timeout'],
    { around: /ws|websocket|1006|1001|disconnect/i, unless: /model|llm|stream/i },
  ),
  suggests('network:idle-cut', ['disconnected code=1001', 'disconnected code=1006'], { around: PROXY }),
  names('network:attribution-missing', [
    'proxy_attribution_required',
    'proxy client attribution is required',
  ]),
  // The gateway warns once, of whoever sends such a header first: from afar that is a passer-by, not our proxy.
  names('network:attribution-missing', 'unattributable proxy-shaped traffic', { unless: FROM_AFAR }),
  suggests('network:attribution-missing', 'unattributable proxy-shaped traffic'),
  suggests('network:attribution-missing', 'proxy headers detected from untrusted address'),
  names(
    'network:identity-proxy',
    ['cf-access', 'cloudflare access', 'accounts.google.com/o/oauth2', 'login.microsoftonline.com'],
    { find: /\b(?:30[12378]|401|403)\b|location:/i },
  ),
  names('network:target-unresolved', 'enotfound', {
    find: /(?:gateway (?:connect failed|target|closed)|wss?:\/\/).{0,200}ENOTFOUND|ENOTFOUND.{0,120}(?:gateway target|wss?:\/\/)/i,
    unless: PROVIDER,
  }),
  names('network:target-from-remote-url', [
    'source: config gateway.remote.url',
    'source: cli --url',
    'source: env openclaw_gateway_url',
    '"urlsource":"config gateway.remote.url"',
  ]),
  suggests('network:target-refused', 'econnrefused', { unless: PROVIDER }),
  suggests('network:unreachable', [
    'gateway unreachable',
    'gateway: unreachable',
    'gateway not reachable',
    'not reachable after waiting',
    'no gateway answered any probe',
    'econnrefused',
    'connection refused',
  ]),
  names('network:unreachable', 'no_gateway_reachable'),
  names('network:tls', [
    'local_tls_runtime_unavailable',
    'self-signed certificate',
    'self signed certificate',
    'wrong version number',
    'unable to verify the first certificate',
    'unable_to_verify_leaf',
    'depth_zero_self_signed',
    'err_tls_cert',
    'err_cert_',
    'certificate has expired',
    'fingerprint mismatch',
    'tls fingerprint',
    'ssl routines',
    'plaintext ws://',
    'uses plaintext ws',
    'eproto',
    'could not load the local certificate fingerprint',
  ]),
  suggests('network:tls', ['certificate', 'mixed content', 'wss://'], {
    find: /certificate|mixed content|wss:\/\/.{0,80}(?:1006|failed|refused)/i,
  }),
  names('network:exposed', ['gateway.bind_no_auth', 'exposed to the internet', 'tailscale funnel on']),
  suggests('network:exposed', '0.0.0.0:18789'),
  names(
    'network:container-loopback',
    ['no route to host', 'connection refused', 'failed to connect', 'econnrefused', '127.0.0.1'],
    {
      find: /(?:docker|podman|kubectl) exec .{0,120}(?:refused|127\.0\.0\.1:\d)|host\.docker\.internal.{0,80}(?:refused|ECONNREFUSED)/i,
    },
  ),
  suggests('network:container-loopback', [
    'host.docker.internal',
    'network_mode',
    '"networkmode"',
    '172.17.',
    '172.18.',
    '172.19.',
  ]),
  names('network:port-mapping', '->', {
    find: /(?:0\.0\.0\.0|\[::\]|127\.0\.0\.1):(?!(\d{2,5})->\1\/)\d{2,5}->\d{2,5}\/tcp/,
  }),
  suggests('network:container-loopback', 'connection reset by peer', {
    around: /docker|podman|kubernetes|container/i,
  }),
  names(
    'network:dns-failed',
    [
      'eai_again',
      'temporary failure in name resolution',
      'could not resolve host',
      "server can't find",
      'no address associated with hostname',
    ],
    // A host that may not look for updates works all the same; and what a server answers is of its own look-ups.
    { unless: /registry\.npmjs|update check|catalog|\b4\d\d: bad request/i },
  ),
  suggests('network:dns-failed', 'enotfound', { around: PROVIDER, unless: /catalog\.openclaw/ }),
  // OpenClaw's own sentences for a run that never reached its model (2026.9.6). In the log they tell of one run; the
  // gateway's records say whether the newest ended so.
  names('network:dns-failed', 'dns lookup for the provider endpoint failed', { unless: LOGGED_RUN }),
  suggests('network:dns-failed', 'dns lookup for the provider endpoint failed'),
  names(
    'network:way-out-blocked',
    [
      'the provider endpoint is unreachable from this host',
      'proxy or tunnel configuration blocked the provider request',
    ],
    { unless: LOGGED_RUN },
  ),
  suggests('network:egress-failed', [
    'proxy: enabled but no http proxy url',
    'proxy: enabled but proxy url is invalid',
    'proxy request timed out',
    'the provider endpoint is unreachable from this host',
    'proxy or tunnel configuration blocked the provider request',
  ]),
  names(
    'network:ipv6-broken',
    ['autoselectfamily', 'enetunreach', 'happy eyeballs', 'dnsresultorder', 'network is unreachable'],
    // What it goes by, told at every start of a channel.
    { unless: /(?:autoSelectFamily|dnsResultOrder)=\w+ \(/ },
  ),
  names('network:ipv6-broken', 'curl -4', { around: /fetch failed|ETIMEDOUT|Network request/i }),
  suggests(
    'network:egress-failed',
    [
      'etimedout',
      'fetch failed',
      'network request for',
      'und_err_connect_timeout',
      'ehostunreach',
      'econnreset',
      'socket hang up',
      'connect timeout',
    ],
    { around: PROVIDER },
  ),
  names('network:egress-failed', 'network request for', { find: /Network request for '?\w{3,40}'? failed/ }),
  suggests('network:bind-scope', ['127.0.0.1:18789', 'listening: 127.0.0.1', 'loopback-only gateway'], {
    around:
      /other (?:machine|device|host)|from (?:my|the) (?:phone|laptop|lan)|remote|docker|container|bridge|172\.\d/i,
  }),
  names('network:port-foreign', 'another process is listening on this port'),
  names('network:port-foreign', 'listen eacces'),
  suggests('network:port-foreign', ['excludedportrange', 'excluded port range']),

  names(
    'network:container-loopback',
    ['empty reply from server', 'connection reset by peer', 'recv failure'],
    {
      find: /empty reply from server|Recv failure: Connection reset/i,
      around: /docker|podman|compose|container|kubernetes|-p \d{2,5}:\d{2,5}/i,
    },
  ),
  names('network:target-refused', 'gateway target:', {
    find: /Gateway target: wss?:\/\/(?!127\.|localhost|\[::1\])/,
  }),
  suggests('network:target-from-remote-url', ['gateway.remote.url', 'openclaw_gateway_url', '"urlsource"']),
  suggests('network:egress-failed', [
    'fetch failed',
    'etimedout',
    'socket hang up',
    'econnreset',
    'https_proxy',
    'http_proxy',
    'client network socket disconnected',
  ]),
  suggests('network:idle-cut', ['1006', '1001', '504 gateway', 'websocket closed'], {
    around: PROXY,
    find: /\b(?:1006|1001|504)\b|websocket closed/i,
  }),
  suggests('network:exposed', ['funnel', 'publicly reachable', 'exposed'], {
    find: /tailscale funnel|publicly reachable|exposed to/i,
  }),
];
