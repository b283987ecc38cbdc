/**
 * @module evidence/connect-facts
 * What one attempt to connect tells: how far it came, who refused it and why, what it may do, and what it read.
 */

export const CONNECT_FACTS = {
  'connect.reached': {
    on: 'client',
    type: 'text',
    about: 'furthest point: none | tcp | upgrade | challenge | hello | rpc',
  },
  'connect.hello': { on: 'client', type: 'flag', about: 'the gateway greeted this client (hello-ok)' },
  'connect.timed-out': {
    on: 'client',
    type: 'text',
    about: 'what was waited for in vain: tcp | upgrade | challenge | hello | rpc',
  },
  'connect.refusal.code': {
    on: 'client',
    type: 'text',
    about: 'error.details.code of the refusal, e.g. AUTH_TOKEN_MISMATCH',
  },
  'connect.refusal.reason': { on: 'client', type: 'text', about: 'authReason or details.reason' },
  'connect.refusal.message': { on: 'client', type: 'text', about: 'message of the refusal' },
  'connect.close.code': { on: 'client', type: 'number', about: 'WebSocket close code' },
  'connect.close.reason': { on: 'client', type: 'text', about: 'WebSocket close reason ("" = empty)' },
  'connect.close.cause': { on: 'client', type: 'text', about: "the gateway log's own cause= for the close" },
  'connect.forwarded': {
    on: 'client',
    type: 'flag',
    about: 'a proxy says on whose behalf it comes; false: the log shows no such header',
  },
  'connect.upgrade-status': { on: 'client', type: 'number', about: 'HTTP status of a refused upgrade' },
  'connect.transport-error': { on: 'client', type: 'text', about: 'ECONNREFUSED, ENOTFOUND, …' },
  'connect.scopes': { on: 'client', type: 'list', about: 'scopes granted at hello' },
  'connect.scopes-withheld': {
    on: 'client',
    type: 'flag',
    about: 'greeted without any scope, as older releases greet every client without a paired device',
  },
  'connect.protocol': { on: 'client', type: 'number', about: 'protocol spoken' },
  'connect.credential': {
    on: 'client',
    type: 'text',
    about: 'id of the credential copy presented (see credential:ID)',
  },
  'connect.last-at': { on: 'client', type: 'text', about: 'ISO time of the attempt' },
  'rpc.read.ok': { on: 'client', type: 'flag', about: 'a read RPC after hello answered' },
  'rpc.error.code': { on: 'client', type: 'text', about: 'error code of a refused RPC, e.g. FORBIDDEN' },
  'rpc.error.missing-scope': { on: 'client', type: 'text', about: 'the scope that was missing' },
  'rpc.error.method': { on: 'client', type: 'text', about: 'the RPC refused' },

  'command.red-port': {
    on: 'gateway',
    type: 'number',
    about: 'port that a status command asked in vain minutes ago, by its words in the log',
  },
  'gateway.auth.mode': {
    on: 'gateway',
    type: 'text',
    peers: 'auth mode',
    closed: 'words',
    words: ['token', 'password', 'none', 'trusted-proxy', 'unset'],
    about: 'token | password | none | trusted-proxy | unset',
  },
  'gateway.auth.rate-limited': {
    on: 'gateway',
    type: 'flag',
    about: 'the limiter refuses everyone from here',
  },
  'credential.present': { on: 'credential', type: 'flag', about: 'this copy exists' },
  'credential.kind': {
    on: 'credential',
    type: 'text',
    closed: 'words',
    words: ['token', 'password'],
    about: 'token | password',
  },
  'credential.fingerprint': {
    on: 'credential',
    type: 'text',
    about: 'keyed fingerprint; equal = same value',
  },
  'credential.in-force': {
    on: 'credential',
    type: 'flag',
    about: 'the copy the running gateway accepts, by its own precedence and start time',
  },
  'credential.presented': {
    on: 'credential',
    type: 'flag',
    about: 'the copy a local client would present, by client precedence',
  },
  'credential.placeholder': {
    on: 'credential',
    type: 'flag',
    about: 'it holds a redaction sentinel instead of a value',
  },
  'credential.place': { on: 'credential', type: 'text', about: 'file, process or variable that holds it' },
  'credential.reference': {
    on: 'credential',
    type: 'text',
    closed: 'words',
    words: ['env', 'file', 'exec', 'store', 'unknown'],
    about: 'SecretRef source: env | file | exec | store',
  },
  'credential.variable-set': {
    on: 'credential',
    type: 'flag',
    about: 'the variable that it refers to is set where a client here would look',
  },
} as const;
