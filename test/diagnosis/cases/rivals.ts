/** Rows of the cards in diagnosis/cards/rivals. */
import { type Cases, signed, UP } from './case.ts';

export const RIVALS_CASES = {
  'duplicate-gateway': signed('service', 'second-instance', {
    fires: [
      { ...UP, 'gateway.rivals.same-port': 1 },
      { ...UP, 'gateway.rivals.same-state': 1 },
      { ...UP, 'gateway.start.refusal': 'port-taken' },
      { ...UP, 'gateway.start.refusal': 'lifecycle-lock' },
      { 'gateway.process.count': 0, 'gateway.listener.owner': 'other-gateway' },
      { ...UP, 'gateway.service.twins-running': 1 },
    ],
    staysQuiet: [
      { ...UP, 'gateway.service.twins-running': 0, 'gateway.service.twins-enabled': 1 },
      // Started by the service, which reads another configuration than the shell.
      {
        'gateway.process.count': 0,
        'gateway.listener.owner': 'other-gateway',
        'gateway.service.config-differs': true,
      },
      // A rescue profile has its own port and state.
      { ...UP, 'gateway.rivals.same-port': 0, 'gateway.rivals.same-state': 0 },
      {
        'gateway.process.count': 0,
        'gateway.start.refusal': 'port-taken',
        'gateway.listener.owner': 'foreign',
      },
      { 'symptom.word': 'several-deployments' },
    ],
    cannotTell: [{ 'gateway.start.refusal': 'port-taken' }],
  }),
  'stale-listener': signed('service', 'pid-not-owner', {
    fires: [
      { ...UP, 'gateway.listener.owner': 'other-gateway', 'gateway.service.active': 'active' },
      { ...UP, 'gateway.service.runs-it': false, 'gateway.service.active': 'active' },
    ],
    staysQuiet: [
      { ...UP, 'gateway.service.active': 'active', 'gateway.service.runs-it': true },
      // Started by hand while the service is off: nobody else serves.
      { ...UP, 'gateway.service.active': 'inactive', 'gateway.service.runs-it': false },
    ],
    cannotTell: [{ ...UP, 'gateway.service.runs-it': false }],
  }),
  'port-conflict-foreign': signed('network', 'port-foreign', {
    fires: [
      { 'gateway.process.count': 0, 'gateway.listener.owner': 'foreign' },
      // Another machine's gateway, behind a forwarder.
      {
        'gateway.process.count': 0,
        'gateway.listener.owner': 'foreign',
        'client:a|connect.reached': 'challenge',
      },
      {
        'gateway.process.count': 0,
        'gateway.listener.state': 'listening',
        'gateway.http.live': 'not-openclaw',
      },
    ],
    staysQuiet: [
      // A foreign program on another port is nobody's business.
      { ...UP },
      { ...UP, 'gateway.start.refusal': 'port-taken' },
      // A tunnel of a client, as it is meant.
      {
        'gateway.process.count': 0,
        'gateway.listener.owner': 'foreign',
        'config.mode': 'remote',
        'client:a|connect.reached': 'challenge',
      },
      // Releases before 2026.3 have no health pages; what offers the challenge is a gateway.
      {
        'gateway.process.count': 0,
        'gateway.listener.state': 'listening',
        'gateway.http.live': 'not-openclaw',
        'gateway.listener.owner': 'other-gateway',
        'client:a|connect.reached': 'challenge',
      },
    ],
    cannotTell: [{ 'gateway.listener.owner': 'unknown' }],
  }),
  'lifecycle-lock-held': signed('lock', 'lifecycle-held', {
    fires: [{ 'gateway.start.refusal': 'lifecycle-lock' }],
    // With a live process of this gateway the second start is the fault.
    staysQuiet: [{ ...UP, 'gateway.start.refusal': 'lifecycle-lock' }, { 'lock.hint': 'left-over' }],
  }),
  'extra-gateway-services': signed('service', 'extra-services', {
    fires: [{ ...UP, 'gateway.service.twins-enabled': 1, 'gateway.service.twins': ['systemd a.service'] }],
    staysQuiet: [{ ...UP, 'gateway.service.twins-enabled': 0 }],
  }),
  'foreign-supervisor': signed('service', 'foreign-signals', {
    fires: [{ ...UP, 'gateway.boot.ended-every-s': 30 }],
    staysQuiet: [{ ...UP, 'gateway.boot.last-outcome': 'clean-stop' }],
  }),
} satisfies Record<string, Cases>;
