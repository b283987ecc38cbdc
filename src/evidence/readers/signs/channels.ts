/**
 * @module evidence/readers/signs/channels
 * Words about chat channels, plugins and running work. A bare 401 counts only where the line or what stands
 * around it speaks of a chat provider.
 */
import { names, type Signature, suggests } from '../signature.ts';

const CHAT =
  /telegram|slack|discord|whatsapp|baileys|signal|imessage|feishu|lark|matrix|msteams|mattermost|getUpdates|sendMessage|\bbot token\b|botToken/i;

/** A person who turned the bot away is no trouble of the bot's. */
const ONE_PERSON =
  /blocked by the user|user is deactivated|can't initiate conversation|can't send messages to bots/i;

export const CHANNEL_SIGNS: readonly Signature[] = [
  names(
    'channel:auth-refused',
    [
      '401',
      'unauthorized',
      'invalid_auth',
      'tokeninvalid',
      'invalid token was provided',
      'token_revoked',
      'not_authed',
      'account_inactive',
      '4004',
      'token is invalid',
      'bot token',
    ],
    {
      find: /401:? unauthorized|channel exited: Unauthorized|invalid_auth|TokenInvalid|invalid token was provided|token_revoked|not_authed|account_inactive|\b4004\b|Unauthorized \| Telegram|bot token (?:is )?(?:invalid|missing|empty|unauthorized)/i,
      around: CHAT,
      unless: /unauthorized conn=|gateway token|model|HTTP 401|api[_ ]?key/i,
    },
  ),
  names(
    'channel:permission',
    [
      'missing_scope',
      'not_in_channel',
      'missing access',
      'missing permissions',
      'disallowed intents',
      '50001',
      '50013',
      '4014',
      'bot was kicked',
      'bot was blocked',
      'not enough rights',
      'privacy mode',
      'cannot_dm_bot',
      'bot is not a member',
      'message content intent',
    ],
    {
      around: CHAT,
      unless: /MISSING_SCOPE|operator\.|blocked by the user/,
      find: /missing_scope|not_in_channel|missing access|missing permissions|disallowed intents|\b5000?1\b|\b50013\b|\b4014\b|bot was (?:kicked|blocked)|not enough rights|privacy mode|not a member|message content intent/i,
    },
  ),
  names(
    'channel:relink',
    ['loggedout', 'logged out', 'relink', 're-link', 'scan qr', 'session logged out', 'device_removed'],
    {
      find: /loggedOut|logged out|re-?link|scan (?:the )?qr|\b401\b.{0,30}logged/i,
      around: /whatsapp|baileys|signal|web provider/i,
    },
  ),
  names('channel:ingress-unavailable', [
    'cannot admit inbound events',
    'ingress queue is unavailable',
    'ingress-unavailable',
  ]),
  names('channel:plugin-load', ['dependency tree corrupted', 'unknown channel', 'no channel plugin'], {
    find: /dependency tree corrupted|unknown channel(?: id)?:? |no channel plugin is installed/i,
  }),
  names(
    'channel:disconnected',
    [
      'stale-socket',
      'terminal-disconnect',
      'giving up after',
      'health-monitor: restarting',
      'connection closed',
      'socket mode',
      'polling stall',
      'getupdates',
      'stream errored',
      'status=408',
      'status=428',
      'status=440',
      'status=515',
      'status 408',
      'statuscode: 408',
      'statuscode: 428',
      'statuscode: 440',
      'reconnect attempts',
      'websocket closed',
      'disconnected',
      'auto-restart',
    ],
    {
      find: /stale-socket|terminal-disconnect|giving up after \d{1,3} (?:restart|reconnect)|health-monitor: restarting|(?:connection|websocket|socket) closed|polling stall|getUpdates conflict|polling (?:cycle )?error|stream errored|status(?:Code)?[=: ]{1,2}(?:408|428|440|499|503|515)|max reconnect attempts|provider (?:exited|stopped)|auto-restart attempt (?:[5-9]|10)\/10/i,
      around: CHAT,
      unless: /gateway closed|closed before connect|webchat/i,
    },
  ),
  suggests('channel:disconnected', ['disconnected', '409', 'reconnect', 'econnreset', 'timed out'], {
    around: CHAT,
    unless: /webchat|gateway/i,
  }),

  names(
    'plugin:load-failed',
    [
      'plugin load failed',
      'failed to load plugin',
      'plugin not found',
      'err_module_not_found',
      'cannot find module',
      'cannot find package',
      'plugin manifest',
      'failed during register',
      'plugin failed',
      'extension failed',
      'plugin is not trusted',
      'blocked plugin',
      'untrusted',
      'duplicate plugin id',
      'missing extension',
      'extension entry',
      'plugins.errors',
      'unsafe plugin',
      'suspicious ownership',
      'world-writable path',
    ],
    {
      find: /plugin load failed|failed to load plugin|plugin not found|(?:ERR_MODULE_NOT_FOUND|Cannot find (?:module|package)) ?'?(?!\.{1,2}\/)(?!.{0,200}(?:openclaw\/|['" ])dist\/)|plugin manifest (?:not found|missing|invalid)|extension entry (?:not found|unreadable|escapes)|failed during register|plugin \S{1,60} failed|plugin is not trusted|blocked plugin candidate|suspicious ownership|world-writable path|duplicate plugin id|unsafe plugin/i,
      // An entry that outlived its plugin is left out, and nothing is missed (2026.9.6).
      unless: /stale config entry ignored/,
    },
  ),
  names(
    'plugin:version-drift',
    ['plugin.version_drift', 'plugin version drift', 'requires gateway version', 'requires openclaw'],
    { find: /version.drift|requires (?:gateway version|openclaw) ?[>=^\d]/i },
  ),

  names(
    'work:session-stuck',
    [
      'stuck session',
      'lane wait exceeded',
      'session stuck',
      'state=processing',
      'long-running session',
      'stuck in processing',
      'run timeout',
      'typing ttl',
      'lane blocked',
      'lane task',
      'active run',
    ],
    {
      find: /stuck session|lane wait exceeded|session (?:is )?stuck|state=processing .{0,40}age=|long-running session|stuck in processing|typing TTL|embedded run timeout|active run .{0,40}(?:never|still)/i,
      // Its own words for work that goes on, with somebody waiting behind it (2026.9.6, session attention).
      unless:
        /long-running session: .{0,300}reason=(?:active_work|queued_behind_active_work|provider_retry_wait|runtime_owned_wait)\b/i,
    },
  ),
  names('work:delivery-pending', 'status=pending', {
    find: /delivery_queue\w{0,20}.{0,60}status=pending|recoveryState=send_attempt_started/,
  }),
  suggests('work:outbound-only', ['inbound', 'receive', 'received'], {
    find: /(?:outbound|sending|posting).{0,60}(?:work|fine|ok).{0,120}(?:inbound|receiv)|(?:inbound|receiv).{0,120}(?:outbound|sending|posting).{0,40}(?:work|fine|ok)/i,
  }),

  names(
    'channel:disconnected',
    [
      'stream errored (conflict)',
      "pong wasn't received",
      'heartbeat not acked',
      'zombie connection',
      'polling stall detected',
      'web connection closed',
      'reconnecting in',
      'no messages received',
      'getupdates timed out',
      'socket mode disconnected',
      'connection lost',
      'network request for',
      'recoverable network error',
    ],
    {
      around: CHAT,
      unless: /gateway closed|webchat/i,
    },
  ),
  names('channel:auth-refused', ['getme returned 401', 'getme failed', '404: not found'], {
    find: /getMe (?:returned 401|failed).{0,60}|404: Not Found/,
    around: /telegram/i,
    unless: /chat|file|message/i,
  }),
  names(
    'channel:permission',
    [
      'one of the following scopes is required',
      'not_allowed_token_type',
      '99991672',
      'need administrator rights',
      '403: forbidden',
      'bot is not a member',
    ],
    { around: CHAT, unless: ONE_PERSON },
  ),
  // An address that is none: what was to be sent there says whether anything is amiss.
  suggests('channel:permission', ['chat not found', 'channel_not_found'], { around: CHAT }),
  suggests(
    'channel:permission',
    ['blocked by the user', 'user is deactivated', 'initiate conversation', 'messages to bots'],
    {
      around: CHAT,
      find: ONE_PERSON,
    },
  ),
  names('plugin:load-failed', [
    'plugin present but blocked',
    'missing openclaw.extensions',
    'blocked by install policy',
    'install policy failed closed',
    'plugin path not found',
    'configured plugin load path is unavailable',
    'plugin manifest not found',
    'plugin not installed',
    'was compiled against a different node',
    'invalid elf header',
    'err_dlopen_failed',
    'could not load the "sharp" module',
    'dlopen(',
  ]),
  // Plugins bring these.
  names('plugin:not-registered', 'is not registered', {
    find: /\b(?:harness|provider|backend|plugin|channel) ["'“]?[\w-]{2,40}["'”]? is not registered/i,
  }),
  suggests('plugin:load-failed', ['plugin', 'extension'], {
    find: /(?:plugin|extension)\b.{0,80}(?:error|fail|missing|not (?:found|load|recogni[sz]ed)|undefined)/i,
  }),
  suggests('work:session-stuck', ['processing', 'stuck', 'queued', 'no progress', 'busy'], {
    find: /session.{0,80}(?:stuck|processing|busy|queued|never|no progress)|queue(?:d|depth|ahead)/i,
    unless: /locked/i,
  }),
  names('work:session-stuck', [
    'stalled session',
    'session.stalled',
    'session stalled',
    'waiting for lane',
    'queueahead',
  ]),
  suggests('channel:relink', ['logged out', 'scan', 'qr'], {
    find: /logged out|scan (?:the )?(?:qr|code)|\bqr\b/i,
    around: /whatsapp|signal|zalo|wechat/i,
  }),

  // A snapshot that calls a channel stopped while its own probe answers contradicts itself.
  names('work:false-red', '"running"', { find: /"running":\s?false.{0,200}"probe":\s?\{\s?"ok":\s?true/ }),
];
