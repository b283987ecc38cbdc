/**
 * @module evidence/readers/signs/gateway
 * Words about handshake, credentials, devices and policy that are not one refused connect.
 */
import { names, type Signature, suggests } from '../signature.ts';

const CHANNEL =
  /telegram|slack|discord|whatsapp|signal|imessage|feishu|lark|matrix|teams|line\b|group|dm\b|sender|mattermost|zalo/i;

export const GATEWAY_SIGNS: readonly Signature[] = [
  names('protocol:handshake-timeout', [
    'handshake timeout',
    'cause=handshake-timeout',
    'handshake-timeout',
    'connect challenge timeout',
  ]),
  suggests('protocol:handshake-timeout', 'closed during handshake'),
  names('protocol:invalid-first-frame', [
    'first request must be connect',
    'invalid request frame',
    'invalid connect params',
    'invalid-handshake',
  ]),
  names('protocol:payload-too-large', [
    'preauth payload too large',
    'preauth-payload-too-large',
    'surface=gateway.ws.preauth',
  ]),
  names('protocol:slow-consumer', ['slow consumer', 'slow-consumer', 'gateway.ws.outbound_buffer']),
  names('protocol:event-gap', ['event gap detected', 'sequence gap'], { find: /gap/i }),
  names('protocol:planned-restart', ['1012 service restart', 'service restart', 'gateway restarting'], {
    find: /\b1012\b.{0,40}service restart|shutdown \{?"?reason"?:"?gateway restarting|received SIGUSR[12]; restarting/i,
  }),
  names('protocol:gateway-starting', ['gateway starting', 'startup-sidecars'], {
    find: /\b1013\b.{0,30}gateway starting|gateway starting; retry shortly|startup-sidecars-pending/i,
  }),
  names(
    'protocol:gateway-draining',
    ['gateway draining', 'restart in progress', 'connect unavailable during gateway', 'suspend in progress'],
    { unless: /recovery/i },
  ),
  names('protocol:clean-close', 'gateway closed (1000'),
  names('protocol:abnormal-close', 'gateway closed (1006'),
  names('protocol:client-timeout', [
    'gateway closed (4000',
    'gateway timeout after',
    'gateway request timeout for',
    'tick timeout',
  ]),
  names('protocol:probe-scope-limited', [
    'probe_scope_limited',
    'diagnostics are limited by gateway scopes',
    'connected-no-operator-scope',
    'connected_no_operator_scope',
  ]),
  names('protocol:probe-detail-failed', ['probe_detail_failed', 'but follow-up read diagnostics failed']),
  names('protocol:multiple-gateways', [
    'multiple_gateways',
    'multiple reachable gateways detected',
    'multiple reachable gateway identities',
  ]),

  names('auth:ambiguous-mode', 'gateway.auth.mode is unset', { find: /both configured/i }),
  names('auth:rotated-live', [
    'gateway auth changed',
    'hot reload applied (gateway.auth.token',
    'hot reload applied (gateway.auth.password',
  ]),
  names(
    'auth:secretref-unresolved',
    [
      'auth_secretref_unresolved',
      'secretref-managed',
      'unresolved secretref',
      'secretref could not be resolved',
      'secret reference',
      'degradedsecretowners',
      'secret provider',
      'secretrefresolution',
      'secretref',
    ],
    {
      find: /unresolved|not (?:be )?resolv|failed to resolve|could not (?:be )?resolve|cannot (?:be )?resolve|resolvable|SecretRef-managed|unavailable|degradedSecretOwners"?:\s?\[\s?[{"]/i,
      unless: /secret owner provider:/i,
    },
  ),
  // The key of a provider that is perhaps never asked; a run that needs it tells (2026.9.6).
  suggests('auth:secretref-unresolved', 'secret owner provider:', { find: /unavailable/i }),
  names('auth:redacted', [
    'gateway credential is a redaction sentinel',
    'token_redacted_config',
    'password_redacted_config',
  ]),
  suggests('auth:redacted', '__openclaw_redacted__', {
    find: /(?:token|password|apiKey|botToken|secret)["']?\s?[:=]\s?["']?__OPENCLAW_REDACTED__/i,
    unless: /config get|redacted/,
  }),
  names('auth:url-override', 'gateway url override requires explicit credentials'),
  names('auth:runtime-token', 'generated a runtime token for this startup'),
  names('auth:drift-audit', [
    'gateway-token-drift',
    'gateway-token-mismatch',
    'service token is stale',
    'config token differs from service token',
    'service token differs',
  ]),
  names('auth:loopback-behind-proxy-auth', 'trusted_proxy_loopback_source'),
  names('auth:missing', [
    'this cli has no token/password',
    'no gateway token',
    'missing gateway token',
    'gateway token is not set',
    'token not set',
  ]),

  names('device:scope-upgrade', ['more scopes than currently approved', 'scope-upgrade', 'scope upgrade'], {
    unless: /device_token_mismatch|security audit:/,
  }),
  names(
    'device:management-denied',
    ['device.token.rotate', 'device.token.revoke', 'device.pair.remove', 'devices rotate', 'devices revoke'],
    { find: /missing scope|denied|forbidden|not allowed/i },
  ),
  names('device:removed', 'device removed', { find: /4001|device removed/i }),
  suggests('device:removed', 'res ✓ device.pair.remove'),
  names('device:access-closed', ['gateway access is no longer active', 'operator role changed']),
  names('device:policy-changed', 'gateway policy changed'),
  names('device:clock', ['device-signature-stale', 'device signature expired']),
  suggests('device:clock', ['ntp', 'clock skew', 'clock drift', 'time skew'], {
    find: /\bNTP\b|clock (?:skew|drift)|time skew/i,
    unless: /NTP (?:service: active|enabled: yes|says synchroni[sz]ed)/i,
  }),
  suggests('device:pairing', ['pairing required', 'not_paired', 'pending approval', 'awaiting approval']),

  names(
    'policy:dm-policy',
    ['not in dm allowlist', 'dm blocked', 'dm not allowed', 'dropping dm', 'blocked dm', 'dm policy'],
    {
      find: /not in DM allowlist|(?:dropp|block|reject|ignor)\w{0,4} (?:telegram |slack |discord |signal |whatsapp )?dm|dm (?:blocked|not allowed|denied|dropped)|dmPolicy[=:" ]{1,4}(?:disabled|allowlist).{0,60}(?:drop|block|deny)/i,
    },
  ),
  suggests('policy:dm-policy', ['dmpolicy', 'allowfrom'], {
    around: /silent|ignor|no (?:reply|response|answer)|dropp|keine Antwort|不回复|没有回应|无响应/i,
  }),
  names('policy:dm-pairing', ['pairing request', 'pairing code'], {
    find: /(?:telegram|slack|discord|signal|whatsapp|imessage|feishu|dm|upserted)?.{0,20}pairing (?:request|code)/i,
    unless: /device|node|gateway|\bno (?:pending )?(?:\w+ )?pairing (?:request|code)/i,
  }),
  names(
    'policy:group-allowlist',
    [
      'group-policy-allowlist-empty',
      'group not in allowlist',
      'group-allowlist',
      'skip group message',
      'group message dropped',
      'not in group allowlist',
      'not-in-groups',
      'drop group',
      'channel not in allowlist',
      'channel not allowed',
      'blocked unauthorized group',
      'group policy',
    ],
    { find: /allowlist|not allowed|unauthorized|skip group|drop|groupPolicy|blocked/i, unless: /mention/i },
  ),
  names('policy:group-allowlist', 'skipping group message', { find: /reason=(?:[a-z]+-){0,2}not-allowed$/ }),
  names('policy:group-allowlist', 'grouppolicy', {
    find: /groupPolicy["']?\s?[:=]\s?["']?(?:allowlist|disabled)/i,
    around: /silent|ignor|no (?:reply|response|answer)|dropp|nothing|stumm|没有|不回复|无响应|dead/i,
  }),
  names(
    'policy:mention',
    ['mention required', 'requires mention', 'no mention', 'not mentioned', 'mention-gat'],
    { around: CHANNEL },
  ),
  // A lively group has such lines all day: they tell something only where somebody misses an answer.
  suggests('policy:mention', 'skipping group message', {
    find: /reason=no-mention$|"reason"\s?:\s?"no-mention"/,
  }),
  suggests('policy:mention', 'requiremention', { find: /requireMention["']?\s?[:=]\s?true/ }),
  names(
    'policy:tool-denied',
    [
      'tool not available:',
      'no callable tools remain',
      'tool not found',
      'denied by tool policy',
      'tool policy',
      'not allowed by tools.',
      'tools.deny',
      'tools.profile',
      'removed by tool policy',
      'tools.allow',
    ],
    {
      find: /Tool not available: (?!(?:read|write|edit|exec|apply_patch|ls|process)\b)\w|No callable tools remain|Tool \w{2,40} not found|denied|not allowed|blocked|removed|tools\.deny["']?\s?[:=]\s?\[\s?["'\w]|tools\.profile["']?\s?[:=]\s?["']?(?:minimal|messaging)/i,
      // Written at level debug for every turn that a list was applied to; nobody was refused anything (2026.9.6).
      unless: /tool policy removed \d+ tool\(s\) via/,
    },
  ),
  // Who is not the owner never has the owner's tools.
  suggests('policy:tool-denied', 'tool policy removed', { unless: /owner-only/ }),
  suggests('policy:tool-denied', ['tools.profile', 'tools.deny', 'tools.allow', '"profile"']),
  names('policy:plugin-not-allowed', ['plugins.allow', 'not in allowlist'], {
    find: /omitted from plugins\.allow|plugins\.allow .{0,60}(?:exclud|lacks|does not (?:name|list|includ|contain|have|mention)|missing)|plugin .{0,60}not in (?:the )?(?:plugins\.)?allow/i,
  }),
  // A list that names some leaves out all the others; whether one of them is missed, it does not say.
  suggests('policy:plugins-listed', 'plugins.allow', {
    find: /plugins\.allow["']?\s?[:=]\s?\[\s?["'\w]/i,
  }),
  names(
    'policy:private-address',
    [
      'private/internal/special-use',
      'resolves to private',
      'private network',
      'ssrf',
      'special-use ip',
      'private ip',
      'internal hostname',
      'blocked hostname',
    ],
    { find: /block|den(?:y|ied)|refus|reject|not allowed|ssrfpolicy|ssrf/i },
  ),
  names(
    'policy:endpoint-blocked',
    ['endpoint blocked by policy', 'blocked by policy', 'blocked by ssrf', 'fake-ip', '198.18.'],
    // The range is also that of a VPN's own resolver: only an address that a name was given speaks of a refusal.
    {
      find: /blocked by|198\.1[89]\.|fake-ip/i,
      unless: /name ?server|resolver|\bdns\b.{0,20}198|ENOTFOUND|EAI_AGAIN/i,
    },
  ),

  names(
    'protocol:http-ok',
    ['"status":"live"', '"ok":true', 'http/1.1 200', 'http/2 200', 'http 200', '200 ok'],
    {
      find: /"status":\s?"live"|(?:healthz?|readyz?|18789).{0,80}(?:\b200\b|"ok":\s?true)|HTTP\/(?:1\.1|2) 200/i,
      unless: /api\.telegram|anthropic|openai/i,
    },
  ),
  suggests('protocol:http-ok', ['runtime: running', 'state active']),
  names('auth:secretref-unresolved', ['missingenvvarerror', 'missing env var'], {
    find: /MissingEnvVarError|Missing env var "?\w{2,60}"? referenced/i,
  }),
  names('auth:secretref-unresolved', [
    'configured_unavailable',
    'required secrets are unavailable',
    'unavailable in this command path',
  ]),
  suggests('auth:missing', ['no token', 'without a token', 'token required', 'missing token'], {
    unless: /model|api/i,
  }),
  names('auth:drift-audit', ['launchctl getenv', 'launchctl setenv'], {
    find: /launchctl (?:get|set)env (?:OPENCLAW|CLAWDBOT)_GATEWAY_(?:TOKEN|PASSWORD)/,
  }),
  names('policy:dm-policy', [
    'you are not authorized to use this command',
    'unauthorized sender',
    'blocked unauthorized',
    'all dms will be dropped',
    'blocked by dmpolicy',
  ]),
  names('policy:group-allowlist', [
    'this channel is not allowed',
    'blocked telegram group',
    'blocked telegram topic',
    'not in channel allowlist',
    'guild not allowed',
    'blocked group',
  ]),
  names('policy:tool-denied', [
    'elevated is not available',
    'not in effective tool',
    'tool is not allowed',
    'tools are disabled',
    'removed by policy',
    'blocked by tool policy',
  ]),
  names('policy:plugin-not-allowed', [
    'blocked by allowlist',
    'not in plugins.allow',
    'plugin disabled (not in allowlist)',
    'blocked-by-denylist',
  ]),

  names('device:insecure-page', 'origin=http', { find: /origin=http:\/\/(?!localhost|127\.|\[::1\])/ }),
];
