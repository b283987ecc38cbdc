/** Rows of what is felt at the process: starts, supervisors, second gateways, the machine. */
import { type Cases, CLIENT, DOWN, signed, UP } from './case.ts';

const GIB = 1_073_741_824;

export const PROCESS_CASES = {
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
  'lifecycle-lock-held': signed('lock', 'lifecycle-held', {
    fires: [{ 'gateway.start.refusal': 'lifecycle-lock' }],
    // With a live process of this gateway the second start is the fault.
    staysQuiet: [{ ...UP, 'gateway.start.refusal': 'lifecycle-lock' }, { 'lock.hint': 'left-over' }],
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
  'gateway-frozen': {
    fires: [
      { 'gateway.process.state': 'stopped' },
      { 'gateway.container.state': 'paused' },
      { 'gateway.process.state': 'blocked', 'gateway.http.live': 'timeout' },
    ],
    staysQuiet: [
      // Slow is not frozen, and a moment in the disk queue is not either.
      { ...UP, 'gateway.http.live': 'timeout' },
      { ...UP, 'gateway.process.state': 'blocked' },
      { ...UP, 'gateway.process.state': 'stopped', 'gateway.http.answers': 'late' },
    ],
    cannotTell: [{ 'gateway.http.live': 'timeout' }],
  },
  'service-stopped': signed('service', 'stopped', {
    fires: [{ ...DOWN, 'gateway.service.installed': true, 'gateway.service.active': 'inactive' }],
    staysQuiet: [
      { ...UP, 'gateway.service.installed': true, 'gateway.service.active': 'inactive' },
      { ...DOWN, 'gateway.service.installed': false },
    ],
    cannotTell: [{ ...DOWN }],
  }),
  'service-not-installed': signed('service', 'not-registered', {
    fires: [{ ...DOWN, 'gateway.service.installed': false, 'gateway.service.manager': 'systemd-user' }],
    staysQuiet: [
      // Where there is no service manager, nobody can have installed one.
      { ...DOWN, 'gateway.service.installed': false, 'gateway.service.manager': 'none' },
      { ...UP, 'gateway.service.installed': false, 'gateway.service.manager': 'systemd-user' },
      { 'service.sign': 'system-unit-unseen', 'service.hint': 'not-installed' },
    ],
    cannotTell: [{ 'gateway.service.installed': false }],
  }),
  'service-crash-loop': signed('service', 'crash-loop', {
    fires: [
      {
        'gateway.service.restarts': 9,
        'gateway.service.active': 'activating',
        'gateway.service.exit-code': 1,
      },
      { 'service.sign': 'uncaught-exception' },
      { 'gateway.service.result': 'start-limit-hit', 'gateway.service.exit-code': 1 },
      { ...UP, 'gateway.service.recent-failures': 4, 'gateway.service.exit-code': 0 },
      { ...DOWN, 'gateway.boot.recent-crashes': 3 },
      // Looked at while the next run begins.
      {
        'gateway.process.maybe-starting': true,
        'gateway.listener.state': 'free',
        'gateway.boot.recent-crashes': 3,
      },
    ],
    staysQuiet: [
      { ...DOWN, 'gateway.boot.recent-crashes': 1 },
      {
        'gateway.process.maybe-starting': true,
        'gateway.listener.state': 'free',
        'gateway.boot.recent-crashes': 1,
      },
      // It lasts by now.
      { ...UP, 'gateway.boot.recent-crashes': 3, 'gateway.process.uptime-s': 400 },
      // Restarts that nobody planned are failures; those that were planned are none.
      { ...UP, 'gateway.service.restarts': 12, 'gateway.service.recent-failures': 0 },
      { 'gateway.service.recent-failures': 9, 'gateway.service.exit-code': 78 },
      // 78 is a refusal of the configuration, not a crash; and three restarts in a month are none.
      { 'gateway.service.restarts': 9, 'gateway.service.active': 'failed', 'gateway.service.exit-code': 78 },
      { 'gateway.service.restarts': 2, 'gateway.service.active': 'active', 'gateway.service.exit-code': 1 },
      { 'symptom.word': 'keeps-restarting' },
    ],
    cannotTell: [{ 'gateway.service.restarts': 9 }],
  }),
  'boot-safe-mode': signed('service', 'safe-mode'),
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
  'service-definition-drift': signed('service', 'entrypoint-stale', {
    fires: [
      { 'service.sign': 'credential-embedded' },
      { ...DOWN, 'gateway.service.missing-file': '/opt/openclaw/dist/index.js' },
      { ...UP, 'gateway.service.port': 18_789, 'gateway.port': 18_789, 'gateway.port.clients': 19_000 },
    ],
    staysQuiet: [
      { 'gateway.service.newer-than-process': true },
      // Edited and not read again yet, or with a token inside that still is the right one: no trouble yet.
      { ...UP, 'gateway.service.reload-needed': true, 'gateway.service.embeds-credential': true },
      { ...UP, 'gateway.service.port': 18_789, 'gateway.port': 18_789, 'gateway.port.clients': 18_789 },
      // A left-over of former days beside a gateway that somebody else keeps.
      {
        ...UP,
        'gateway.service.missing-file': '/usr/lib/node_modules/clawdbot/dist/entry.js',
        'gateway.service.enabled': 'disabled',
        'gateway.service.active': 'inactive',
      },
    ],
    cannotTell: [{ 'gateway.service.port': 18_789 }],
  }),
  'service-config-path-mismatch': signed('service', 'config-path-differs', {
    fires: [
      { 'gateway.service.config-differs': true, 'gateway.service.config-path': '/etc/other.json' },
      { ...DOWN, 'gateway.state.database': 'missing', 'gateway.elsewhere.same-config': true },
      {
        ...DOWN,
        'gateway.state.database': 'missing',
        'config.file': 'missing',
        'gateway.elsewhere.state': ['/srv/claw'],
      },
    ],
    staysQuiet: [
      { 'gateway.service.config-differs': false },
      // It ran here: its configuration is gone, and its neighbour is well.
      {
        ...DOWN,
        'gateway.state.database': 'ok',
        'config.file': 'missing',
        'gateway.elsewhere.state': ['/srv/claw'],
      },
      // A second gateway that was set up and never started.
      {
        ...DOWN,
        'gateway.state.database': 'missing',
        'config.file': 'readable',
        'gateway.elsewhere.state': ['/srv/claw'],
        'gateway.elsewhere.same-config': false,
      },
    ],
  }),
  'extra-gateway-services': signed('service', 'extra-services', {
    fires: [{ ...UP, 'gateway.service.twins-enabled': 1, 'gateway.service.twins': ['systemd a.service'] }],
    staysQuiet: [{ ...UP, 'gateway.service.twins-enabled': 0 }],
  }),
  'linger-disabled': signed('service', 'linger-off', {
    fires: [
      { 'service.hint': 'killed-at-logout', 'symptom.word': 'after-logout' },
      {
        ...DOWN,
        'gateway.service.manager': 'systemd-user',
        'gateway.service.linger': false,
        'gateway.service.manager-up': false,
      },
    ],
    staysQuiet: [
      // Somebody is logged in: then the service was stopped, or lives.
      {
        ...DOWN,
        'gateway.service.manager': 'systemd-user',
        'gateway.service.linger': false,
        'gateway.service.manager-up': true,
      },
      {
        ...DOWN,
        'gateway.service.manager': 'systemd-user',
        'gateway.service.linger': true,
        'gateway.service.manager-up': false,
      },
      { 'symptom.word': 'after-logout' },
      { 'service.hint': 'killed-at-logout' },
    ],
  }),
  'foreign-supervisor': signed('service', 'foreign-signals', {
    fires: [{ ...UP, 'gateway.boot.ended-every-s': 30 }],
    staysQuiet: [{ ...UP, 'gateway.boot.last-outcome': 'clean-stop' }],
  }),
  'supervisor-unreachable': signed('service', 'bus-unreachable', {
    fires: [{ 'service.sign': 'system-unit-unseen' }],
  }),
  'stale-lock': signed('lock', 'owner-gone', {
    fires: [{ 'lock.sign': 'session-file' }],
    // Locks left by a killed process are reclaimed by the next start without a word.
    staysQuiet: [{ 'lock.hint': 'left-over' }],
  }),
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
  'host-sleep': signed('resource', 'slept'),
  'clock-step': signed('resource', 'clock-step', {
    fires: [{ 'host|host.clock.offset-ms': 300_000 }, { 'host|host.clock.offset-ms': -300_000 }],
    staysQuiet: [{ 'host|host.clock.offset-ms': 119_000 }],
  }),
  'log-growth': signed('resource', 'log-growth'),
} satisfies Record<string, Cases>;
