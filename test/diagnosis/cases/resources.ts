/** Rows of the cards in diagnosis/cards/resources. */
import { type Cases, DOWN, read, signed, UP } from './case.ts';

const GIB = 1_073_741_824;

export const RESOURCES_CASES = {
  'disk-full': signed('resource', 'disk-full', {
    fires: [
      { ...UP, 'gateway.disk.free-bytes': 0, 'gateway.disk.used-percent': 100 },
      { 'gateway.disk.free-inodes': 0 },
      { 'gateway.disk.full-error': true, 'gateway.disk.free-bytes': 4_096 },
    ],
    staysQuiet: [
      {
        'gateway.disk.free-bytes': 3 * 1_048_576,
        'gateway.disk.used-percent': 75,
        'gateway.disk.free-inodes': 900,
      },
      {
        'gateway.disk.full-error': true,
        'gateway.disk.free-bytes': 20 * GIB,
        'gateway.disk.free-inodes': 100_000,
      },
    ],
    cannotTell: [{ 'gateway.disk.used-percent': 97 }],
  }),
  'state-db-error': signed('resource', 'state-db', {
    fires: [
      { 'gateway.disk.read-only': true },
      { ...DOWN, 'gateway.state.database': 'damaged' },
      { 'gateway.start.refusal': 'state-database' },
    ],
    staysQuiet: [
      { 'gateway.disk.read-only': false },
      { ...DOWN, 'gateway.state.database': 'ok' },
      // A gateway that never ran has none yet.
      { ...DOWN, 'gateway.state.database': 'missing' },
    ],
  }),
  'handover-half-written': {
    fires: [
      {
        ...DOWN,
        'gateway.start.refusal': 'state-database',
        'gateway.handover.half-written': '/tmp/openclaw/managed-update-handoffs.sqlite',
      },
    ],
    staysQuiet: [
      // Left behind, but nothing failed for it.
      { ...DOWN, 'gateway.handover.half-written': '/tmp/openclaw/managed-update-handoffs.sqlite' },
      {
        ...UP,
        'gateway.start.refusal': 'state-database',
        'gateway.handover.half-written': '/tmp/openclaw/managed-update-handoffs.sqlite',
      },
    ],
    cannotTell: [{ ...DOWN, 'gateway.start.refusal': 'state-database' }],
  },
  'memory-pressure': signed('resource', 'heap', {
    fires: [{ 'resource.sign': 'memory' }, { ...DOWN, 'gateway.service.result': 'oom-kill' }],
    staysQuiet: [
      { 'host|host.memory.available-percent': 2 },
      { ...UP, 'gateway.service.result': 'oom-kill' },
      { ...DOWN, 'gateway.service.result': 'signal' },
    ],
  }),
  'event-loop-saturated': signed('resource', 'event-loop', {
    fires: [
      {
        ...UP,
        'gateway.http.event-loop-degraded': true,
        'client:a|connect.timed-out': 'hello',
      },
      { ...UP, 'gateway.http.live': 'timeout' },
      { ...UP, 'gateway.http.answers': 'late', 'gateway.uptime-s': 400 },
      // Stopped and let go on, again and again: it is greeted now and then, and held up all the same.
      {
        ...UP,
        'gateway.process.state': 'stopped',
        'gateway.http.answers': 'late',
        'gateway.uptime-s': 400,
        'gateway.http.event-loop-degraded': false,
        'client:a|connect.hello': true,
      },
    ],
    staysQuiet: [
      { ...UP, 'gateway.http.answers': 'late', 'gateway.uptime-s': 12 },
      {
        ...UP,
        'gateway.http.answers': 'late',
        'gateway.uptime-s': 400,
        'gateway.http.startup': 'draining',
      },
      { ...UP, 'gateway.http.answers': 'prompt', 'gateway.uptime-s': 400 },
      // The first seconds after a start look like this, and so does any busy minute that answers.
      { ...UP, 'gateway.process.uptime-s': 20, 'gateway.http.event-loop-degraded': true },
      { ...UP, 'gateway.http.event-loop-degraded': true, 'client:a|connect.hello': true },
      { 'symptom.word': 'intermittent', 'protocol.sign': 'clean-close' },
    ],
  }),
  'file-permission': signed('resource', 'permission-denied', {
    fires: [
      { ...DOWN, 'config.file': 'unreadable' },
      { 'gateway.files.shut': ['/srv/openclaw.json (owner 0, mode 600)'] },
      { 'gateway.start.refusal': 'no-permission' },
    ],
    staysQuiet: [
      { 'config.file': 'readable' },
      { 'gateway.files.account': 1000 },
      // We look as somebody else than it runs as.
      { ...UP, 'config.file': 'unreadable' },
    ],
  }),
  'host-sleep': read('kernel: PM: suspend entry (deep)', 'telegram: sleeping 5 s before the next poll'),
  'clock-step': signed('resource', 'clock-step', {
    fires: [{ 'host|host.clock.offset-ms': 300_000 }, { 'host|host.clock.offset-ms': -300_000 }],
    staysQuiet: [{ 'host|host.clock.offset-ms': 119_000 }],
  }),
  'log-growth': read('48G /var/log/openclaw/gateway.log', '48K /var/log/openclaw/gateway.log'),
} satisfies Record<string, Cases>;
