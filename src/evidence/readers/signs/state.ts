/**
 * @module evidence/readers/signs/state
 * Words about configuration, workspaces, versions and what the machine no longer gives.
 */
import { names, type Signature, suggests } from '../signature.ts';

export const STATE_SIGNS: readonly Signature[] = [
  names('config:shared-hook-token', 'hooks.token must not match gateway auth token'),
  names(
    'config:invalid',
    [
      'invalid config',
      'config invalid',
      'config is invalid',
      'unrecognized key',
      'must not have additional properties',
      'json5 parse failed',
      'invalid input: expected',
      'config validation failed',
    ],
    {
      // Of a frame that a client sent, not of the file.
      unless: /config reload skipped|hot reload|warning only|invalid (?:connect|request|[\w.]{3,40}) params/i,
    },
  ),
  names('config:legacy-key', ['legacy config', 'legacy key', 'deprecated key'], {
    find: /legacy (?:config )?keys? (?:detected|found|present)|deprecated key/i,
  }),
  names('config:legacy-key', 'unrecognized key', { find: /gateway: Unrecognized key: "token"/ }),
  names('config:reload-skipped', 'config reload skipped'),
  names('config:reload-failed', 'config reload failed'),
  names('config:reload-off', 'config reload disabled'),
  names('config:reload-mode-retired', 'gateway.reload.mode', {
    find: /gateway\.reload\.mode: Invalid input/,
  }),
  names('config:write-rejected', ['config write rejected', '.rejected.']),
  names(
    'config:clobbered',
    [
      '.clobbered.',
      'size-drop-vs-last-good',
      'gateway-mode-missing-vs-last-good',
      'missing-meta-vs-last-good',
      'config observe anomaly',
      'auto-restored',
      'restored from last-good',
      'restored last known good',
      'config overwritten',
      'config overwrite',
      'overwrote',
      'wiped',
    ],
    {
      find: /\.clobbered\.|-vs-last-good|observe anomaly|restored (?:from )?last.(?:known.)?good|auto-restored|overw(?:rote|ritten|rite).{0,60}(?:config|openclaw\.json)|(?:config|openclaw\.json|settings).{0,60}(?:overwritten|wiped|reset|replaced)|Config overwrite/i,
    },
  ),
  suggests('config:clobbered', ['suspicious or clobbered config', 'doctor changes']),
  names('config:conflict', [
    'gateway_effective_config_conflict',
    'requires gateway bind=loopback',
    'requires gateway auth mode=password',
    'requires gateway.trustedproxies',
    'non-loopback control ui requires',
  ]),
  names('config:mode-missing', 'missing gateway.mode'),
  names('config:remote-target', [
    'gateway.mode=remote',
    '"mode": "remote"',
    '"mode":"remote"',
    'gateway mode: remote',
  ]),
  names('config:remote-url-empty', 'gateway.remote.url is empty'),
  names(
    'config:endpoint-disabled',
    ['/v1/chat/completions', '/v1/responses', '/v1/models', '/v1/embeddings', 'chatcompletions'],
    {
      find: /\b40[45]\b|not found|method not allowed|enabled["']?\s?[:=]\s?false/i,
      around: /\b40[45]\b|not found|method not allowed/i,
    },
  ),
  names('config:doubled-path', '.openclaw/.openclaw'),

  names(
    'workspace:missing',
    [
      'workspace directory not found',
      'workspace_path_not_found',
      'workspace does not exist',
      'workspace not found',
      'absent',
    ],
    {
      find: /workspace.{0,60}(?:not found|does not exist|missing)|workspace_path_not_found|workspace.{0,80}ABSENT/i,
    },
  ),
  names('workspace:missing', 'enoent', { find: /ENOENT.{0,120}workspace(?!s?\/(?:skills|memory)\/)/i }),
  suggests('workspace:missing', 'no such file or directory', { find: /workspace/i, unless: /sandbox/i }),
  names(
    'workspace:sandbox-path',
    ['workingdirectory', 'working directory is', 'workspaceaccess', '/workspace'],
    {
      find: /workspaceAccess|working directory is|\/workspace\b/i,
      around:
        /sandbox.{0,400}(?:no such file|does not exist|wrong|not the configured)|(?:no such file|does not exist).{0,400}sandbox/is,
    },
  ),
  suggests('workspace:mismatch', ['workspace'], {
    find: /(?:not|instead of|other than|rather than|ignores?) (?:\w+ ){0,3}configured|configured .{0,60}workspace.{0,60}(?:ignored|not used)/i,
  }),
  suggests('workspace:mismatch', ['workspace'], {
    find: /workspace/i,
    around:
      /wrong (?:folder|directory|workspace|path)|different (?:folder|directory|workspace)|not the (?:one|folder)/i,
  }),
  names('workspace:permission', ['permission denied', 'eacces'], {
    find: /(?:permission denied|EACCES).{0,160}workspace|workspace.{0,160}(?:permission denied|EACCES)/i,
  }),
  names('workspace:read-only', ['erofs', 'read-only file system']),
  names(
    'workspace:mount',
    [
      'bind mount',
      'bind source path does not exist',
      'not a directory: unknown',
      '"mounts"',
      'mounts denied',
    ],
    {
      find: /bind source path does not exist|mounts denied|not a directory: unknown|bind mount.{0,80}(?:missing|wrong|empty|not)|"Mounts"\s?:\s?\[\s?\]/i,
    },
  ),
  suggests('workspace:mount', ['volumes:', '-v ', '/home/node/.openclaw'], {
    find: /volumes:|-v \S{1,80}:\S{1,80}|ENOENT.{0,100}\/home\/node\/\.openclaw/i,
    around: /docker|podman|compose|kubernetes/i,
  }),
  names('workspace:symlink-escape', ['symlink-escape', 'skipping escaped skill path']),
  names('workspace:shared', ['same workspace', 'share the same state', 'same state dir'], {
    find: /same (?:workspace|state dir)/i,
    around: /two|both|second|another|gateways|instances|profiles/i,
  }),

  names(
    'upgrade:version-skew',
    [
      'this openclaw command is version',
      'written by a newer openclaw',
      'last written by a newer',
      'older than the gateway',
      'newer than the cli',
      'version mismatch',
    ],
    { unless: /device|client version mismatch|schema version/i },
  ),
  names(
    'upgrade:split-brain',
    [
      'multiple openclaw installs',
      'multiple installations',
      'two installations',
      'refusing service mutation',
      'older than the config last written',
    ],
    {
      find: /multiple (?:openclaw )?install|two install|refusing service|which -a openclaw|older than the config last written/i,
    },
  ),
  names('upgrade:newer-schema', ['newer schema', 'schema version', 'user_version'], {
    find: /newer schema|schema version \d{1,4} .{0,60}(?:newer|supported|greater)|supports? (?:schema )?(?:version )?up to/i,
  }),
  names('upgrade:stale-install', [
    'gateway install changed',
    'staleinstall":true',
    'installation changed while the gateway was running',
    'installation replaced: running',
  ]),
  // A chunk of the product's own build with another hash: the files were replaced under the process.
  names('upgrade:stale-install', ['cannot find module', 'cannot find package', 'err_module_not_found'], {
    find: /(?:^|[\s'"(]|openclaw[\\/]|clawdbot[\\/])dist[\\/][\w.-]{2,60}-[\w-]{8}\.m?js/,
  }),
  // A chunk that is gone, or a part that is still there and no longer fits what the old chunks want of it.
  names('upgrade:stale-install', ['enoent', 'is not defined by "exports"'], {
    find: /(?:ENOENT.{0,80}|imported from \S{0,300})[\\/]node_modules[\\/](?:openclaw|clawdbot|moltbot)[\\/](?:di?s?(?:\.\.\.|…)|dist[\\/][\w.-]{2,60}-[\w-]{8}\.m?js)/,
  }),
  names(
    'upgrade:not-restarted',
    ['restart the gateway to finish', 'restart required to apply', 'running version differs'],
    { find: /restart .{0,40}(?:finish|apply) .{0,30}(?:update|upgrade)|running version differs/i },
  ),
  names('upgrade:maintenance', [
    'startupmaintenancerequirederror',
    'migrations did not complete cleanly; refusing to report the gateway ready',
  ]),
  names(
    'upgrade:node-unsupported',
    [
      'node:sqlite',
      'is unsupported; use node',
      'unsupported engine',
      'requires node',
      'ebadengine',
      'err_unknown_builtin_module',
      'node version',
    ],
    {
      find: /node:sqlite (?:is unavailable|.{0,20}not found|missing)|No such built-in module: node:|is unsupported; use Node|Unsupported engine|requires Node(?:\.js)? ?(?:>=|v?\d)|EBADENGINE|ERR_UNKNOWN_BUILTIN_MODULE|Node(?:\.js)? v?\d+(?:\.\d+){0,2} (?:is )?(?:too old|not supported|unsupported)/i,
    },
  ),
  suggests('upgrade:just-updated', [
    'npm: installed',
    'global install swap completed',
    'update complete',
    'updated to 202',
  ]),

  names(
    'resource:disk-full',
    ['enospc', 'no space left on device', 'database or disk is full', 'disk quota exceeded'],
    // Linux says so of its file watchers too, which are no space.
    { unless: /file watchers|inotify/i },
  ),
  names('resource:disk-full', '100%', { find: /\s100%\s+\// }),
  names(
    'resource:state-db',
    [
      'database is locked',
      'attempt to write a readonly database',
      'disk i/o error',
      'database disk image is malformed',
      'sqlite_busy',
      'sqlite_corrupt',
      'sqlite_cantopen',
    ],
    { unless: /^skipped|retrying/i },
  ),
  names('resource:heap', ['heap out of memory', 'reached heap limit', 'ineffective mark-compacts']),
  names(
    'resource:memory',
    [
      'oom-kill',
      'out of memory: killed',
      'oomkilled',
      'memory pressure: level=critical',
      'exit code 137',
      'exited (137)',
      'code=killed, signal=kill',
      'killed process',
      'rss_threshold',
    ],
    { unless: /"?OOMKilled"?\s?:\s?false|memory pressure: level=warning/i },
  ),
  suggests('resource:memory', ['status=9/kill', 'memory pressure']),
  // Anybody may kill: the kernel says what for.
  suggests('resource:memory', 'sigkill', {
    around: /memory|\boom|heap|\brss\b|\bswap|\bram\b|内存|speicher/i,
  }),
  names('resource:event-loop', [
    'event-loop load',
    'event loop blocked',
    'event loop lag',
    'event loop is blocked',
    'liveness warning',
  ]),
  // The first seconds after every start look like this; only a repeated warning names it.
  suggests('resource:event-loop', ['event_loop_delay', 'event_loop_utilization', 'event loop delay']),
  suggests('resource:event-loop', ['liveness heartbeat delayed', 'slow rpc']),
  suggests('resource:busy', ['% cpu', 'cpu'], {
    find: /\b(?:[89]\d|1\d\d|[2-9]\d\d)(?:\.\d)?\s?% ?cpu|cpu.{0,12}\b(?:9\d|1\d\d|[2-9]\d\d)(?:\.\d)?\s?%/i,
  }),
  suggests('resource:busy', 'res ✓', { find: /res ✓ [\w.]{1,60} \d{5,7}ms/ }),
  suggests('resource:busy', ['maxconcurrent', 'long-running session', 'lane wait']),
  names('resource:permission-denied', ['eacces', 'eperm', 'permission denied'], {
    find: /(?:EACCES|EPERM|permission denied).{0,200}(?:\.openclaw|\.clawdbot|\.moltbot|openclaw\.json|state|sessions|credentials|auth-profiles)|(?:\.openclaw|\.clawdbot|openclaw\.json).{0,160}(?:EACCES|EPERM|permission denied)/i,
    unless: /workspace|listen EACCES|Chrome|sock/i,
  }),
  names(
    'resource:slept',
    [
      'system sleep',
      'entering sleep',
      'darkwake',
      'suspend entry',
      'pm: suspend',
      'wake from',
      'clamshell sleep',
    ],
    {
      find: /entering sleep|DarkWake|suspend entry|PM: suspend|wake from (?:normal sleep|standby)|clamshell sleep|system sleep/i,
    },
  ),
  names('resource:clock-step', ['time has been changed', 'clock step', 'time jumped', 'system clock wrong'], {
    find: /time has been changed|clock step|time jumped|system clock wrong/i,
  }),
  names('resource:log-growth', ['log file', 'logs', '.log', '/tmp/'], {
    find: /\b\d{2,4}(?:\.\d)?\s?(?:G|GB|GiB)\b.{0,60}(?:\.log|logs?\b|\/tmp\/|tmp dir|session|media)|(?:\.log|logs?\b|\/tmp\/\S{1,60}|temp dir\w*).{0,60}\b\d{1,4}(?:\.\d)?\s?(?:G|GB|GiB)\b/i,
  }),

  names(
    'config:invalid',
    ['unrecognized keys', 'json5: invalid', 'is not valid json', 'unexpected token', 'invalid json'],
    {
      around: /openclaw\.json|clawdbot\.json|config/i,
      find: /unrecognized keys|JSON5: invalid|is not valid JSON|invalid json|Unexpected token .{0,40}(?:JSON|position)/i,
      unless: /reload skipped|response|fetch/i,
    },
  ),
  suggests('config:invalid', ['config', 'schema', 'expected'], {
    find: /(?:config|schema).{0,80}(?:invalid|error|reject|fail|unsupported)|expected \w{3,10}, received \w{3,10}/i,
  }),
  suggests('config:clobbered', ['config overwrite', '.bak', 'openclaw.json'], {
    find: /Config overwrite:|openclaw\.json(?:\.bak|.{0,60}(?:shrank|smaller|bytes|empty|missing keys))/i,
  }),
  names('workspace:permission', 'eacces', { find: /EACCES.{0,160}\/home\/node\/\.(?:openclaw|clawdbot)/i }),
  names('workspace:mount', 'no such file or directory', {
    find: /(?:docker|podman|kubectl) exec .{0,160}No such file or directory/i,
  }),
  suggests('workspace:permission', ['permission denied', 'eacces', 'read-only'], {
    around: /workspace|sandbox/i,
  }),
  names('upgrade:version-skew', ['cli version', 'gateway version'], {
    find: /(?:cli|client) version .{0,40}(?:differs|older|newer|does not match).{0,40}gateway|version mismatch: /i,
  }),
  suggests('upgrade:version-skew', ['version'], {
    find: /(?:old|new|different|wrong)(?:er)? version|version (?:drift|differs|conflict)|requires? (?:version )?>=/i,
  }),
  suggests(
    'upgrade:split-brain',
    ['/usr/local/bin/openclaw', '/usr/bin/openclaw', '.npm-global', '/opt/homebrew/bin/openclaw'],
    { around: /two|both|old|first|other|different/i },
  ),
  suggests('upgrade:node-unsupported', ['node v', 'node 2', 'nvm', 'node.js'], {
    find: /\bnode(?:\.js)? ?v?(?:1[0-9]|2[0-3])\b/i,
  }),
  suggests('resource:memory', ['rss', 'heap', 'memory', 'mem'], {
    find: /(?:rss|heap|memory|mem).{0,40}\b\d{1,3}(?:\.\d{1,2})? ?(?:GB|GiB|G)\b|\b\d{1,3}(?:\.\d{1,2})? ?(?:GB|GiB|G)\b.{0,30}(?:rss|heap|memory)|memory leak/i,
  }),
  suggests(
    'resource:event-loop',
    ['gateway timeout after', 'gateway closed (4000', 'gateway request timeout', 'tick timeout', 'eventloop'],
    { unless: /"degraded"\s?:\s?false/ },
  ),
  suggests('resource:log-growth', ['.log', 'logs', 'tmp'], {
    find: /(?:log|tmp|temp).{0,60}(?:grow|huge|fill|GB|accumulat|never (?:deleted|rotated))/i,
  }),
  suggests('resource:permission-denied', ['eacces', 'eperm', 'permission denied', 'operation not permitted']),
  // Advice at every start; what it names is loaded all the same.
  suggests('work:benign', 'plugins.allow is empty; discovered non-bundled plugins'),
  suggests('work:benign', ['warning', 'warn'], {
    around:
      /but (?:it |everything )?works|harmless|cosmetic|misleading|works fine|false (?:warning|alarm|positive)/i,
  }),

  names('config:missing-file', ['no config file', 'config file not found', 'openclaw.json not found'], {
    unless: /Missing config/,
  }),
];
