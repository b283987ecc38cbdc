/**
 * @module diagnosis/cards/handshake
 * A connection that was taken and came to nothing: not greeted in time, not understood, too slow, or closed with the
 * gateway itself.
 */

import { advise, change, look } from '../fix.ts';
import { card } from './card.ts';
import { LOGS, RESTART, STATUS } from './commands.ts';
import { refusal } from './refusal.ts';
import { keepsFailing, sign } from './shapes.ts';

const RECONNECT = look('openclaw gateway status --require-rpc');

export const HANDSHAKE_CARDS = [
  card({
    id: 'handshake-timeout',
    says: {
      en: {
        title: 'The handshake timed out',
        says: 'A client connected but the handshake stopped at {waited|the greeting}; the gateway closed the socket at its limit.{role? This host is only a client: the remote gateway or the tunnel to it hangs. Check on its own host.}',
        mistakenWhen:
          'A command ended normally with close 1000, or the address answers HTTP but is no gateway.',
      },
    },
    families: ['slow-gateway'],
    unseenByProbes: true,
    meanwhile: 'always',
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
    // Now and then by itself is also a key with two copies, or a proxy between.
    hints: [sign('protocol.sign', 'clean-close', 'client-timeout')],
    supporting: [{ fact: 'gateway.http.event-loop-degraded', is: true }],
    fromText: 0.55,
    params: { waited: 'connect.timed-out', client: 'connect.client', role: 'gateway.role' },
    checks: [LOGS, look('curl -s http://127.0.0.1:{port}/readyz')],
    fixes: [look('openclaw gateway status --require-rpc --timeout 20000'), RESTART],
  }),
  card({
    id: 'unknown-clean-close',
    says: {
      en: {
        title: 'Closed with 1000 and no reason',
        says: 'A connection was closed normally without a reason, and no known cause matches.',
        mistakenWhen: 'The command had finished.',
      },
    },
    unseenByProbes: true,
    meanwhile: 'always',
    quietInLog: true,
    layer: 'handshake',
    severity: 3,
    remediation: 'vendor-escalate',
    decisive: { any: 'client', where: { fact: 'connect.close.cause', is: 'hello-send-failed' } },
    hints: [sign('protocol.sign', 'clean-close')],
    fromText: 0.5,
    checks: [LOGS],
    fixes: [look('openclaw logs --limit 200', 'a line with cause= in that second means the gateway closed')],
  }),
  refusal('client-version-mismatch', {
    says: {
      en: {
        title: 'The client is older than the gateway',
        says: 'The gateway rejects this client build. Reload the page or update the client.',
        mistakenWhen: 'The gateway is the older side.',
      },
    },
    families: ['mixed-versions'],
    layer: 'handshake',
    severity: 3,
    remediation: 'restart+validate',
    codes: ['CLIENT_VERSION_MISMATCH', 'CONTROL_UI_BUILD_MISMATCH'],
    checks: [look('openclaw --version'), STATUS],
    fixes: [advise('reload the Control UI page, or update the older side')],
  }),
  refusal('protocol-mismatch', {
    says: {
      en: {
        title: 'Client and gateway speak different protocol versions',
        says: 'The protocol ranges of client and gateway do not overlap; one side is older.',
        mistakenWhen: 'It happened during an update; run triage again.',
      },
    },
    families: ['mixed-versions'],
    layer: 'handshake',
    severity: 2,
    remediation: 'restart+validate',
    codes: ['PROTOCOL_MISMATCH'],
    closes: [[1002, 'protocol mismatch*']],
    fromText: 0.66,
    checks: [look('openclaw --version'), STATUS],
    fixes: [
      change('openclaw gateway restart', 'if the gateway is the older side'),
      look('openclaw --version'),
    ],
  }),
  refusal('invalid-first-frame', {
    says: {
      en: {
        title: 'A client does not speak the protocol',
        says: 'The first message of a client was not a valid connect request, so the gateway hung up.',
        mistakenWhen: 'A port scanner knocked once.',
      },
    },
    quietInLog: true,
    layer: 'handshake',
    severity: 3,
    remediation: 'vendor-escalate',
    closes: [
      [1008, 'invalid handshake*'],
      [1008, 'invalid request frame*'],
      [1008, 'invalid connect params*'],
    ],
    signs: [keepsFailing('invalid-handshake'), sign('protocol.sign', 'invalid-first-frame')],
    fromText: 0.64,
    checks: [LOGS],
    fixes: [look('openclaw logs --limit 200', 'ua= and remote= name the client')],
  }),
  refusal('preauth-payload-too-large', {
    says: {
      en: {
        title: 'The first message of a client is too large',
        says: 'A client sent more than 64 KiB before it was authenticated; the gateway closed the connection.',
        mistakenWhen: 'A scanner sent garbage once.',
      },
    },
    quietInLog: true,
    layer: 'handshake',
    severity: 3,
    remediation: 'vendor-escalate',
    closes: [[1009, 'preauth*']],
    signs: [keepsFailing('preauth-payload-too-large'), sign('protocol.sign', 'payload-too-large')],
    checks: [LOGS],
    fixes: [advise('update the client')],
  }),
  refusal('slow-consumer', {
    says: {
      en: {
        title: 'A client cannot keep up',
        says: 'The gateway dropped a client that did not read its messages fast enough.',
        mistakenWhen: 'The network between them was cut.',
      },
    },
    quietInLog: true,
    layer: 'handshake',
    severity: 3,
    remediation: 'operator-manual',
    closes: [[1008, 'slow consumer*']],
    signs: [keepsFailing('outbound-buffer-exceeded'), sign('protocol.sign', 'slow-consumer')],
    checks: [LOGS],
    fixes: [advise('close forgotten dashboard tabs on the slow side')],
  }),
  refusal('event-gap', {
    says: {
      en: {
        title: 'A client missed events',
        says: 'Event sequence numbers have gaps: the client shows old state until it reloads.',
        mistakenWhen: 'It reconnected and its sequence restarted.',
      },
    },
    quietInLog: true,
    layer: 'handshake',
    severity: 4,
    remediation: 'restart+validate',
    signs: [sign('protocol.sign', 'event-gap')],
    fromText: 0.62,
    checks: [LOGS, look('openclaw health --json')],
    fixes: [advise('reload the page, or let the client ask for health anew: events are never sent twice')],
  }),
  refusal('planned-restart-close', {
    says: {
      en: {
        title: 'A planned restart closed the connections',
        says: 'The gateway announced its restart and closed with 1012. Clients reconnect on their own.',
        mistakenWhen: 'No shutdown was announced before the close.',
      },
    },
    families: ['no-fault'],
    meanwhile: 'always',
    quietInLog: true,
    layer: 'handshake',
    severity: 4,
    remediation: 'informational',
    closes: [[1012, 'service restart*']],
    signs: [sign('protocol.sign', 'planned-restart')],
    fromText: 0.6,
    checks: [LOGS],
    fixes: [RECONNECT],
    suppresses: ['service-crash-loop'],
  }),
] as const;
