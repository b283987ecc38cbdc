/**
 * Incidents made up for these tests, fourth part: a complaint and the one or two lines that tell it from its
 * neighbour.
 */
import type { Incident } from './incidents.ts';

const row = (want: string, said: string, ...pasted: string[]): Incident => ({
  want: want.split(' '),
  said,
  pasted,
});

export const NEIGHBOURS: readonly Incident[] = [
  row(
    'upgrade-regression stale-install post-upgrade-no-restart',
    'canvas stays blank on 2026.9.4',
    '[canvas] rendered 0 nodes',
    'a colleague on 2026.9.3 has no trouble, same config',
  ),
  row(
    'upgrade-regression stale-install post-upgrade-no-restart',
    'Since 9.2 subagents return an empty string',
    '[agent] subagent finished len=0',
    'downgrading brings them back',
  ),
  row(
    'upgrade-regression stale-install post-upgrade-no-restart',
    '/new löscht den Verlauf nicht mehr, bis 2026.8.1 ging das',
    'Konfiguration unverändert',
  ),
  row(
    'upgrade-regression stale-install post-upgrade-no-restart',
    '升级后语音消息不再转写，配置没动过',
    '[media] transcription skipped',
  ),
  row(
    'upgrade-regression stale-install post-upgrade-no-restart',
    'auto update last night, today gateway logs an exception for each message',
    'TypeError: undefined is not iterable\n    at dispatch (file:///opt/openclaw/dist/dispatch-aa11bb22.js:4:2)',
  ),
  row(
    'upgrade-regression stale-install post-upgrade-no-restart',
    'launchd job starts, but since the upgrade nothing binds the port',
    '$ launchctl print gui/501/ai.openclaw.gateway\nstate = running',
    'rolled back, binds at once',
  ),
  row(
    'session-stuck',
    'after I pressed stop, the agent in this topic ignores everything; /new in it helps',
    '[diagnostic] stuck session: sessionKey=agent:main state=processing age=950s queueDepth=3',
  ),
  row(
    'session-stuck',
    'subagent spawned, parent waits forever',
    'run still waiting for child, no progress 3000s',
  ),
  row(
    'session-stuck',
    'compaction ran and afterwards the main session never replies, other topics do',
    'compaction start\n(no compaction end)',
  ),
  row(
    'session-stuck',
    '浏览器任务超时以后，这个对话再也没回应',
    'tool browser timed out after 120000ms\nlane=session:agent:main queued=5',
  ),
  row(
    'session-stuck',
    'the cron run hung and its session blocks my chat',
    'lane wait exceeded lane=main waited 300000',
  ),
  row(
    'session-stuck',
    'Bot zeigt seit einer Stunde "schreibt..." in einem Chat',
    'alle anderen Kontakte bekommen Antwort',
  ),
  row(
    'workspace-permission file-permission',
    'fresh docker install: node user may not write',
    "Error: EACCES: permission denied, open '/home/node/.openclaw/logs/gateway.log'",
    'docker run -v /srv/oc:/home/node/.openclaw',
  ),
  row(
    'workspace-permission file-permission',
    'after sudo openclaw once, everything fails',
    '-rw------- 1 root root 812 openclaw.json\nEACCES',
  ),
  row(
    'workspace-permission file-permission',
    "sandbox tool can't write into /workspace, files there belong to 0:0",
    "touch: cannot touch '/workspace/x': Permission denied",
    'bind mount /srv/ws',
  ),
  row(
    'container-mount-drift',
    'edited openclaw.json on the host, gateway in docker does not notice, inode of the file differs',
    'single file bind mount',
  ),
  row('container-mount-drift', 'Nach docker compose pull sind alle Sitzungen weg', 'volumes: []'),
  row('container-mount-drift', 'k8s: every rollout starts with a blank assistant', 'emptyDir'),
  row(
    'container-mount-drift',
    'skills folder is empty inside, full outside',
    'docker exec ls /home/node/.openclaw/skills\n(empty)',
    'mounted to /app/.openclaw',
  ),
  row(
    'event-loop-saturated handshake-timeout',
    'web ui freezes for seconds when the sessions store is large',
    'sessions.json 180 MB',
    '[gateway] event loop blocked 4200ms',
  ),
  row(
    'event-loop-saturated handshake-timeout',
    'pi 3: every rpc is slow and clients drop',
    'res ✓ status 15230ms',
    'closed before connect',
  ),
  row(
    'stale-lock lifecycle-lock-held duplicate-gateway stale-listener',
    'restart says another gateway is running but that pid is gone',
    'gateway already running (pid 812); lock timeout after 5000ms',
    '$ ps -p 812\n(none)',
  ),
  row(
    'dns-or-network-egress',
    'since the router was replaced neither discord nor openai can be reached from the box',
    'ETIMEDOUT 162.159.135.232:443',
  ),
  row(
    'dns-or-network-egress',
    'in China: Telegram geht nicht, curl mit Proxy schon',
    'TypeError: fetch failed',
  ),
  row(
    'dns-or-network-egress',
    'opened the lid, bot keeps logging network errors until restart',
    "Network request for 'getUpdates' failed!",
  ),
  row(
    'dns-or-network-egress',
    'gateway hangs at start until the vpn is up',
    'connecting to api.anthropic.com ... SYN_SENT',
  ),
  row(
    'service-definition-drift service-config-path-mismatch path-split-brain',
    'after brew upgrade node the agent exits 127',
    'ProgramArguments: /opt/homebrew/Cellar/node/23.0.0/bin/node: No such file',
  ),
  row(
    'service-definition-drift service-config-path-mismatch path-split-brain',
    'env var is set in my shell, the service does not see it',
    'unit was written by an older installer',
  ),
  row(
    'service-not-installed',
    'openclaw gateway start: nothing happens, there is no unit at all',
    'Unit openclaw-gateway.service could not be found.',
  ),
  row(
    'service-not-installed',
    'after self update launchd has no job of that name',
    'Could not find service "ai.openclaw.gateway" in domain for user gui: 501',
  ),
  row('service-not-installed', '更新之后服务没了，start 提示未安装'),
  row(
    'service-crash-loop boot-safe-mode',
    'container restarts all the time',
    'Restarting (1) 4 seconds ago',
    'connect ECONNREFUSED 127.0.0.1:18789',
  ),
  row(
    'service-crash-loop boot-safe-mode',
    'unit hits the start limit',
    'Start request repeated too quickly.',
  ),
  row(
    'duplicate-gateway stale-listener extra-gateway-services foreign-supervisor lifecycle-lock-held',
    'systemd unit fails because pm2 already runs one',
    'EADDRINUSE: address already in use 127.0.0.1:18789',
  ),
  row(
    'duplicate-gateway stale-listener extra-gateway-services foreign-supervisor lifecycle-lock-held',
    "both the root unit and my user's unit start at boot",
  ),
  row(
    'probe-false-red probe-scope-limited',
    'channels status shows telegram as disconnected while messages flow both ways',
    'telegram: enabled, configured, disconnected',
  ),
  row(
    'probe-false-red probe-scope-limited',
    'docker marks the container unhealthy, bot answers everybody',
    'healthcheck: curl: not found',
  ),
  row(
    'probe-false-red probe-scope-limited',
    'Status meldet "nicht erreichbar", im Chat kommt aber jede Antwort',
  ),
  row(
    'probe-false-red probe-scope-limited',
    'gateway probe: Reachable: no; but tui connects to the same url instantly',
    'Connect: failed - timeout',
  ),
  row(
    'probe-false-red probe-scope-limited',
    'status says rpc failed, missing scope operator.read, everything else is normal',
  ),
  row(
    'probe-false-green',
    'status ok everywhere but the agent never does what cron claims as done',
    'job status: ok',
  ),
  row(
    'probe-false-green',
    'gateway update reported success, version is the same as before',
    'Update Result: OK',
  ),
  row('probe-false-green', 'Alles grün, trotzdem kommt keine Nachricht an', 'Telegram: running'),
  row(
    'group-allowlist-blocks mention-gating dm-policy-blocks',
    'bot joined the feishu group, is connected, reads nothing there',
    'groupPolicy: allowlist, groupAllowFrom: []',
  ),
  row('dm-policy-blocks dm-pairing-pending', 'strangers get a code instead of an answer', 'dmPolicy pairing'),
  row('tool-policy-denies', 'tool exec not available in this session', 'tools.deny: ["exec"]'),
  row(
    'channel-disconnected channel-ingress-unavailable channel-relink-needed',
    'telegram polling dies silently every night, process fine',
    'polling stall detected, no getUpdates for 180 s',
  ),
  row(
    'channel-disconnected channel-ingress-unavailable channel-relink-needed',
    'Discord hört nach ein paar Stunden auf zuzuhören',
    'WebSocket closed 1006, resume failed',
  ),
  row(
    'channel-disconnected channel-ingress-unavailable channel-relink-needed',
    '飞书长连接断开后不会自动恢复',
    'ws closed',
  ),
  row(
    'config-clobbered config-write-rejected',
    'plugin enable dropped every comment and half of my keys from the config',
  ),
  row(
    'config-clobbered config-write-rejected gateway-mode-missing gateway-mode-remote',
    'mac app overwrote gateway.mode with remote',
    'openclaw.json changed by OpenClaw.app',
  ),
  row('config-clobbered config-write-rejected', '插件安装后配置里的 channels 被清空'),
  row(
    'config-clobbered config-write-rejected',
    'nach dem Update ist meine Konfiguration wieder auf Standard',
  ),
  row(
    'plugin-load-failed channel-plugin-load-failed plugin-allow-excludes',
    'teams channel vanished from the list after update, plugin shows error',
    "Cannot find package 'botbuilder'",
  ),
  row(
    'version-skew protocol-mismatch client-version-mismatch plugin-version-drift path-split-brain newer-schema',
    'gateway refuses old node host after the upgrade',
    'protocol mismatch',
  ),
  row(
    'node-version-unsupported',
    'after the update the service does not start',
    'openclaw requires Node >=22.19, found v20.11',
  ),
  row(
    'secretref-unresolved credential-redacted',
    'slack token shows as __OPENCLAW_REDACTED__ after I saved the settings',
  ),
  row(
    'model-not-found local-backend-shape',
    'after update default model unknown',
    'Unknown model: anthropic/claude-foo',
  ),
];
