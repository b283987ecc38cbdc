/** Rows of the cards in diagnosis/cards/credentials. */
import { type Cases, CLIENT, closed, type Row, refused, signed, UP } from './case.ts';

const COPIES: Row = {
  'credential:config|credential.fingerprint': 'aa',
  'credential:config|credential.in-force': false,
  'credential:config|credential.presented': true,
  'credential:flag|credential.fingerprint': 'bb',
  'credential:flag|credential.in-force': true,
  'credential:flag|credential.presented': false,
};
/** The environment holds an old token that nobody uses, since the config wins. */
const UNUSED_ENV: Row = {
  'credential:config|credential.fingerprint': 'aa',
  'credential:config|credential.in-force': true,
  'credential:config|credential.presented': true,
  'credential:env|credential.fingerprint': 'old',
  'credential:env|credential.in-force': false,
  'credential:env|credential.presented': false,
};
export const CREDENTIALS_CASES = {
  'auth-rate-limited': refused(['AUTH_RATE_LIMITED'], {
    fires: [{ 'gateway.auth.rate-limited': true }],
    staysQuiet: [
      { 'gateway.auth.rate-limited': false, 'client:a|connect.refusal.code': 'AUTH_TOKEN_MISMATCH' },
    ],
  }),
  'token-drift': refused(['AUTH_TOKEN_MISMATCH', 'AUTH_PASSWORD_MISMATCH'], {
    fires: [{ ...COPIES, 'client:probe|connect.hello': false }],
    staysQuiet: [
      { ...UP, ...UNUSED_ENV, 'client:probe|connect.hello': true },
      { ...COPIES, 'client:probe|connect.hello': true },
      { 'client:a|connect.refusal.code': 'AUTH_RATE_LIMITED' },
      // The program on the port judges by its own credential.
      { 'client:a|connect.refusal.code': 'AUTH_TOKEN_MISMATCH', 'gateway.listener.owner': 'foreign' },
    ],
    cannotTell: [{ ...COPIES }],
  }),
  'auth-missing': refused(['AUTH_TOKEN_MISSING', 'AUTH_PASSWORD_MISSING', 'AUTH_REQUIRED'], {
    fires: [{ 'gateway.role': 'client', 'clients.url.empty-handed': true }],
  }),
  'auth-not-configured': refused(['AUTH_TOKEN_NOT_CONFIGURED', 'AUTH_PASSWORD_NOT_CONFIGURED'], {
    fires: [
      { 'gateway.process.count': 0, 'gateway.start.refusal': 'auth-missing' },
      // It made one up for this run, and a client has the one of the run before.
      { ...UP, 'auth.sign': 'runtime-token', 'client:a|connect.refusal.code': 'AUTH_TOKEN_MISMATCH' },
    ],
    // The secret is there and its source does not answer: that is another fault.
    staysQuiet: [
      { 'client:a|connect.refusal.code': 'AUTH_TOKEN_MISSING' },
      // Nobody is turned away: that is how a gateway runs that only its own host uses.
      { ...UP, 'auth.sign': 'runtime-token' },
    ],
  }),
  'credential-redacted': signed('auth', 'redacted', {
    fires: [
      { 'client:a|connect.refusal.reason': 'token_redacted_config' },
      { 'credential:config|credential.placeholder': true, 'credential:config|credential.in-force': true },
    ],
    staysQuiet: [
      {
        'credential:backup|credential.placeholder': true,
        'credential:backup|credential.in-force': false,
        'credential:backup|credential.presented': false,
      },
    ],
  }),
  'secretref-unresolved': signed('auth', 'secretref-unresolved', {
    fires: [
      { ...UP, 'auth.sign': 'runtime-token', 'credential:config|credential.reference': 'env' },
      {
        ...CLIENT,
        'credential:remote|credential.presented': true,
        'credential:remote|credential.variable-set': false,
      },
    ],
    staysQuiet: [
      // Another copy is what the client presents.
      {
        ...CLIENT,
        'credential:remote|credential.presented': false,
        'credential:remote|credential.variable-set': false,
      },
      {
        ...UP,
        'credential:config|credential.presented': true,
        'credential:config|credential.variable-set': false,
      },
      // No token anywhere: it makes one at every start, which is how a fresh gateway is.
      { ...UP, 'auth.sign': 'runtime-token' },
      { ...UP, 'credential:config|credential.reference': 'env' },
    ],
  }),
  'url-override-no-credentials': signed('auth', 'url-override', {
    fires: [
      { ...CLIENT, 'clients.url.source': 'env', 'clients.url.credential': false },
      { ...UP, 'clients.url.credential': false, 'clients.url.device': false, 'gateway.auth.mode': 'token' },
    ],
    // A device that was paired over that address needs none.
    staysQuiet: [
      { ...UP, 'clients.url.credential': false, 'clients.url.device': true },
      { ...UP, 'clients.url.credential': false, 'clients.url.device': false, 'gateway.auth.mode': 'none' },
      { ...UP, 'clients.url.source': 'env', 'clients.url.credential': true },
    ],
  }),
  'auth-rotated-live': closed(4001, 'gateway auth changed', {
    staysQuiet: [{ 'client:a|connect.close.code': 4001, 'client:a|connect.close.reason': 'device removed' }],
  }),
} satisfies Record<string, Cases>;
