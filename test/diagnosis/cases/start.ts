/** Rows of the cards in diagnosis/cards/start. */
import { type Cases, CLIENT, DOWN, signed, UP } from './case.ts';

export const START_CASES = {
  'config-missing': {
    fires: [{ 'gateway.start.refusal': 'config-missing' }, { ...DOWN, 'config.file': 'missing' }],
    staysQuiet: [
      { ...DOWN, 'config.file': 'readable', 'gateway.start.refusal': 'config-missing' },
      { ...UP, 'config.file': 'missing' },
    ],
    cannotTell: [{ 'config.file': 'missing' }],
  },
  'config-invalid': {
    fires: [
      { 'gateway.start.refusal': 'config-invalid' },
      { ...DOWN, 'config.valid': false, 'config.file': 'readable' },
      { ...DOWN, 'config.parse': 'broken' },
      { ...DOWN, 'config.file': 'not-a-file' },
    ],
    staysQuiet: [
      // An old `.rejected` copy and an old refusal beside a file that is valid by now.
      { ...DOWN, 'config.valid': true, 'gateway.start.refusal': 'config-invalid' },
      { ...UP, 'config.valid': false },
      // It passes over messages by its settings: what is invalid is what somebody tried to set.
      { 'config.sign': 'invalid', 'policy.hint': 'mention' },
    ],
    cannotTell: [{ 'config.valid': false }],
  },
  'gateway-mode-missing': {
    fires: [
      { 'gateway.start.refusal': 'mode-missing' },
      { ...DOWN, 'config.mode': 'unset', 'config.file': 'readable', 'config.parse': 'ok' },
    ],
    staysQuiet: [
      // A file that cannot be parsed makes the gateway print the same words.
      { ...DOWN, 'gateway.start.refusal': 'mode-missing', 'config.parse': 'broken' },
      { ...DOWN, 'gateway.start.refusal': 'mode-missing', 'config.mode': 'local' },
      { ...UP, 'config.mode': 'unset', 'config.file': 'readable', 'config.parse': 'ok' },
    ],
    cannotTell: [{ 'config.mode': 'unset' }],
  },
  'gateway-mode-remote': {
    fires: [
      { 'gateway.start.refusal': 'mode-remote' },
      { ...DOWN, 'config.mode': 'remote' },
      // Nothing here would start one, and yet somebody tried.
      { ...CLIENT, 'config.mode': 'remote', 'gateway.start.refusal': 'mode-remote' },
    ],
    staysQuiet: [
      // gateway.remote.url may be set beside mode local: that is how a host also talks to another one.
      { ...DOWN, 'config.mode': 'local' },
      { ...UP, 'config.mode': 'remote' },
      // Only a client: that no gateway runs is how it should be.
      { ...CLIENT, 'config.mode': 'remote' },
      { ...CLIENT, 'config.mode': 'remote', 'clients.url.answers': 'refused' },
      // Somebody typed it once by mistake; the gateway elsewhere greets.
      {
        ...CLIENT,
        'config.mode': 'remote',
        'gateway.start.refusal': 'mode-remote',
        'client:road|connect.hello': true,
      },
    ],
    cannotTell: [{ 'config.mode': 'remote' }],
  },
  'bind-refused-no-auth': {
    fires: [
      { 'gateway.start.refusal': 'bind-no-auth' },
      { ...DOWN, 'config.bind': 'lan', 'config.auth-configured': false },
      { ...DOWN, 'config.bind': 'custom', 'gateway.auth.mode': 'none' },
    ],
    staysQuiet: [
      { ...DOWN, 'config.bind': 'loopback', 'config.auth-configured': false },
      { ...DOWN, 'config.bind': 'lan', 'config.auth-configured': true, 'gateway.auth.mode': 'token' },
      // In a container an invalid file is answered with the bind words.
      { ...DOWN, 'gateway.start.refusal': 'bind-no-auth', 'config.valid': false },
    ],
    cannotTell: [{ 'config.bind': 'lan' }],
  },
  'auth-ambiguous-mode': signed('auth', 'ambiguous-mode', {
    fires: [{ 'gateway.start.refusal': 'auth-ambiguous' }],
    staysQuiet: [{ 'gateway.start.refusal': 'bind-no-auth' }],
  }),
  'config-conflict': signed('config', 'conflict', {
    fires: [{ 'gateway.start.refusal': 'config-conflict' }],
    staysQuiet: [{ 'gateway.start.refusal': 'config-invalid' }],
  }),
  'maintenance-required': signed('upgrade', 'maintenance', {
    fires: [{ ...DOWN, 'gateway.start.refusal': 'maintenance' }],
    staysQuiet: [{ ...DOWN, 'gateway.start.refusal': 'maintenance', 'gateway.rivals.same-state': 1 }],
  }),
  'node-version-unsupported': signed('upgrade', 'node-unsupported', {
    fires: [
      { 'gateway.start.refusal': 'node-version' },
      { ...DOWN, 'gateway.service.node-supported': false, 'gateway.service.node': '20.20.2' },
      { ...DOWN, 'clients.node-supported': false, 'clients.node': '20.20.2' },
    ],
    staysQuiet: [
      { 'gateway.start.refusal': 'other' },
      { ...DOWN, 'gateway.service.node-supported': true },
      // It runs: then the range is stricter than the truth.
      { ...UP, 'gateway.service.node-supported': false },
      { ...UP, 'clients.node-supported': false },
    ],
    cannotTell: [{ 'gateway.service.node-supported': false }],
  }),
  'newer-schema': signed('upgrade', 'newer-schema', {
    fires: [{ 'gateway.start.refusal': 'newer-schema' }, { 'gateway.state.newer-than-release': true }],
    // The release was updated since the refusal.
    staysQuiet: [{ 'gateway.start.refusal': 'newer-schema', 'gateway.state.newer-than-release': false }],
  }),
} satisfies Record<string, Cases>;
