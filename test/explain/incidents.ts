/**
 * Incidents made up for these tests: what somebody types in a chat and the few lines they paste. `want` holds the
 * findings that are right; a piece that begins with `$ ` is the output of the command named on its first line.
 */
export type Incident = { want: readonly string[]; said: string; pasted: readonly string[] };

const row = (want: string, said: string, ...pasted: string[]): Incident => ({
  want: want.split(' '),
  said,
  pasted,
});

export const INCIDENTS: readonly Incident[] = [
  row(
    'token-drift',
    'CLI refuses since I put a fresh secret into the env file',
    '$ openclaw gateway status\nConnectivity probe: failed\n  unauthorized: gateway token mismatch (provide gateway auth token)',
  ),
  row(
    'token-drift',
    'Mac app kann sich nicht verbinden, nachdem ich das Passwort geändert habe',
    'gateway closed (1008): unauthorized: gateway password mismatch (enter the password in Control UI settings)',
  ),
  row(
    'token-drift',
    'agents cannot call back into the gateway, my own shell can',
    '$ systemctl --user show openclaw-gateway -p Environment\nEnvironment=OPENCLAW_GATEWAY_TOKEN=aaaa',
    'gateway.auth.token in the file begins with bbbb',
  ),
  row(
    'auth-missing url-override-no-credentials',
    'health against my second box does not work',
    '$ openclaw health --url ws://10.0.0.8:18789\nError: gateway url override requires explicit credentials',
  ),
  row(
    'auth-missing',
    '打开控制台显示未授权',
    'unauthorized: gateway token missing (open the dashboard URL and paste the token in Control UI settings)',
  ),
  row(
    'auth-mode-conflict trusted-proxy-identity-failed',
    'behind Authelia the page works, but every subagent spawn is rejected',
    'unauthorized conn=77aa remote=127.0.0.1 reason=trusted_proxy_user_missing',
    'gateway.auth.mode: trusted-proxy',
  ),
  row(
    'auth-mode-conflict auth-ambiguous-mode',
    'gateway exits right away since I added a password',
    'Invalid config: gateway.auth.token and gateway.auth.password are both configured, but gateway.auth.mode is unset.',
  ),
  row(
    'missing-scope scope-mismatch',
    'sending from my script is forbidden, reading works',
    '⇄ res ✗ chat.send 3ms errorCode=FORBIDDEN errorMessage=missing scope: operator.write conn=12ab',
  ),
  row(
    'missing-scope scope-mismatch',
    'after repairing my laptop the dashboard can look but not change anything',
    'scopes: ["operator.read"]',
    'FORBIDDEN missing scope: operator.admin',
  ),
  row(
    'pairing-required',
    'new tablet shows a request id and nothing else',
    'gateway closed (1008): pairing required: device is not approved yet (requestId: 5f2a)',
  ),
  row('pairing-required', '每次打开网页都要重新配对', 'code=1008 reason=pairing required'),
  row(
    'device-auth-nonce device-auth-signature device-identity-required clock-skew',
    'home-made client gets refused',
    'DEVICE_AUTH_NONCE_MISMATCH device nonce mismatch',
  ),
  row(
    'clock-skew device-auth-signature',
    'raspberry without battery clock cannot connect after power-on',
    'device signature expired',
    '$ date -u\nThu Jan  1 00:04:12 UTC 1970',
  ),
  row(
    'device-token-stale',
    'phone app keeps being thrown out since I rotated its device',
    'unauthorized: device token mismatch (rotate/reissue device token)',
  ),
  row(
    'auth-rate-limited',
    'nobody can log in any more, five minutes later it works again',
    'unauthorized: too many failed authentication attempts (retry later)',
  ),
  row(
    'origin-not-allowed',
    'dashboard under my own domain is blank',
    'closed before connect cause=origin-mismatch origin=https://claw.example.org reason=origin not allowed',
  ),
  row(
    'insecure-context control-ui-device-identity device-identity-required',
    'cannot open the UI from another PC in the flat',
    'control ui requires device identity (use HTTPS or localhost secure context)',
    'I typed http://192.168.178.30:18789',
  ),
  row(
    'dm-policy-blocks dm-pairing-pending',
    'my wife writes to the bot and gets nothing',
    '[whatsapp] blocked unauthorized sender +4912345 (dmPolicy=allowlist)',
  ),
  row(
    'dm-pairing-pending dm-policy-blocks',
    'new Telegram user only receives a code',
    'telegram pairing request sender=99 code=ABCD1234',
  ),
  row(
    'mention-gating group-allowlist-blocks',
    'in the Discord server it only reacts when addressed by name',
    'discord: drop guild message (mention required, botId=1)',
  ),
  row(
    'group-allowlist-blocks',
    'WhatsApp-Gruppe wird komplett ignoriert, Direktnachrichten gehen',
    'channels.whatsapp.groupPolicy = "allowlist"',
    'group message dropped: not in allowlist',
  ),
  row(
    'tool-policy-denies',
    'agent says it may not write files',
    'tools: { "profile": "messaging" }',
    'Tool write not available',
  ),
  row(
    'network-policy-blocked',
    'fetching a page from my NAS is refused',
    'web_fetch: Blocked: resolves to private/internal/special-use IP address',
  ),
  row(
    'network-policy-blocked',
    '开了 Clash 之后 web_fetch 全部失败',
    'security: blocked URL fetch, resolved to 198.18.0.44',
  ),
  row(
    'workspace-path-missing workspace-path-mismatch',
    'skills vanished after I moved the folder',
    '$ ls /srv/claw/work\nls: cannot access: No such file or directory',
    'agents.defaults.workspace = /srv/claw/work',
  ),
  row(
    'workspace-path-mismatch workspace-path-missing service-config-path-mismatch',
    'bot edits AGENTS.md somewhere else than where I look',
    'it writes to ~/.openclaw/workspace although my config names /data/brain',
  ),
  row(
    'workspace-permission file-permission',
    'agent cannot save notes',
    "EACCES: permission denied, open '/srv/claw/work/MEMORY.md'",
    '$ ls -ld /srv/claw/work\ndrwxr-xr-x root root',
  ),
  row(
    'file-permission workspace-permission',
    'after I once used sudo the gateway refuses to write its state',
    "Error: EACCES: permission denied, mkdir '/home/bob/.openclaw/agents/main'",
  ),
  row(
    'cli-only-backend',
    'all file tools disappeared when I chose the subscription',
    'agent model: claude-cli/opus',
    'model only talks, it never touches a file',
  ),
  row(
    'cli-backend-binary-missing cli-only-backend',
    'every answer fails under systemd, in my shell the same model answers',
    'spawn claude ENOENT',
  ),
  row(
    'model-auth-missing',
    'no answers since this morning',
    'FailoverError: OAuth token refresh failed for openai-codex: refresh_token_reused. Please try logging out and signing in again',
  ),
  row(
    'model-auth-missing',
    'new agent stays mute',
    'No API key found for provider "anthropic". Auth store: ~/.openclaw/agents/ops/agent/auth-profiles.json',
  ),
  row('model-auth-missing', '模型报 401', 'HTTP 401: invalid x-api-key'),
  row(
    'model-rate-limited',
    'bot goes quiet every afternoon',
    '⚠️ API rate limit reached. Please try again later.',
    'All models failed: anthropic/claude-sonnet in cooldown',
  ),
  row(
    'model-rate-limited',
    'heartbeat eats everything',
    'Error: 402 insufficient credits, your balance is too low',
  ),
  row(
    'anthropic-long-context-429',
    'only the long chats break',
    'HTTP 429: rate_limit_error: Extra usage is required for long context requests.',
  ),
  row(
    'model-not-found local-backend-shape',
    'switched the default and everything errors',
    'Error: Unknown model: openai/gpt-9-ultra',
  ),
  row(
    'model-not-found local-backend-shape',
    'ollama antwortet nicht, curl schon',
    '404 page not found',
    'baseUrl: http://127.0.0.1:11434, model ollama/qwen3',
  ),
  row(
    'duplicate-gateway lifecycle-lock-held extra-gateway-services foreign-supervisor stale-listener',
    'replies come twice',
    '$ pgrep -af openclaw\n811 openclaw-gateway\n2044 openclaw-gateway',
  ),
  row(
    'duplicate-gateway stale-listener lifecycle-lock-held',
    'restart fails although I stopped it',
    'gateway already running (pid 3311); lock timeout after 5000ms',
  ),
  row(
    'duplicate-gateway extra-gateway-services',
    'root unit and my user unit fight',
    'System-level OpenClaw gateway service detected while the user gateway service is enabled',
  ),
  row(
    'port-conflict-foreign',
    'gateway will not come up after installing another tool',
    'Error: listen EADDRINUSE: address already in use 127.0.0.1:18789',
    '$ ss -ltnp | grep 18789\nLISTEN 0 128 127.0.0.1:18789 users:(("python3",pid=55,fd=3))',
  ),
  row(
    'port-conflict-foreign',
    'Windows: port cannot be opened',
    'listen EACCES: permission denied 127.0.0.1:18789',
    '$ netsh interface ipv4 show excludedportrange protocol=tcp\n18700 18800',
  ),
  row(
    'stale-lock lifecycle-lock-held',
    'after the blackout one conversation is dead',
    'session file locked (timeout 10000ms): pid=91',
    '$ ps -p 91\n(nothing)',
  ),
  row(
    'stale-lock lifecycle-lock-held',
    'start refused, but there is no gateway',
    'failed to acquire gateway lock; lock file names pid 4711',
    '$ kill -0 4711\nNo such process',
  ),
  row(
    'service-definition-drift service-config-path-mismatch path-split-brain',
    'service still starts the node I removed',
    'ExecStart=/home/ann/.nvm/versions/node/v22.1.0/bin/node /home/ann/.nvm/…/openclaw/dist/index.js gateway',
    'status=203/EXEC',
  ),
  row(
    'service-definition-drift service-config-path-mismatch path-split-brain',
    'doctor nags about my LaunchAgent',
    'Gateway service config looks out of date or non-standard. Service PATH includes version managers',
  ),
  row(
    'service-config-path-mismatch service-definition-drift',
    'I edit the file and nothing changes',
    'Root cause: CLI and service are using different config paths (likely a profile/state-dir mismatch).',
  ),
  row(
    'service-not-installed',
    'gateway restart tells me to install first',
    'Gateway service not installed.',
    'Could not find service "ai.openclaw.gateway" in domain for user gui: 501',
  ),
  row(
    'service-not-installed',
    'Windows: nach Neustart läuft nichts, geplante Aufgabe fehlt',
    'schtasks create failed: ERROR: Access is denied.',
  ),
  row(
    'service-crash-loop boot-safe-mode',
    'goes up and down all day',
    'openclaw-gateway.service: Start request repeated too quickly.',
    'Main process exited, code=exited, status=1/FAILURE',
  ),
  row(
    'service-crash-loop boot-safe-mode',
    'dies a minute after each start',
    '[openclaw] Unhandled promise rejection: TypeError: Cannot read properties of undefined',
  ),
  row(
    'gateway-mode-missing gateway-mode-remote',
    'fresh box, service never comes up',
    'Gateway start blocked: set gateway.mode=local (current: unset) or pass --allow-unconfigured.',
  ),
  row(
    'gateway-mode-remote gateway-mode-missing remote-mode-misdirect',
    'server does not start since I copied my laptop config',
    'Gateway start blocked: set gateway.mode=local (current: remote)',
  ),
  row(
    'bind-refused-no-auth',
    'LAN access: process ends with 78',
    'Refusing to bind gateway to lan without auth.',
  ),
  row(
    'public-exposure-risk bind-refused-no-auth',
    'is it a problem that my box answers on the public address?',
    'security audit: CRITICAL gateway.bind_no_auth gateway binds beyond loopback without auth',
  ),
  row(
    'config-invalid legacy-config-key reload-mode-retired config-conflict',
    'exits since yesterday',
    'Invalid config at ~/.openclaw/openclaw.json:\n- agents.defaults: Unrecognized key: "sandboxMode"',
  ),
  row(
    'config-invalid legacy-config-key',
    'ich habe nur ein Komma ergänzt',
    'JSON5 parse failed: invalid character at 41:3',
  ),
  row(
    'config-clobbered config-write-rejected',
    'all my bindings disappeared over night',
    'Config overwrite: openclaw.json (sha256 aa -> bb, backup=openclaw.json.bak)',
    'openclaw.json went from 14 KB to 600 bytes',
  ),
  row('config-clobbered config-write-rejected', 'onboarding again threw away my telegram section'),
  row(
    'wrong-target-url remote-mode-misdirect bind-scope-mismatch',
    'CLI talks to the old server',
    'gateway connect failed: connect ECONNREFUSED 10.1.1.9:18789',
    'Source: config gateway.remote.url',
  ),
  row(
    'wrong-target-url remote-mode-misdirect bind-scope-mismatch',
    'companion app never connects',
    'getaddrinfo ENOTFOUND claw-old.tailnet.example',
    'gateway.remote.url: wss://claw-old.tailnet.example',
  ),
  row(
    'tls-mismatch',
    'wss to the gateway aborts',
    'Error: unable to verify the first certificate; code UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ),
  row(
    'tls-mismatch',
    'remote node refuses plain connection',
    'SECURITY ERROR: Gateway URL "ws://10.0.0.5:18789" uses plaintext ws:// to a non-loopback address.',
  ),
  row(
    'proxy-idle-timeout',
    'Verbindung hinter Caddy reißt alle 60 Sekunden ab',
    'webchat disconnected code=1006 reason=n/a',
    'reconnect every minute',
  ),
  row(
    'tunnel-stale-port ssh-tunnel-failed',
    'since I changed the gateway port my cloudflared hostname gives 502',
    'ERR Unable to reach the origin service. error="dial tcp 127.0.0.1:18789: connect: connection refused"',
  ),
  row(
    'tunnel-stale-port ssh-tunnel-failed',
    'remote over ssh is dead',
    'channel 3: open failed: connect failed: Connection refused',
    'ssh -N -L 18789:127.0.0.1:18789 box',
  ),
  row(
    'container-mount-drift',
    'everything is forgotten after docker compose up',
    '$ docker inspect -f "{{json .Mounts}}" claw\n[]',
  ),
  row(
    'container-mount-drift workspace-permission file-permission',
    'container cannot write its home',
    "EACCES: permission denied, mkdir '/home/node/.openclaw/identity'",
    'volumes: - ./data:/home/node/.openclaw',
  ),
  row(
    'container-network bind-scope-mismatch',
    'published port gives connection reset',
    '$ docker ps\n0.0.0.0:18789->18789/tcp',
    '$ curl http://localhost:18789\ncurl: (56) Recv failure: Connection reset by peer',
  ),
  row(
    'container-network wrong-target-url',
    'gateway in compose cannot see ollama on the host',
    'connect ECONNREFUSED 127.0.0.1:11434',
    'works with host.docker.internal',
  ),
  row(
    'version-skew path-split-brain newer-schema',
    'new CLI, old daemon',
    'this OpenClaw command is version 2026.9.6, gateway is 2026.7.1',
  ),
  row(
    'version-skew protocol-mismatch client-version-mismatch',
    'iOS app says update required',
    'protocol mismatch',
    'min=3 max=3 expected=4',
  ),
  row(
    'newer-schema version-skew',
    'rolled back and now it will not start',
    'state database uses newer schema version 18; this build supports up to 16',
  ),
  row(
    'plugin-version-drift version-skew plugin-load-failed',
    'matrix plugin complains after the update',
    'plugin.version_drift @openclaw/matrix 2026.7.2, gateway 2026.9.6',
  ),
  row(
    'stale-install upgrade-regression post-upgrade-no-restart',
    'half of the commands fail since npm i -g',
    "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/usr/lib/node_modules/openclaw/dist/status-Ab3dE9x_.js' imported from /usr/lib/node_modules/openclaw/dist/cli-Zz81kQmP.js",
  ),
  row(
    'upgrade-regression stale-install',
    'image uploads broke with the last release, the one before is fine',
    'downgraded to 2026.8.4 and it works again',
  ),
  row(
    'plugin-load-failed channel-plugin-load-failed plugin-allow-excludes',
    'my calendar extension is gone',
    '[plugins] calendar failed to load from ~/.openclaw/extensions/calendar/index.ts: Error: Cannot find module "ical"',
  ),
  row(
    'plugin-allow-excludes plugin-load-failed channel-plugin-load-failed',
    'memory plugin never activates',
    'plugin disabled (not in allowlist): memory-lancedb',
  ),
  row(
    'channel-plugin-load-failed plugin-load-failed',
    'telegram missing from the list',
    'plugin load failed: dependency tree corrupted; run openclaw doctor --fix',
  ),
  row(
    'event-loop-saturated handshake-timeout',
    'everything crawls when three agents work',
    'liveness warning: reasons=event_loop_delay eventLoopDelayMaxMs=21044 eventLoopUtilization=1',
  ),
  row(
    'event-loop-saturated handshake-timeout',
    'status sometimes times out, the box is at 100 % on one core',
    'gateway timeout after 10000ms',
  ),
  row(
    'handshake-timeout event-loop-saturated',
    'tui now and then cannot attach',
    'closed before connect conn=1f code=1000 cause=handshake-timeout durationMs=15004',
  ),
  row(
    'memory-pressure',
    'container is killed twice a day',
    '$ docker inspect claw\n"ExitCode": 137, "OOMKilled": true',
  ),
  row(
    'memory-pressure',
    'RSS climbs from 400 MB to 3 GB',
    'memory pressure: level=critical reason=rss_threshold',
  ),
  row('disk-full log-growth', 'nothing is saved any more', 'SqliteError: database or disk is full'),
  row(
    'probe-false-red probe-scope-limited',
    'status calls it unreachable, I am chatting with it right now',
    'Gateway: local · ws://127.0.0.1:18789 · unreachable (timeout)',
    '$ curl -s localhost:18789/healthz\n{"ok":true,"status":"live"}',
  ),
  row(
    'probe-false-red probe-scope-limited',
    'doctor behauptet, das Gateway laufe nicht, es antwortet aber',
    'Gateway not running',
  ),
  row(
    'probe-scope-limited probe-false-red',
    'probe prints limited',
    'RPC: limited - missing scope: operator.read',
    'Reachable: yes',
  ),
  row(
    'probe-false-green',
    'all lights green and still no message goes out',
    '$ openclaw channels status --probe\ntelegram default: enabled, running, works',
    'delivery queue holds 40 entries, none sent',
  ),
  row(
    'probe-false-green',
    '状态显示正常，但是机器人完全没有反应',
    '$ openclaw status\nGateway reachable, all channels OK',
  ),
  row(
    'channel-auth-failed',
    'telegram is off',
    '[telegram] channel exited: Call to getMe failed! (401: Unauthorized)',
  ),
  row(
    'channel-auth-failed',
    'slack app stopped',
    'An API error occurred: invalid_auth',
    'socket mode start failed',
  ),
  row(
    'channel-relink-needed channel-auth-failed channel-disconnected',
    'WhatsApp wants the QR again',
    'WhatsApp session logged out. Run: openclaw channels login --channel whatsapp',
  ),
  row(
    'channel-api-permission',
    'bot cannot read the slack channel',
    'missing_scope needed=channels:history provided=chat:write',
  ),
  row('channel-api-permission', 'discord closes at once', 'Fatal Gateway error: Disallowed intents (4014)'),
  row(
    'channel-disconnected channel-ingress-unavailable',
    'discord drops out every few hours and only a restart helps',
    'health-monitor: restarting (reason: stale-socket)',
  ),
  row(
    'channel-disconnected channel-relink-needed',
    'WhatsApp flackert',
    'Web connection closed (status 428). Retry 3/12 in 9.2s',
  ),
  row('channel-disconnected', '飞书长连接一直掉线重连', 'ws connection closed, reconnecting'),
  row(
    'cron-disabled',
    'none of my schedules runs',
    'cron: scheduler disabled; jobs will not run automatically',
  ),
  row(
    'cron-no-next-wake cron-tick-failed',
    'jobs are enabled, the hour passes, nothing',
    '$ openclaw cron status --json\n{"enabled":true,"jobs":4,"nextWakeAtMs":null}',
  ),
  row(
    'cron-no-next-wake cron-tick-failed',
    'reminder at 8 never came, since the reboot no job fires',
    'lastRunAtMs is from last week, runningAtMs still set',
  ),
  row(
    'cron-delivery-failed cron-run-error',
    'job is ok in the list, the summary never reaches me',
    'cron announce delivery failed: Delivering to Telegram requires target <chatId>',
  ),
  row(
    'cron-run-error cron-delivery-failed',
    'daily digest errors',
    '"lastRunStatus":"error","lastError":"cron: job execution timed out","consecutiveErrors":6',
  ),
  row('heartbeat-skipped heartbeat-no-route', 'no check-in for days', 'heartbeat skipped reason=quiet-hours'),
  row(
    'heartbeat-no-route heartbeat-skipped',
    'fresh install, heartbeat does nothing',
    'heartbeat skipped: no-route',
  ),
  row(
    'node-background',
    'photo from my iPhone only with the app on screen',
    'NODE_BACKGROUND_UNAVAILABLE: node unavailable while backgrounded (camera/canvas/screen)',
  ),
  row(
    'node-permission-missing',
    'screen capture on the Mac mini denied',
    'PERMISSION_MISSING: screenRecording',
  ),
  row(
    'node-permission-missing',
    'Standortabfrage schlägt fehl',
    'LOCATION_PERMISSION_REQUIRED: grant Location permission',
  ),
  row(
    'node-command-not-allowed node-capability-missing',
    'sms from the pixel',
    'node command not allowed: "sms.send" is not in the allowlist for platform android',
  ),
  row(
    'exec-approval-required',
    'it waits forever before running anything',
    'Approval required (id 88). Reply with: /approve 88 allow-once',
  ),
  row('exec-allowlist-miss', 'git on the build node is denied', 'SYSTEM_RUN_DENIED: allowlist miss'),
  row(
    'browser-plugin-excluded',
    'no browser command after I set an allow list',
    "error: unknown command 'browser'",
  ),
  row(
    'browser-cdp-unreachable browser-cdp-ws-blocked browser-attach-no-target browser-cdp-url-invalid',
    'remote chrome in the other container',
    'Remote CDP for profile "lab" is not reachable at http://chrome:9222.',
  ),
  row(
    'browser-attach-no-target browser-cdp-unreachable',
    'extension is installed, yet it sees no tab',
    'Chrome extension relay is running, but no tab is connected',
  ),
  row(
    'browser-launch-failed browser-executable-invalid',
    'headless server, browser will not start',
    'Failed to start Chrome CDP on port 18800 for profile "openclaw".',
    'Missing X server or $DISPLAY',
  ),
  row(
    'browser-executable-invalid browser-launch-failed',
    'chrome from snap',
    'browser.executablePath not found: /usr/bin/google-chrome',
  ),
  row(
    'session-stuck',
    'one thread shows typing for an hour, the others answer',
    'stuck session: sessionKey=agent:main:telegram:group:1 state=processing age=3720s queueDepth=4',
  ),
  row(
    'session-stuck',
    'Eine Sitzung hängt, /stop hilft nicht',
    'lane wait exceeded: lane=session:agent:main:main waitedMs=184000 queueAhead=2',
  ),
  row(
    'secretref-unresolved credential-redacted',
    'start fails since I moved keys to 1Password',
    'SecretRefResolutionError: could not resolve secrets.providers.op: op read exited 1',
  ),
  row(
    'secretref-unresolved credential-redacted',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as the configuration writes it
    'config with ${} stops loading',
    'Missing env var "SLACK_BOT_TOKEN" referenced at channels.slack.botToken',
  ),
  row(
    'node-version-unsupported',
    'installed on Debian, start prints',
    'openclaw: Node 20.19.2 is unsupported; use Node 24.16.0+',
  ),
  row(
    'dns-or-network-egress',
    'telegram cannot be reached from the VPS',
    'TypeError: fetch failed; cause: getaddrinfo EAI_AGAIN api.telegram.org',
  ),
  row(
    'dns-or-network-egress',
    'seit dem Umzug kein Kontakt zu Discord, IPv6 ist kaputt',
    'connect ENETUNREACH 2606:4700::1',
    '$ curl -4 https://discord.com\n200',
  ),
  row(
    'benign-warning',
    'doctor prints a warning about bonjour, all works, can I ignore it?',
    'warn bonjour: watchdog detected non-announced service',
  ),
  row(
    'benign-warning probe-scope-limited',
    '日志里有很多 punycode 警告，功能都正常，要紧吗？',
    '(node:1) [DEP0040] DeprecationWarning: The punycode module is deprecated.',
  ),
  row(
    'linger-disabled',
    'as long as I stay logged in over ssh it lives',
    'systemd[1]: Stopping User Manager for UID 1000...',
  ),
  row('log-growth disk-full', '/tmp is 40 GB', '$ du -sh /tmp/openclaw\n38G /tmp/openclaw'),
  row('http-endpoint-disabled', 'Open WebUI lists no model', 'GET /v1/models 404 Not Found'),
  row(
    'http-endpoint-disabled',
    'n8n call fails',
    'POST http://127.0.0.1:18789/v1/chat/completions → 405 Method Not Allowed',
  ),
  row(
    'supervisor-unreachable',
    'restart over su - does not work, service itself is fine',
    'Failed to connect to bus: No medium found',
  ),
  row(
    'supervisor-unreachable service-not-installed',
    'CLI sees no service, but I made a unit below /etc',
    'systemctl --user unavailable: $DBUS_SESSION_BUS_ADDRESS and $XDG_RUNTIME_DIR not defined',
  ),
];
