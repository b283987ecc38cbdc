/**
 * @module evidence/readers/signs/services
 * Words about the service, its supervisor, second instances and locks: systemd, launchd, schtasks, docker,
 * OpenClaw's own status and doctor.
 */
import { names, type Signature, suggests } from '../signature.ts';

const DAEMON = /openclaw|clawdbot|moltbot|gateway/i;

export const SERVICE_SIGNS: readonly Signature[] = [
  names('service:crash-loop', 'start request repeated too quickly'),
  names('service:crash-loop', 'start-limit-hit'),
  names('service:crash-loop', 'stopped restarting the gateway after repeated crashes'),
  names('service:crash-loop', 'restart counter is at', { find: /restart counter is at (?:[5-9]|\d{2,})\b/ }),
  names('service:crash-loop', 'nrestarts=', { find: /NRestarts=(?:[5-9]|\d{2,})\b/i }),
  names('service:crash-loop', 'restarting (', { find: /\bRestarting \((?!78\b)\d{1,3}\)/ }),
  names('service:uncaught-exception', [
    'unhandled promise rejection',
    'unhandledrejection',
    'uncaught exception',
    'uncaughtexception',
  ]),
  suggests('service:crash-loop', [
    'scheduled restart job',
    'service respawning too fast',
    'throttling respawn',
  ]),
  suggests('service:crash-loop', 'main process exited', { find: /code=exited, status=1\/FAILURE/ }),
  suggests('service:exits-at-once', 'loaded but not running'),
  names('service:safe-mode', ['suppressed by crash-loop breaker', 'gateway.crash_loop_breaker']),
  names('service:entrypoint-stale', ['entrypoint does not match', 'gateway-entrypoint-mismatch']),
  names('service:entrypoint-stale', 'cannot find module', {
    find: /Cannot find module '[^']{1,200}(?:openclaw|clawdbot|moltbot)[^']{0,80}dist\/(?:entry|index)/,
  }),
  names('service:entrypoint-stale', 'status=203/exec'),
  names('service:credential-embedded', [
    'service embeds openclaw_gateway_token',
    'gateway-token-embedded',
    'gateway-password-embedded',
    'should be reinstalled',
  ]),
  names('service:definition-drift', [
    'gateway-port-mismatch',
    'service port does not match current gateway config',
    'gateway-managed-env-embedded',
    'installed service definition needs repair',
    'service config looks out of date',
    'service definition is out of date',
  ]),
  suggests(
    'service:definition-drift',
    [
      'gateway-path-',
      'gateway-runtime-',
      'launchd-',
      'systemd-restart-sec',
      'systemd-kill-mode',
      'environmentfile',
      'execstart=',
    ],
    {
      find: /gateway-path-\w|gateway-runtime-\w|launchd-(?:keep|run|env)|systemd-(?:restart|kill)|EnvironmentFile=|ExecStart=\/.{0,80}(?:\.nvm|fnm|volta|asdf)/,
    },
  ),
  names('service:config-path-differs', [
    'cli and service are using different config paths',
    'different config paths',
  ]),
  names('service:extra-services', [
    'other gateway-like services detected',
    'system-level openclaw gateway service detected',
  ]),
  names('service:linger-off', [
    'linger=no',
    'systemd-linger',
    'lingering is disabled',
    'linger is not enabled',
    'enable-linger',
  ]),
  suggests('service:killed-at-logout', ['user@', 'session closed', 'logged out'], {
    find: /user@\d{1,7}\.service|session closed for user|logged out/i,
  }),
  names('service:foreign-signals', 'another supervisor may be managing this gateway'),
  suggests('service:foreign-signals', 'duelingscopeswarning'),
  names('service:not-registered', ['could not find service', 'could not be found', 'not loaded'], {
    find: /Could not find service "?(?:ai\.openclaw|com\.clawdbot|bot\.molt)|Unit (?:openclaw|clawdbot|moltbot)[\w@.-]{0,40}service (?:could not be found|not found|not loaded)/i,
  }),
  names('service:not-registered', [
    'no background gateway service was detected',
    'gateway service is installed but not loaded',
    'gateway service missing',
    'gateway service not installed',
    'service is not installed',
  ]),
  suggests('service:not-installed', ['not installed'], {
    find: /(?:service|daemon|launchagent|systemd user|scheduled task)[^.]{0,40}not installed/i,
  }),
  names('service:system-unit-unseen', 'not installed', {
    around: /\/etc\/systemd\/system\/(?:openclaw|clawdbot|moltbot)/,
  }),
  suggests('service:system-unit-unseen', 'unmanaged process'),
  names('service:no-manager', [
    'gateway service disabled',
    "you're in a container, run the gateway in the foreground",
    'gateway service install not supported',
  ]),
  suggests('service:not-registered', [
    'bootstrap failed: 5',
    'kickstart failed',
    'schtasks create failed',
    'load failed: 5',
  ]),
  names('service:bus-unreachable', [
    'failed to connect to bus',
    'failed to connect to user scope bus',
    'systemctl --user unavailable',
    'systemd user services are unavailable',
    'systemd user services unavailable',
    'systemd user services are not reachable',
    'cannot attach to the user gui session',
    '$dbus_session_bus_address',
    'no medium found',
  ]),
  suggests('service:bus-unreachable', 'xdg_runtime_dir'),
  names('service:bus-unreachable', 'gateway service ownership or shutdown could not be verified'),
  names('service:pid-not-owner', 'runtime pid does not own the listening port'),
  names('service:stopped', ['active: inactive (dead)', 'activestate=inactive', 'activestate=failed']),
  names('service:stopped', 'runtime: stopped', { find: /^Runtime: stopped/ }),
  names('service:second-instance', [
    'gateway already running (pid',
    'openclaw gateway processes appear to be listening on port',
  ]),
  // Found and cleared away by the restart that prints it.
  suggests('service:second-instance', [
    'found stale gateway process',
    'stale gateway process(es) before restart',
  ]),
  suggests('service:second-instance', [
    'multiple gateways',
    'two gateway processes',
    'two openclaw processes',
  ]),
  suggests('service:second-instance', ['multiple reachable gateway']),
  names('service:poll-conflict', 'terminated by other getupdates request'),
  // "Port N is already in use" alone stands beside every failed probe of a live port.
  suggests('service:second-instance', ['eaddrinuse', 'another gateway instance']),

  names('lock:lifecycle-held', [
    'statedatabasecoordinatorcontentionerror',
    'owns gateway-lifecycle',
    'gateway-lifecycle ownership held by another',
  ]),
  names('lock:maintenance', 'gateway.maintenance_required', {
    unless: /owns gateway-lifecycle|ContentionError/,
  }),
  names('lock:session-file', 'session file locked'),
  names('lock:session-file', ['session write lock', 'sessionwritelocktimeout', 'sessionlocktimeout']),
  suggests('lock:left-over', '.lock', {
    find: /\.lock\b/,
    unless: /package-lock|pnpm-lock|yarn\.lock|No such file/i,
  }),
  suggests('lock:left-over', '"pid"', {
    find: /"pid"\s?:\s?\d{1,7}.{0,120}"(?:createdAt|starttime|startTime)"/,
  }),
  names('lock:owner-gone', ['stale lock', 'lock is stale', 'stale pid', 'stale gateway.lock'], {
    around: DAEMON,
  }),
  suggests('lock:owner-gone', [
    'gateway lock',
    'lock timeout after',
    'failed to acquire gateway lock',
    'lock held by pid',
  ]),

  names('service:crash-loop', 'runs =', { find: /\bruns = \d{2,6}\b/, around: /launchctl|state = |gui\// }),
  names('service:crash-loop', ['"restartcount"', 'restartcount='], {
    find: /RestartCount"?\s?[:=]\s?(?:[5-9]|\d{2,})\b/i,
  }),
  names(
    'service:uncaught-exception',
    ['triggeruncaughtexception', 'err_unhandled_rejection', 'segmentation fault', 'dumped core', 'core-dump'],
    {
      unless: /chrom/i,
    },
  ),
  suggests('service:crash-loop', ['last exit code', 'exited with code', 'exit code 1', 'exited (1)'], {
    find: /last exit (?:code|status)[ =:]{1,3}[1-9]|exited with code [1-9]|exit code 1\b|Exited \(1\)/i,
    around: DAEMON,
  }),
  names('service:bus-unreachable', [
    'system has not been booted with systemd',
    'failed to get d-bus connection',
    'systemctl not available',
    'systemctl is-enabled unavailable',
    'systemd-user-bus-unavailable',
    'systemd-busctl-unavailable',
    'user_bus_unavailable',
  ]),
  suggests(
    'service:entrypoint-stale',
    ['no such file or directory', 'module_not_found', 'cannot find module'],
    {
      find: /(?:ExecStart|ProgramArguments|plist|\.service|launchd|systemd).{0,160}(?:No such file|not found)|(?:MODULE_NOT_FOUND|Cannot find module).{0,160}(?:openclaw|clawdbot)/i,
    },
  ),
  names(
    'service:definition-drift',
    [
      'unit file changed on disk',
      'uses node from a version manager',
      'service path includes version managers',
      'daemon-reload',
    ],
    {
      find: /changed on disk|version manager|run '?systemctl .{0,20}daemon-reload/i,
    },
  ),
  suggests('service:foreign-signals', ['pm2', 'watchdog', 'supervisord', 'monit'], {
    around: DAEMON,
    find: /\b(?:pm2|watchdog|supervisord|monit)\b/i,
  }),
  suggests('service:not-installed', ['gateway install', 'schtasks', 'access is denied'], {
    find: /gateway install.{0,80}(?:fail|error|denied)|schtasks.{0,80}(?:fail|error|denied)|Access is denied/i,
  }),
];
