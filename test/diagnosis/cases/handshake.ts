/** Rows of the cards in diagnosis/cards/handshake. */
import { type Cases, closed, refused, signed, UP } from './case.ts';

export const HANDSHAKE_CASES = {
  'handshake-timeout': signed('protocol', 'handshake-timeout', {
    fires: [
      { 'client:a|connect.close.cause': 'handshake-timeout' },
      { ...UP, 'client:a|connect.timed-out': 'hello' },
      // Only on the way that clients take.
      { ...UP, 'gateway.http.live': 'ok', 'clients.url.answers': 'timeout' },
    ],
    staysQuiet: [
      { ...UP, 'gateway.http.live': 'ok', 'clients.url.answers': 'gateway' },
      { 'protocol.sign': 'clean-close' },
      { 'client:a|connect.close.cause': 'unauthorized' },
      { 'symptom.word': 'intermittent' },
    ],
  }),
  'unknown-clean-close': {
    fires: [{ 'client:a|connect.close.cause': 'hello-send-failed' }],
    staysQuiet: [{ 'client:a|connect.close.cause': 'handshake-timeout' }, { 'protocol.sign': 'clean-close' }],
    cannotTell: [{ 'client:a|connect.close.code': 1000 }],
  },
  'client-version-mismatch': refused(['CLIENT_VERSION_MISMATCH', 'CONTROL_UI_BUILD_MISMATCH']),
  'protocol-mismatch': refused(['PROTOCOL_MISMATCH'], {
    fires: [{ 'client:a|connect.close.code': 1002, 'client:a|connect.close.reason': 'protocol mismatch' }],
  }),
  'invalid-first-frame': closed(1008, 'invalid handshake: first request must be connect', {
    fires: [
      { 'client:a|connect.close.code': 1008, 'client:a|connect.close.reason': 'invalid request frame' },
      { 'client:a|connect.close.cause': 'invalid-handshake', 'client:a|connect.attempts-lately': 3 },
    ],
    cannotTell: [
      { 'client:a|connect.close.cause': 'invalid-handshake' },
      { 'client:a|connect.attempts-lately': 30 },
    ],
    staysQuiet: [
      { 'client:a|connect.close.code': 1008, 'client:a|connect.close.reason': 'pairing required' },
    ],
  }),
  'preauth-payload-too-large': closed(1009, 'preauth payload too large', {
    fires: [
      { 'client:a|connect.close.cause': 'preauth-payload-too-large', 'client:a|connect.attempts-lately': 3 },
    ],
    cannotTell: [{ 'client:a|connect.close.cause': 'preauth-payload-too-large' }],
  }),
  'slow-consumer': closed(1008, 'slow consumer', {
    fires: [
      { 'client:a|connect.close.cause': 'outbound-buffer-exceeded', 'client:a|connect.attempts-lately': 3 },
    ],
  }),
  'event-gap': signed('protocol', 'event-gap', {
    // A client that was cut off for being slow has a cause of its own.
    staysQuiet: [{ 'client:a|connect.close.code': 1008, 'client:a|connect.close.reason': 'slow consumer' }],
  }),
  'planned-restart-close': closed(1012, 'service restart'),
} satisfies Record<string, Cases>;
