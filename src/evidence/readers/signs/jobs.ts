/**
 * @module evidence/readers/signs/jobs
 * Words about automations, heartbeats, device nodes and the browser tool.
 */
import { names, type Signature, suggests } from '../signature.ts';

const CRON = /cron|automation|scheduler|heartbeat|job/i;

export const JOB_SIGNS: readonly Signature[] = [
  names('schedule:disabled', [
    'scheduler disabled',
    'cron scheduler is disabled',
    'openclaw_skip_cron=1',
    're-enable with `cron.enabled: true`',
    'cron is disabled',
    'cron disabled',
  ]),
  names('schedule:disabled', '"enabled"', {
    find: /"enabled"\s?:\s?false/,
    around: /(?:cron|automations) status/i,
  }),
  names('schedule:disabled', 'cron.enabled', {
    find: /cron\.enabled["']?\s?[:=]\s?["']?false/,
    unless: /remove `cron/,
  }),
  names('schedule:no-next-wake', 'nextwakeatms', {
    find: /"?(?:schedulerN|n)extWakeAtMs"?\s?[:=]\s?null/,
    around: CRON,
    unless: /"enabled"\s?:\s?false/,
  }),
  suggests('schedule:no-next-wake', ['nextwakeatms', 'nextrunatms', 'timerarmed'], {
    find: /next(?:Wake|Run)AtMs|timerArmed"?:\s?false/i,
    around: /never|does ?n.t (?:run|fire)|not (?:run|fir)|skipped|missed|stopp?ed|stall/i,
  }),
  names('schedule:timer-silent', ['cron timer', 'timer never', 'never fires', 'lastrunatms'], {
    find: /timer (?:never|does not|doesn't) fire|cron timer (?:dead|stopped|not armed)/i,
  }),
  names('schedule:tick-failed', 'timer tick failed'),
  names(
    'schedule:delivery-failed',
    [
      'announce delivery failed',
      'delivery failed',
      'requires target',
      'no delivery target',
      'deliverystatus',
      'delivery target',
      'not-delivered',
      'delivery error',
    ],
    {
      find: /announce delivery failed|\[cron:[^\]]{1,64}\] delivery failed|cron .{0,40}delivery failed|requires (?:a )?target|no delivery target|"?deliveryStatus"?\s?[:=]\s?"?(?:not-delivered|failed|unknown)|delivery target .{0,40}(?:missing|not|unresolved)|deliveryError/i,
      around: CRON,
    },
  ),
  suggests('schedule:delivery-failed', ['"announce"', 'delivered":true', 'deliver=true', '"delivered"'], {
    around: CRON,
  }),
  names(
    'schedule:run-error',
    ['lastrunstatus', 'cron job failed', 'job failed', 'job run returned error', 'isolated agent'],
    {
      find: /cron: job run returned error status|lastRunStatus"?\s?[:=]\s?"?error|cron: job (?:failed|error)|cron job .{0,40}failed/i,
    },
  ),
  names('schedule:heartbeat-skipped', ['heartbeat skipped', 'heartbeat-skipped'], {
    unless: /no-route|dm-blocked|unknown account/i,
  }),
  names('schedule:heartbeat-skipped', [
    'empty-heartbeat-file',
    'quiet-hours',
    'requests-in-flight',
    'no-tasks-due',
    'alerts-disabled',
  ]),
  names('schedule:heartbeat-no-route', 'no-route', { around: /heartbeat/i }),
  names('schedule:heartbeat-dm-blocked', ['dm-blocked', 'directpolicy'], {
    find: /dm-blocked|directPolicy["']?\s?[:=]\s?["']?block/,
  }),
  names('schedule:heartbeat-unknown-account', 'heartbeat: unknown accountid'),
  names('schedule:caught-up', ['running missed job', 'missed jobs', 'catching up missed'], {
    find: /running missed job|catch(?:ing)? up/i,
  }),

  names('node:background', [
    '_background_unavailable',
    'queued until ios returns to foreground',
    'node_background_unavailable',
    'background_unavailable',
  ]),
  suggests('node:background', ['app is in the background', 'foreground'], {
    around: /android|ios|iphone|ipad|pixel|node/i,
  }),
  names(
    'node:permission',
    [
      '_permission_required',
      'permission_required',
      'permission_missing',
      '_permission_denied',
      'media projections require',
      'tcc',
      'not authorized to',
      'screen recording permission',
      'screen_recording',
    ],
    {
      find: /[A-Z]_PERMISSION_(?:REQUIRED|MISSING|DENIED)|PERMISSION_MISSING|Media projections require|screen.recording permission|not authorized to (?:capture|send|record)|\bTCC\b/,
    },
  ),
  names(
    'node:approval-required',
    ['approval required', 'approval-timeout', 'approval timed out', 'awaiting approval', 'approval_required'],
    {
      find: /SYSTEM_RUN_DENIED: approval required|Approval required \(id|approval-timeout|exec .{0,60}approval|approval timed out|APPROVAL_REQUIRED/i,
      unless: /pairing|device/i,
    },
  ),
  names(
    'node:allowlist-miss',
    ['allowlist miss', 'allowlist-miss', 'not on the allowlist', 'not in exec allowlist'],
    { find: /SYSTEM_RUN_DENIED: allowlist miss|allowlist[- ]miss|exec .{0,60}allowlist/i },
  ),
  names(
    'node:command-not-allowed',
    [
      'command not allowed',
      'node command not',
      'not allowlisted',
      'command not declared',
      'node did not declare',
      'denycommands',
      'unsupported node command',
      'nodes.commands.deny',
    ],
    {
      find: /node command not (?:allowed|declared)|command not (?:allowed|allowlisted|declared)|did not declare|commands\.deny["']?\s?[:=]\s?\[\s?"/i,
      around: /node|camera|screen|canvas|location|sms|system\.run/i,
      unless: /exec denied/i,
    },
  ),
  names(
    'node:offline',
    ['node not connected', 'node is offline', 'node_offline', 'not_connected', 'node disconnected'],
    // Nobody asked for it: the gateway looks what a node can do.
    { around: /node/i, unless: /probe skipped/ },
  ),
  names('node:capability-missing', [
    'capability missing',
    'does not support command',
    'missing capability',
    'requires a connected node that supports',
  ]),

  names('browser:plugin-excluded', [
    'plugins.allow does not include browser',
    'unknown command "browser"',
    "unknown command 'browser'",
    'does not know the command "browser"',
    'browser control is disabled',
    'browser plugin is disabled',
    'browser disabled',
  ]),
  names('browser:plugin-excluded', 'plugins.allow', {
    find: /"?allow"?\s?[:=]\s?\[(?![^\]]{0,400}browser)/,
    around: /browser (?:tool|control|command|is|status)/i,
  }),
  names(
    'browser:launch-failed',
    [
      'failed to start',
      'failed to launch the browser',
      'failed to launch chrome',
      'no usable sandbox',
      'no supported browser found',
      'missing x server',
      'chrome exited',
      'error while loading shared libraries',
      'singletonlock',
      'chromium exited',
      'browser process exited',
    ],
    {
      find: /Failed to start [\w ]{2,20} CDP|failed to launch|No usable sandbox|No supported browser found|Missing X server|Chrom(?:e|ium) exited|loading shared libraries|SingletonLock/i,
    },
  ),
  names('browser:executable', ['executablepath not found', 'browser executable not found'], {
    find: /executablePath not found|browser executable not found/i,
  }),
  names('browser:cdp-url', ['must be http(s) or ws(s)', 'has invalid port'], {
    find: /cdpUrl|CDP|must be http\(s\) or ws\(s\)/i,
  }),
  names(
    'browser:cdp-unreachable',
    [
      'remote cdp for profile',
      'cdp endpoint',
      'cdpready',
      'cdp connection',
      "can't reach the openclaw browser control",
      '/json/version',
      'connectovercdp',
      'cdp not reachable',
      'cdphttp',
      'chrome extension relay',
    ],
    {
      find: /Remote CDP for profile .{0,60}not reachable|Can't reach the openclaw browser control|json\/version.{0,80}(?:refused|timed? ?out|fail|40[34]|500)|connectOverCDP.{0,80}(?:timeout|fail|40[34])|CDP (?:endpoint|connection) .{0,60}(?:fail|refused|not reachable|timed? ?out)|extension relay .{0,60}(?:not|fail|refused)/i,
    },
  ),
  names('browser:cdp-unreachable', ['cdpready', 'cdphttp'], {
    find: /cdp(?:Ready|Http)"?\s?[:=]\s?false/,
    around: /timed? ?out|unavailable|refused|not reachable|fails?\b|cannot|can't/i,
  }),
  names('browser:cdp-websocket', 'cdp websocket', {
    find: /CDP websocket .{0,80}(?:not reachable|fail|refused)/i,
  }),
  names('browser:attach-no-target', ['attachonly is enabled', 'could not find devtoolsactiveport']),
  names('browser:cdp-unreachable', 'attachonly', {
    find: /attachOnly["']?\s?[:=]\s?true/,
    around: /timed out|not reachable|refused|cdpReady|fails?\b/i,
    unless: /blocked by policy/,
  }),
  names('browser:no-tabs', ['no browser tabs found', 'no chrome tabs found']),
  names('browser:playwright', 'playwright is not available in this gateway build'),
  names('browser:request-unsupported', [
    'fullpage is not supported for element screenshots',
    'are not supported for existing-session',
    'do not support element selectors',
    'support one file at a time',
    'does not support timeoutms',
    'not supported for existing-session',
  ]),
  suggests(
    'browser:stale-emulation',
    ['viewport', 'dark mode', 'locale', 'timezone', 'emulat', 'offline mode'],
    {
      find: /(?:viewport|dark mode|color scheme|locale|timezone|offline mode|emulat\w{0,6}).{0,80}(?:still|stays?|stuck|remains?|kept|left over|not reset)/i,
      around: /browser|chrome|profile|cdp/i,
    },
  ),
  suggests('browser:action-timeout', 'browser failed: timed out'),
  suggests('browser:cdp-unreachable', 'browser failed: timed out'),

  names('schedule:timer-silent', 'runningatms', {
    find: /runningAtMs"?\s?[:=]\s?\d{10,}/,
    around: /stuck|never|not (?:run|fire)|stale|skipped|hang/i,
  }),
  names(
    'schedule:delivery-failed',
    [
      'recipient is required',
      'outbound not configured for channel',
      'channel is required',
      'unsupported channel',
      'no deliverable',
      'message failed',
    ],
    { around: CRON },
  ),
  suggests('schedule:delivery-failed', ['delivery', 'announce', 'deliver'], {
    around: /cron|automation|scheduled|reminder/i,
  }),
  suggests('schedule:run-error', ['cron', 'automation'], {
    find: /(?:cron|automation).{0,100}(?:error|fail|timed? ?out|abort)/i,
  }),
  suggests('schedule:timer-silent', ['cron', 'automation', 'scheduler', 'job'], {
    find: /(?:cron|automation|scheduler|jobs?).{0,80}(?:never|not|stop|skip|miss|stall|late)/i,
  }),
  names(
    'node:permission',
    [
      'camera_disabled',
      'location_disabled',
      'accessibility_required',
      'computer_disabled',
      'sms_permission',
      'notification listener',
    ],
    {
      find: /CAMERA_DISABLED|LOCATION_DISABLED|ACCESSIBILITY_REQUIRED|COMPUTER_DISABLED|SMS_PERMISSION|notification listener/,
    },
  ),
  names('node:command-not-allowed', [
    'node command not allowed',
    'command not allowlisted',
    'node command is no longer allowed',
    'node command surface withheld',
    'unsupported node command',
  ]),
  names('node:approval-required', [
    'system_run_denied: explicit approval required',
    'approval_unavailable: no operator client connected',
    'command did not run: approval',
    'cannot wait for interactive exec approval',
    'exec denied (approval_required)',
    'approval_required',
  ]),
  names('node:allowlist-miss', ['host=node security=deny', 'security=allowlist']),
  suggests('node:approval-required', ['system_run_denied: approval', 'exec approvals: failed to deliver']),
  suggests('node:allowlist-miss', 'node-local exec policy does not authorize'),
  suggests('node:approval-required', ['exec denied', 'exec.approval', 'approvals'], {
    find: /exec denied|exec\.approval|approvals?\b.{0,60}(?:pending|never|timeout|ignored)/i,
    unless: /pairing/i,
  }),
  suggests('node:offline', ['disconnected', 'offline', 'not connected'], {
    find: /nodes?\b.{0,60}(?:disconnected|offline|not connected)/i,
  }),
  names('browser:launch-failed', [
    'profile appears to be in use',
    'err_launch',
    'chrome failed to start',
    'chrome did not start',
    'devtoolsactiveport file doesn',
    'cannot open display',
  ]),
  names(
    'browser:cdp-unreachable',
    ['browser control service', 'cdp http endpoint is not reachable', 'cdp connect failed', 'econnrefused'],
    {
      find: /Can't reach the (?:clawd|openclaw|moltbot)? ?browser control|CDP HTTP endpoint is not reachable|CDP connect failed|ECONNREFUSED.{0,40}:(?:922\d|1879\d|188\d\d)\b/i,
    },
  ),
  suggests('browser:cdp-unreachable', ['browser', 'chrome', 'cdp'], {
    find: /(?:browser|chrome|cdp).{0,100}(?:time[sd]? ?out|refused|unreachable|not reachable|fail|unavailable)/i,
  }),
  suggests('browser:launch-failed', ['chrome', 'chromium', 'browser'], {
    find: /(?:chrom(?:e|ium)|browser).{0,80}(?:failed to (?:start|launch)|won't start|spawn|sandbox)/i,
  }),
];
