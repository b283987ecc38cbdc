/** One table of words serves logs, commands and complaints; each sign that a rule waits for can be given. */
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../src/diagnosis/cards/index.ts';
import { factsOf } from '../../../src/diagnosis/condition.ts';
import { terminalLine } from '../../../src/diagnosis/fix.ts';
import { DICTIONARY } from '../../../src/evidence/dictionary.ts';
import { READERS } from '../../../src/evidence/readers/index.ts';
import { SIGNATURES, signs } from '../../../src/evidence/readers/signs.ts';
import { SIGN_WORDS } from '../../../src/evidence/signs.ts';
import { SPEECH_READERS } from '../../../src/explain/readers.ts';
import { symptoms } from '../../../src/explain/symptoms.ts';

const read = (text: string, around = '') =>
  signs.read(text, { gateway: 'gateway:default', around }).map((f) => `${f.fact}:${String(f.value)}`);

it.each([
  'telegram sendMessage failed: 403: Forbidden: bot was blocked by the user',
  'telegram sendMessage failed: 403: Forbidden: user is deactivated',
])('a person who turned the bot away is no missing right: %s', (line) => {
  expect(read(line)).toEqual(['channel.hint:permission']);
  expect(read('telegram: 403: Forbidden: bot is not a member of the channel chat')).toContain(
    'channel.sign:permission',
  );
});

it('takes an address that no chat has for no missing right', () => {
  const line =
    "telegram sendMessage failed: Call to 'sendMessage' failed! (400: Bad Request: chat not found)";
  expect(read(line)).toEqual(['channel.hint:permission']);
});

it('takes a limit of file watchers for no full disk', () => {
  expect(read('Error: ENOSPC: System limit for number of file watchers reached')).toEqual([]);
  expect(read('Error: ENOSPC: no space left on device, write')).toContain('resource.sign:disk-full');
});

it('hears that a plugin lacks what it is to be loaded from', () => {
  const line =
    '[plugins] extension entry not found: dist/index.js (plugin=stock-count, source=/srv/stock-count)';
  expect(read(line)).toContain('plugin.sign:load-failed');
  const fine = '[plugins] extension entry of stock-count is dist/index.js';
  expect(read(fine)).not.toContain('plugin.sign:load-failed');
});

it('hears that a channel has no plugin here', () => {
  const line = 'channels.discord: no channel plugin is installed or loadable for discord';
  expect(read(line)).toContain('channel.sign:plugin-load');
});

it('takes no digits out of an id for a code', () => {
  const line = 'telegram: retry failed for entry 4ce5e2d7-fb33-4004-bea9-de21c992ec8c';
  expect(read(line)).not.toContain('channel.sign:auth-refused');
  expect(read('discord: gateway closed with 4004')).toContain('channel.sign:auth-refused');
});

it('takes the address of a resolver for no refusal, and a frame that does not fit for no broken file', () => {
  expect(read('scutil --dns: nameserver[0] : 198.18.0.2')).not.toContain('policy.sign:endpoint-blocked');
  expect(read('example.org answers with 198.18.4.7')).toContain('policy.sign:endpoint-blocked');
  const frame = 'invalid connect params: data must NOT have additional properties';
  expect(read(frame)).not.toContain('config.sign:invalid');
});

it('hears why a group message was passed over, which stands beside the words', () => {
  const record = (reason: string) =>
    JSON.stringify({
      0: '{"module":"telegram-auto-reply"}',
      1: { chatId: -1002, title: 'Night shift', reason },
      2: 'skipping group message',
      _meta: { logLevelName: 'INFO' },
      message: 'skipping group message',
    });
  expect(read(record('not-allowed'))).toEqual(['policy.sign:group-allowlist']);
  expect(read(record('no-mention'))).toEqual(['policy.hint:mention']);
  expect(read('"reason":"no-mention" skipping group message')).toEqual(['policy.hint:mention']);
  expect(read(record('not-allowed, said the stranger'))).toEqual([]);
});

it('asks who else is around before a kill is the memory', () => {
  const killed = 'openclaw gateway received SIGKILL and was started again 5 seconds later';
  expect(read(killed)).not.toContain('resource.hint:memory');
  expect(read(`${killed}\nmemory was short before`)).toContain('resource.hint:memory');
});

it('reads a list of plugins and one that is missed apart', () => {
  expect(read('plugins.allow: ["night-lamp"]')).toEqual(['policy.hint:plugins-listed']);
  expect(read('plugins.allow: []')).toEqual([]);
  expect(read('Requested agent harness "day-cli" is not registered.')).toContain(
    'plugin.sign:not-registered',
  );
});

describe('a line names', () => {
  it.each([
    [
      '[telegram] deleteWebhook failed with a recoverable network error; continuing to polling',
      'channel.sign:disconnected',
    ],
    [
      'exec host=node requires a connected node that supports system.run (none available)',
      'node.sign:capability-missing',
    ],
    ['exec denied: Headless runs cannot wait for interactive exec approval.', 'node.sign:approval-required'],
    ['openclaw.service: Start request repeated too quickly.', 'service.sign:crash-loop'],
    [
      'Could not find service "ai.openclaw.gateway" in domain for user gui: 42',
      'service.sign:not-registered',
    ],
    ['Failed to connect to bus: No such file or directory', 'service.sign:bus-unreachable'],
    ['Gateway service cannot attach to the user GUI session.', 'service.sign:bus-unreachable'],
    [
      'No background Gateway service was detected for this profile. Install and start one to go on?',
      'service.sign:not-registered',
    ],
    [
      '2 OpenClaw gateway processes appear to be listening on port 18789; stop stale gateway processes before trusting channel health.',
      'service.sign:second-instance',
    ],
    ['Found stale gateway process(es) after restart: 99. Cleaning up...', 'service.hint:second-instance'],
    [
      'gateway-lifecycle ownership held by another OpenClaw process under systemd; waiting 5000ms before retrying startup',
      'lock.sign:lifecycle-held',
    ],
    ['ssh tunnel did not start listening on localhost:18790', 'network.sign:ssh-tunnel-failed'],
    ['node command queued until iOS returns to foreground', 'node.sign:background'],
    ['SYSTEM_RUN_DENIED: explicit approval required', 'node.sign:approval-required'],
    [
      'Browser is configured, but plugins.allow does not include browser. Add "browser" to plugins.allow',
      'browser.sign:plugin-excluded',
    ],
    [
      'Configured default model "lab/nine" is not allowed by agents.defaults.modelPolicy.allow, and no allowed model is available.',
      'model.sign:not-found',
    ],
    ['Gateway runtime PID does not own the listening port.', 'service.sign:pid-not-owner'],
    ['Other gateway-like services detected (best effort):', 'service.sign:extra-services'],
    ['channel autostart suppressed by crash-loop breaker', 'service.sign:safe-mode'],
    ['session file locked (timeout 10000ms): pid=99', 'lock.sign:session-file'],
    [
      "ENOENT: no such file or directory, open '/opt/node_modules/openclaw/dist/server-cleanup-RaSIG6Z-.js'",
      'upgrade.sign:stale-install',
    ],
    [
      'Package subpath "./copy" is not defined by "exports" in /opt/node_modules/@openclaw/fs-safe/package.json imported from /opt/node_modules/openclaw/dist/archive-Ab12Cd34.js',
      'upgrade.sign:stale-install',
    ],
    ['channel 3: open failed: connect failed: Connection refused', 'network.sign:tunnel-dead-port'],
    ['HTTP 403 {"error":{"type":"proxy_attribution_required"}}', 'network.sign:attribution-missing'],
    [
      'gateway: observed unattributable proxy-shaped traffic from 127.0.0.1; it is rejected',
      'network.sign:attribution-missing',
    ],
    [
      'gateway: observed unattributable proxy-shaped traffic from ::ffff:172.18.0.1; it is rejected',
      'network.sign:attribution-missing',
    ],
    [
      'gateway: observed unattributable proxy-shaped traffic from 203.0.113.9; it is rejected',
      'network.hint:attribution-missing',
    ],
    ['Error: self-signed certificate in chain', 'network.sign:tls'],
    ['getaddrinfo EAI_AGAIN api.example.org', 'network.sign:dns-failed'],
    ['LLM request failed: DNS lookup for the provider endpoint failed.', 'network.sign:dns-failed'],
    ['LLM request failed: connection refused by the provider endpoint.', 'model.sign:endpoint-refused'],
    ['LLM request timed out.', 'model.sign:endpoint-down'],
    [
      'LLM request failed: the provider endpoint is unreachable from this host.',
      'network.sign:way-out-blocked',
    ],
    [
      '[telegram] [default] channel exited: Telegram bot token unauthorized for account "default" (getMe returned 401 from Telegram; source: config token).',
      'channel.sign:auth-refused',
    ],
    ['handshake timeout conn=abc phase=ws_upgrade_started', 'protocol.sign:handshake-timeout'],
    ['gateway url override requires explicit credentials', 'auth.sign:url-override'],
    ['gateway.auth.token SecretRef is unresolved (file:x)', 'auth.sign:secretref-unresolved'],
    ['Blocked: resolves to private/internal/special-use IP address', 'policy.sign:private-address'],
    ['No callable tools remain after resolving explicit tool allowlist', 'policy.sign:tool-denied'],
    ['agents.workspace.list errorMessage=workspace directory not found', 'workspace.sign:missing'],
    ['EROFS: read-only file system, mkdtemp', 'workspace.sign:read-only'],
    [
      'Skipping escaped skill path outside its configured root: x reason=symlink-escape',
      'workspace.sign:symlink-escape',
    ],
    ['CLI backend executable could not be resolved: claude', 'model.sign:cli-binary-missing'],
    ['agent model: claude-cli/sonnet (thinking=off)', 'model.sign:cli-route'],
    ['Unknown model: acme/huge', 'model.sign:not-found'],
    ['No API key found for provider "acme"', 'model.sign:auth'],
    ['cron: timer tick failed', 'schedule.sign:tick-failed'],
    ['cron: scheduler disabled; jobs will not run automatically', 'schedule.sign:disabled'],
    ['heartbeat skipped: quiet-hours', 'schedule.sign:heartbeat-skipped'],
    ['SYSTEM_RUN_DENIED: allowlist miss', 'node.sign:allowlist-miss'],
    ['NODE_BACKGROUND_UNAVAILABLE', 'node.sign:background'],
    ["error: unknown command 'browser'", 'browser.sign:plugin-excluded'],
    ['No browser tabs found for profile="user"', 'browser.sign:no-tabs'],
    ['config reload skipped (invalid config): gateway: nope', 'config.sign:reload-skipped'],
    ['Config write rejected: too small', 'config.sign:write-rejected'],
    ['gateway install changed; run: openclaw gateway restart', 'upgrade.sign:stale-install'],
    [
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
      'resource.sign:heap',
    ],
    ['database or disk is full', 'resource.sign:disk-full'],
  ])('%s', (line, sign) => {
    expect(read(line)).toContain(sign);
  });
});

describe('a bare word counts only where it is clear whom it speaks of', () => {
  it.each([
    ['request failed with 401: Unauthorized', 'telegram sendMessage', 'channel.sign:auth-refused', true],
    ['request failed with 401: Unauthorized', '', 'channel.sign:auth-refused', false],
    ['429 Too Many Requests', 'provider anthropic', 'model.sign:rate-limited', true],
    [
      'unauthorized: too many failed authentication attempts (retry later)',
      'model',
      'model.sign:rate-limited',
      false,
    ],
    ['"minimumProbeProtocol":3', '', 'network.sign:tls', false],
    ['Port 18789 is already in use', '', 'service.sign:second-instance', false],
    ['Skipped SQLite snapshot reclamation: database is locked', '', 'resource.sign:state-db', false],
    ['"OOMKilled": false', '', 'resource.sign:memory', false],
    ['memory pressure: level=warning reason=rss_threshold', '', 'resource.sign:memory', false],
    [
      'Gateway auth mode=none explicitly configured; all gateway connections are unauthenticated.',
      '',
      'model.sign:auth',
      false,
    ],
    ['provider answered: UNAUTHENTICATED', '', 'model.sign:auth', true],
    [
      '[SECRETS_OWNER_UNAVAILABLE] Secret owner provider:later is configured-unavailable; reason: secret reference was not found.',
      '',
      'auth.sign:secretref-unresolved',
      false,
    ],
    [
      '[SECRETS_OWNER_UNAVAILABLE] Secret owner channel:telegram is configured-unavailable; reason: secret reference was not found.',
      '',
      'auth.sign:secretref-unresolved',
      true,
    ],
    ['autoSelectFamily=true (default-node22)', '', 'network.sign:ipv6-broken', false],
    ['update check failed: getaddrinfo EAI_AGAIN registry.npmjs.org', '', 'network.sign:dns-failed', false],
    [
      'plugins.allow: plugin not found: gone (stale config entry ignored; remove it from plugins config)',
      '',
      'plugin.sign:load-failed',
      false,
    ],
    [
      'remote bin probe skipped: node unavailable (iPhone; node not connected)',
      '',
      'node.sign:offline',
      false,
    ],
    [
      'Adding it to plugins.allow lets it load, but does not make it trusted.',
      '',
      'policy.sign:plugin-not-allowed',
      false,
    ],
    ['plugins.allow is set and does not include browser', '', 'policy.sign:plugin-not-allowed', true],
    ['tool policy removed 2 tool(s) via tools.deny: exec, write', '', 'policy.sign:tool-denied', false],
    ['sandbox tool policy blocked exec via tools.sandbox.tools.deny', '', 'policy.sign:tool-denied', true],
  ])('%s (around: %s)', (line, around, sign, wanted) => {
    expect(read(line, around).includes(sign)).toBe(wanted);
  });
});

describe('a session that takes long is stuck only without progress', () => {
  it.each([
    ['long-running session', 'queued_behind_active_work', false],
    ['long-running session', 'provider_retry_wait', false],
    ['long-running session', 'active_model_call_without_progress', true],
    ['stalled session', 'active_work_without_progress', true],
  ])('%s, %s', (label, reason, wanted) => {
    const line = `${label}: sessionId=a sessionKey=agent:main:main state=processing age=150s queueDepth=1 reason=${reason}`;
    expect(read(line).includes('work.sign:session-stuck')).toBe(wanted);
  });
});

it('the newest sighting of a sign stays, with its line', () => {
  const facts = signs.read('2026-11-21T01:00:00.000Z ENOSPC: a\n2026-11-21T02:00:00.000Z ENOSPC: b', {
    gateway: 'gateway:default',
  });
  expect(facts.filter((f) => f.fact === 'resource.sign')).toMatchObject([
    { value: 'disk-full', at: '2026-11-21T02:00:00.000Z', quote: 'ENOSPC: b' },
  ]);
});

describe('the table', () => {
  it('gives words of the closed lists only', () => {
    const foreign = SIGNATURES.filter(({ sign }) => {
      const [area, word] = sign.split(':') as [keyof typeof SIGN_WORDS, string];
      return !(SIGN_WORDS[area] as readonly string[]).includes(word);
    });
    expect(foreign).toEqual([]);
  });

  it('looks for words in lower case, as it compares them', () => {
    expect(SIGNATURES.flatMap((s) => s.near).filter((word) => word !== word.toLowerCase())).toEqual([]);
  });

  it('holds no pattern that remembers where it was', () => {
    const sticky = SIGNATURES.flatMap((s) => [s.find, s.around, s.unless]).filter(
      (p) => p && (p.global || p.sticky),
    );
    expect(sticky).toEqual([]);
  });

  it('can give every sign that decides a rule', () => {
    const decides = (value: unknown, out: Set<string>): Set<string> => {
      if (typeof value !== 'object' || value === null) return out;
      if ('fact' in value && typeof value.fact === 'string' && value.fact.endsWith('.sign')) {
        const words =
          'is' in value ? [value.is] : 'oneOf' in value && Array.isArray(value.oneOf) ? value.oneOf : [];
        for (const word of words) out.add(`${value.fact.replace('.sign', '')}:${String(word)}`);
      }
      for (const inner of Object.values(value)) decides(inner, out);
      return out;
    };
    const given = new Set<string>(SIGNATURES.map((s) => s.sign));
    // Given by the readers of command output, not by words in a line.
    for (const word of ['probe-ok', 'probe-failed', 'probe-timeout']) given.add(`protocol:${word}`);
    for (const word of ['runtime-degraded', 'endpoint-unresolved']) given.add(`model:${word}`);
    const wanted = decides(
      RULES.map((r) => r.decisive),
      new Set<string>(),
    );
    expect([...wanted].filter((sign) => !given.has(sign))).toEqual([]);
  });
});

it('every reader gives only what it declares, and only facts of the dictionary', () => {
  const all = [...READERS, ...SPEECH_READERS];
  expect(all.flatMap((r) => r.gives).filter((fact) => !(fact in DICTIONARY))).toEqual([]);
  const text = `${RULES.flatMap((r) => r.checks.map(terminalLine)).join('\n')}\nunauthorized reason=token_mismatch conn=abcd1234 code=1008 reason=x phase=y`;
  for (const reader of all) {
    const given = new Set(reader.read(text, { gateway: 'gateway:default' }).map((f) => f.fact));
    expect([...given].filter((fact) => !(reader.gives as readonly string[]).includes(fact))).toEqual([]);
  }
  expect(RULES.flatMap((r) => factsOf(r.decisive)).filter((fact) => !(fact in DICTIONARY))).toEqual([]);
});

describe('a complaint', () => {
  const words = (text: string) => symptoms.read(text, { gateway: 'gateway:default' }).map((f) => f.value);
  it.each([
    ['all tools are gone since the last update', ['tools-gone', 'after-update']],
    ['Alle Tools sind weg, der Bot antwortet nicht', ['tools-gone', 'no-reply']],
    ['升级后机器人不回复', ['no-reply', 'after-update']],
    ['after I close the ssh session and sign out it is gone', ['after-logout']],
    ['thank you', []],
  ])('%s', (text, wanted) => {
    expect(words(text).sort()).toEqual([...wanted].sort());
  });
});

it('a stranger from afar with a forwarding header is no proxy of ours', () => {
  const line = 'gateway: observed unattributable proxy-shaped traffic from 203.0.113.9; it is rejected';
  expect(read(line)).not.toContain('network.sign:attribution-missing');
});

it('one run in the log that did not reach its model is no claim: the newest runs decide', () => {
  const line =
    'lane task error: lane=main durationMs=87814 error="LLM request failed: DNS lookup for the provider endpoint failed."';
  expect(read(line)).not.toContain('network.sign:dns-failed');
  expect(read(line)).toContain('network.hint:dns-failed');
});
