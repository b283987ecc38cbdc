/** Rows of the cards in diagnosis/cards/scopes. */
import { type Cases, closed, read, refused } from './case.ts';

export const SCOPES_CASES = {
  'missing-scope': {
    fires: [
      { 'client:a|rpc.error.missing-scope': 'operator.write', 'client:a|rpc.error.method': 'agent' },
      { 'client:a|rpc.error.missing-scope': 'operator.read', 'client:a|rpc.error.method': 'sessions.list' },
      { 'client:a|rpc.error.missing-scope': 'operator.admin' },
    ],
    staysQuiet: [
      // How a plain probe of a healthy gateway looks.
      { 'client:a|rpc.error.missing-scope': 'operator.read', 'client:a|rpc.error.method': 'system-presence' },
      { 'client:a|rpc.error.missing-scope': 'operator.admin', 'device.sign': 'management-denied' },
    ],
    cannotTell: [{ 'client:a|rpc.error.missing-scope': 'operator.read' }, {}],
  },
  'scope-mismatch': refused(['AUTH_SCOPE_MISMATCH'], {
    fires: [{ 'client:a|connect.refusal.reason': 'scope-upgrade' }],
    staysQuiet: [{ 'client:a|connect.refusal.reason': 'not-paired' }],
  }),
  'probe-scope-limited': read(
    'Read-probe diagnostics are limited by gateway scopes (missing operator.read).',
    'missing scope: operator.write',
  ),
  'device-management-denied': read(
    'device.token.rotate denied: missing scope operator.admin',
    'device.token.rotate: done',
  ),
  'policy-tightened-disconnect': closed(4001, 'gateway policy changed', {
    staysQuiet: [
      { 'client:a|connect.close.code': 4001, 'client:a|connect.close.reason': 'gateway auth changed' },
    ],
  }),
} satisfies Record<string, Cases>;
