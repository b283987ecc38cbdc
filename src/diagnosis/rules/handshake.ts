/**
 * @module diagnosis/rules/handshake
 * A connection that was taken and came to nothing: the greeting was not finished in time, or ended without a reason.
 */
import { rule } from '../rule.ts';
import { LOGS, look, RESTART, sign, told } from './shapes.ts';

export const HANDSHAKE_RULES = [
  rule({
    id: 'handshake-timeout',
    passes: true,
    layer: 'handshake',
    severity: 2,
    remediation: 'restart+validate',
    decisive: {
      either: [
        { any: 'client', where: { fact: 'connect.close.cause', is: 'handshake-timeout' } },
        sign('protocol.sign', 'handshake-timeout'),
        { any: 'client', where: { fact: 'connect.timed-out', oneOf: ['upgrade', 'challenge', 'hello'] } },
        // On the road that clients take: the gateway itself is prompt.
        {
          all: [
            { fact: 'gateway.http.live', is: 'ok' },
            { fact: 'clients.url.answers', is: 'timeout' },
          ],
        },
      ],
    },
    hints: [sign('protocol.sign', 'clean-close', 'client-timeout'), told('intermittent')],
    supporting: [{ fact: 'gateway.http.event-loop-degraded', is: true }],
    fromText: 0.55,
    params: { waited: 'connect.timed-out', client: 'connect.client', role: 'gateway.role' },
    checks: [LOGS, 'curl -s http://127.0.0.1:PORT/readyz'],
    fixes: [look('openclaw gateway status --require-rpc --timeout 20000'), RESTART],
  }),
  rule({
    id: 'unknown-clean-close',
    quietInLog: true,
    layer: 'handshake',
    severity: 3,
    remediation: 'vendor-escalate',
    decisive: { any: 'client', where: { fact: 'connect.close.cause', is: 'hello-send-failed' } },
    hints: [sign('protocol.sign', 'clean-close')],
    fromText: 0.5,
    checks: [LOGS],
    fixes: [look('openclaw logs --limit 200   # a line with cause= in that second means the gateway closed')],
  }),
] as const;
