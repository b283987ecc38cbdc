/**
 * Incidents made up for these tests, third part: complaints as they come in a chat, mostly without a line of a log.
 */
import type { Incident } from './incidents.ts';

const row = (want: string, said: string, ...pasted: string[]): Incident => ({
  want: want.split(' '),
  said,
  pasted,
});

export const COMPLAINTS: readonly Incident[] = [
  row(
    'token-drift stale-listener',
    'since yesterday the mac app says mismatch, I had put another password into the env of the service',
  ),
  row(
    'token-drift',
    'unsere CLI wird abgewiesen, Token in der Konfiguration und im Dienst sind verschieden',
    'unauthorized',
  ),
  row(
    'auth-missing url-override-no-credentials',
    'new phone opens the control page and is asked for a credential it does not have',
  ),
  row('auth-missing url-override-no-credentials', '打开网页要求输入令牌', 'unauthorized'),
  row(
    'pairing-required dm-pairing-pending device-removed',
    'laptop joined the tailnet and the gateway wants me to approve it first',
    'close 1008 pairing required',
  ),
  row(
    'device-token-stale',
    'after restoring a backup my browser keeps presenting an old device token and is refused',
  ),
  row(
    'missing-scope scope-mismatch',
    'my automation can read but sending is answered with insufficient scope',
  ),
  row('origin-not-allowed', 'dashboard behind my own domain: connection refused because of the origin'),
  row(
    'insecure-context control-ui-device-identity device-identity-required',
    'opening http://192.168.1.20:18789 from another computer: the page says it needs a secure context',
  ),
  row('auth-rate-limited', 'tried the wrong password a few times and now nobody gets in, retry later'),
  row('network-policy-blocked', 'browser tool refuses my local Grafana, private address'),
  row('network-policy-blocked', 'web_fetch verweigert http://10.1.2.3, interne Adresse'),
  row(
    'workspace-path-missing workspace-path-mismatch service-config-path-mismatch instance-isolation-violation',
    'my agent writes its files to the main workspace instead of its own',
  ),
  row(
    'workspace-path-missing workspace-path-mismatch service-config-path-mismatch instance-isolation-violation',
    'AGENTS.md 没有被读取，路径好像是默认工作区',
  ),
  row(
    'cli-only-backend cli-backend-binary-missing',
    'with the claude-cli model no tool is ever called, the answers are text only',
  ),
  row(
    'model-auth-missing',
    'everything replies with "please log in to your provider again"',
    '401 from anthropic',
  ),
  row('model-auth-missing', 'Modell meldet: kein API-Schlüssel hinterlegt'),
  row('model-rate-limited', 'provider sends 429s since lunch, all profiles cooling down'),
  row('model-rate-limited', '账号额度用完了，机器人不说话'),
  row(
    'anthropic-long-context-429',
    'big sessions are refused: extra usage required for long context requests',
    '429',
  ),
  row('model-not-found local-backend-shape', 'switched to a new model name and get 404 not_found_error'),
  row('model-not-found local-backend-shape', 'ollama answers with empty content for every tool request'),
  row(
    'duplicate-gateway stale-listener extra-gateway-services foreign-supervisor lifecycle-lock-held',
    'every telegram message is answered two times since I moved to the other server',
  ),
  row(
    'duplicate-gateway stale-listener extra-gateway-services foreign-supervisor lifecycle-lock-held',
    '网关和手动启动的进程打架，消息回复两遍',
  ),
  row('port-conflict-foreign', 'gateway cannot start because nginx sits on its port'),
  row('port-conflict-foreign', '18789 wird schon von einem anderen Programm belegt'),
  row(
    'stale-lock lifecycle-lock-held',
    'after a power cut the gateway says another one holds the lock but there is none',
  ),
  row(
    'gateway-mode-missing gateway-mode-remote remote-mode-misdirect',
    'fresh vps, gateway start is blocked until a mode is set',
  ),
  row(
    'bind-refused-no-auth public-exposure-risk auth-not-configured',
    'set bind to lan and now it refuses to run because there is no token',
  ),
  row(
    'config-invalid legacy-config-key reload-mode-retired config-conflict',
    'added a key from a blog post and the gateway will not start, unrecognized key',
  ),
  row(
    'config-invalid legacy-config-key reload-mode-retired config-conflict',
    'Konfigurationsdatei hat ein Komma zu viel, Gateway startet nicht',
  ),
  row(
    'wrong-target-url remote-mode-misdirect bind-scope-mismatch',
    "cli on my notebook still dials the previous server's address",
  ),
  row('tls-mismatch', 'wss:// to the gateway fails, wrong version number'),
  row('tls-mismatch', '自签名证书导致客户端连不上'),
  row('proxy-idle-timeout', 'control page loses its socket about once a minute behind our load balancer'),
  row(
    'tunnel-stale-port ssh-tunnel-failed',
    'my ssh forward was fine until I moved the gateway to another port',
  ),
  row(
    'container-network bind-scope-mismatch',
    'from n8n in another container the gateway is refused although the port is published',
  ),
  row(
    'version-skew protocol-mismatch client-version-mismatch plugin-version-drift path-split-brain newer-schema',
    'ios app says the server is too old',
  ),
  row(
    'version-skew protocol-mismatch client-version-mismatch plugin-version-drift path-split-brain newer-schema',
    'two openclaw binaries in PATH and they report different versions',
  ),
  row(
    'plugin-load-failed channel-plugin-load-failed plugin-allow-excludes',
    'matrix does not come up: its native binding was built for another node',
  ),
  row('plugin-load-failed channel-plugin-load-failed plugin-allow-excludes', '飞书插件加载失败'),
  row('memory-pressure', 'kernel kills node every night, 4 GB box'),
  row('memory-pressure', 'Prozess wächst bis 6 GB RSS und wird dann beendet'),
  row('disk-full', 'no replies, df shows the root partition at 100%'),
  row('disk-full', 'sqlite says database or disk is full'),
  row(
    'channel-auth-failed channel-relink-needed',
    'discord bot stays offline after I reset its token in the portal',
  ),
  row('channel-auth-failed channel-relink-needed', 'whatsapp says session logged out, need to scan again'),
  row('channel-api-permission', 'slack bot is in the channel but the api answers missing_scope'),
  row('channel-api-permission', 'telegram bot in the group sees only commands, privacy mode'),
  row('cron-disabled', 'none of my reminders run, cron status says disabled'),
  row('cron-no-next-wake cron-tick-failed', 'jobs show a due time in the past and never start'),
  row('cron-no-next-wake cron-tick-failed', '计划任务过了时间也没跑'),
  row(
    'cron-delivery-failed cron-run-error heartbeat-no-route heartbeat-unknown-account',
    'morning briefing is generated but lands in no chat',
  ),
  row(
    'heartbeat-skipped heartbeat-dm-blocked heartbeat-no-route',
    'heartbeat never checks in, HEARTBEAT.md is empty',
  ),
  row('node-background', 'camera snap works only while the iphone app is in front'),
  row('node-permission-missing', 'mac node: screen recording not granted'),
  row(
    'node-command-not-allowed node-capability-missing',
    'sms from the android node is refused, command not on the list',
  ),
  row('exec-approval-required', 'each shell command waits for somebody to approve it'),
  row('exec-allowlist-miss', 'git is allowed but `git log | head` is denied'),
  row('browser-plugin-excluded', 'openclaw browser: unknown command'),
  row(
    'browser-cdp-unreachable browser-cdp-ws-blocked browser-attach-no-target browser-cdp-url-invalid',
    'agent cannot attach to my running chrome on 9222',
  ),
  row(
    'browser-launch-failed browser-executable-invalid',
    'on the headless pi chromium dies at start, missing libraries',
  ),
  row(
    'secretref-unresolved credential-redacted',
    'gateway token comes from 1password and is not resolved at boot',
  ),
  row('node-version-unsupported', "debian's node 18 is too old for it"),
  row('dns-or-network-egress', 'behind the corporate proxy telegram and the models both time out'),
  row('linger-disabled', 'bot dies when I leave the terminal session on my vps'),
  row('log-growth disk-full', 'cache trace eats 40 GB'),
  row('http-endpoint-disabled', 'POST /v1/responses gives 404'),
  row('supervisor-unreachable', 'as root via su: Failed to connect to bus'),
  row(
    'benign-warning probe-scope-limited planned-restart-close',
    'doctor prints a scary warning but all is fine',
  ),
  row('benign-warning probe-scope-limited planned-restart-close', '日志里一直有告警，但功能正常，要紧吗'),
  row(
    'upgrade-regression stale-install post-upgrade-no-restart',
    'image tool stopped producing pictures when I went to 2026.9.5',
    'reinstalling 2026.9.4 fixes it',
  ),
  row(
    'upgrade-regression stale-install post-upgrade-no-restart',
    'Nach Upgrade hängt die Kommandozeile beim Beenden',
    'mit 2026.8 war das nicht so',
  ),
  row(
    'session-stuck',
    'my agent is busy forever, messages wait behind a job that finished hours ago',
    'queueDepth=6',
  ),
  row('session-stuck', 'Antworten in diesem Gespräch bleiben aus, in einem neuen Gespräch klappt alles'),
  row('session-stuck', '中断任务后会话无法再用，发 /reset 才恢复'),
  row(
    'workspace-permission file-permission',
    'state directory owned by root after a restore, gateway user cannot open it',
    'EACCES',
  ),
  row(
    'container-mount-drift',
    'volumes point to /root but the process runs as node, so nothing survives a rebuild',
  ),
  row(
    'event-loop-saturated handshake-timeout',
    'ten cron jobs start at 8:00 and for two minutes no client gets in',
    'liveness warning eventLoopUtilization=1',
  ),
  row(
    'dns-or-network-egress',
    'docker host without ipv6 route: telegram calls hang',
    'ENETUNREACH 2001:67c:4e8:f004::9:443',
  ),
  row(
    'service-definition-drift service-config-path-mismatch path-split-brain',
    'scheduled task starts a version I removed months ago',
    'C:\\\\old\\\\openclaw\\\\dist\\\\entry.js not found',
  ),
  row('service-not-installed', 'gateway vanished from launchctl list after I ran stop'),
  row(
    'duplicate-gateway stale-listener extra-gateway-services foreign-supervisor lifecycle-lock-held',
    'I start it by hand and it says one already runs, stop does not end it',
  ),
  row('probe-false-red probe-scope-limited', '健康检查说挂了，实际聊天没有任何问题'),
  row(
    'group-allowlist-blocks mention-gating dm-policy-blocks',
    'works in direct messages, never in the team room',
    'requireMention true',
  ),
  row(
    'channel-disconnected channel-ingress-unavailable channel-relink-needed',
    'matrix sync stops after the server restarts and never resumes',
  ),
  row('config-clobbered config-write-rejected', 'after onboarding again my agents list is empty'),
  row(
    'config-clobbered config-write-rejected',
    'gateway replaced my file with a backup from last week on its own',
  ),
  row('cron-delivery-failed cron-run-error', 'job result is fine but telegram never gets it'),
  row('cron-no-next-wake cron-tick-failed', 'since the clock change no job has been started'),
  row('model-auth-missing', 'codex login ran out, refresh fails'),
  row('model-rate-limited', 'weekly cap reached, agent says try again on monday'),
  row('tls-mismatch', 'client complains about the certificate of the gateway'),
  row('proxy-idle-timeout', 'caddy in front, socket closes when nobody types for a while'),
  row(
    'plugin-load-failed channel-plugin-load-failed plugin-allow-excludes',
    'memory plugin refuses to register, dependency missing',
  ),
  row('browser-launch-failed browser-executable-invalid', 'brave does not open on my mac, profile locked'),
  row(
    'browser-cdp-unreachable browser-cdp-ws-blocked browser-attach-no-target browser-cdp-url-invalid',
    'remote chrome in another container: debugging endpoint not answering',
  ),
  row('exec-approval-required', 'nobody is asked, yet the command waits for an approval until it times out'),
  row('node-background', 'photos from my phone fail when its screen is locked'),
  row(
    'version-skew protocol-mismatch client-version-mismatch plugin-version-drift path-split-brain newer-schema',
    'database was written by a newer release, gateway refuses',
  ),
  row('memory-pressure', 'container limit 2g, it is OOMKilled daily'),
  row('disk-full', 'log says no space left'),
  row('linger-disabled', 'works while I am logged in by ssh, gone afterwards'),
  row('secretref-unresolved credential-redacted', ['$', '{SLACK_TOKEN} is taken literally'].join('')),
  row('token-drift stale-listener', 'cli uses one token, service another'),
  row('tool-policy-denies', 'agent is told that the write tool is forbidden by its profile'),
  row('network-policy-blocked', 'fetch to my NAS refused, SSRF protection'),
];
