/** Rows of the cards in diagnosis/cards/listener. */
import { type Cases, CLIENT, DOWN, signed, UP } from './case.ts';

export const LISTENER_CASES = {
  'gateway-unreachable': {
    fires: [
      { ...DOWN },
      {
        'gateway.process.count': 0,
        'client:a|connect.transport-error': 'ECONNREFUSED',
        'gateway.listener.state': 'free',
      },
      // Only a client, and nobody takes its connection.
      { ...CLIENT, 'clients.url.answers': 'refused' },
      { ...CLIENT, 'clients.url.answers': 'unreachable' },
    ],
    staysQuiet: [
      { ...CLIENT, 'clients.url.answers': 'gateway' },
      { ...CLIENT, 'clients.url.answers': 'closed' },
      { ...UP, 'clients.url.answers': 'refused' },
      { ...UP, 'client:a|connect.transport-error': 'ECONNREFUSED' },
      { ...UP, 'gateway.listener.state': 'free', 'gateway.process.uptime-s': 3_000 },
      { 'network.hint': 'unreachable' },
    ],
    cannotTell: [{ 'gateway.listener.state': 'free' }],
  },
  'gateway-starting': signed('protocol', 'gateway-starting', {
    fires: [
      // It stands still, and that is more than waiting.
      { 'gateway.http.startup': 'starting', 'gateway.startup.overdue': true },
      { 'gateway.process.count': 1, 'gateway.listener.state': 'free', 'gateway.startup.overdue': true },
    ],
    staysQuiet: [
      { 'gateway.http.startup': 'starting' },
      { 'gateway.http.startup': 'starting', 'gateway.startup.overdue': false },
      { 'client:a|connect.close.code': 1013, 'client:a|connect.close.reason': 'gateway starting' },
      // Overdue by the log alone, but up: the log has no word for ready.
      { ...UP, 'gateway.startup.overdue': true },
      { ...UP },
      { ...UP, 'gateway.listener.state': 'free', 'gateway.process.uptime-s': 900 },
    ],
    cannotTell: [{ 'gateway.process.uptime-s': 8 }],
  }),
  'gateway-draining': signed('protocol', 'gateway-draining', {
    // Waited for, and so only mentioned.
    staysQuiet: [
      { 'gateway.suspension': 'prepared', 'client:a|connect.hello': true },
      { 'gateway.http.startup': 'draining' },
      { 'client:a|connect.close.code': 1013, 'client:a|connect.close.reason': 'gateway restart in progress' },
      { ...UP },
      { 'client:a|connect.close.code': 1013, 'client:a|connect.close.reason': 'gateway starting' },
    ],
  }),
  'bind-scope-mismatch': {
    fires: [
      { ...UP, 'config.bind': 'lan', 'gateway.listener.loopback-only': true, 'config.in-force': false },
      // No tailnet here: then it is loopback without a word.
      { ...UP, 'config.bind': 'tailnet', 'gateway.listener.loopback-only': true },
      // A flag at its start says so; the configuration that it saved is in force.
      {
        ...UP,
        'config.bind': 'lan',
        'gateway.listener.loopback-only': true,
        'config.in-force': true,
      },
    ],
    staysQuiet: [
      { ...UP, 'config.bind': 'loopback', 'gateway.listener.loopback-only': true },
      { ...UP, 'config.bind': 'lan', 'gateway.listener.loopback-only': false, 'config.in-force': true },
      { ...UP, 'config.bind': 'tailnet', 'gateway.listener.loopback-only': false },
    ],
    cannotTell: [{ 'config.bind': 'lan' }],
  },
  'container-network': signed('network', 'container-loopback', {
    fires: [
      { 'network.sign': 'port-mapping' },
      { ...UP, 'gateway.container.port': 'loopback-only' },
      { ...UP, 'gateway.container.port': 'wrong-port' },
    ],
    staysQuiet: [
      { ...UP, 'gateway.container.port': 'reached' },
      // Behind a proxy on the same container network nothing is published, on purpose.
      { ...UP, 'gateway.container.port': 'unpublished' },
    ],
  }),
  'public-exposure-risk': signed('network', 'exposed', {
    fires: [
      { 'gateway.listener.addresses': ['0.0.0.0'], 'config.bind': 'unset', 'gateway.auth.mode': 'none' },
    ],
    staysQuiet: [
      { 'gateway.listener.addresses': ['0.0.0.0'], 'config.bind': 'unset', 'gateway.auth.mode': 'token' },
      { 'gateway.listener.addresses': ['127.0.0.1'], 'config.bind': 'unset', 'gateway.auth.mode': 'none' },
    ],
  }),
} satisfies Record<string, Cases>;
