/**
 * Incidents made up for these tests, second part: two findings that are easily taken for each other, told in words
 * that name neither, in three languages.
 */
import type { Incident } from './incidents.ts';

const row = (want: string, said: string, ...pasted: string[]): Incident => ({
  want: want.split(' '),
  said,
  pasted,
});

export const LOOKALIKES: readonly Incident[] = [
  row(
    'upgrade-regression stale-install post-upgrade-no-restart',
    'ever since I moved from 2026.8.3 to 2026.9.0 the terminal UI prints nothing, going back to 2026.8.3 cures it',
  ),
  row(
    'upgrade-regression stale-install post-upgrade-no-restart',
    'Seit der neuen Version startet kein Subagent mehr, mit der alten Version ging es',
    '2026.9.1, vorher 2026.8.9',
  ),
  row(
    'upgrade-regression stale-install post-upgrade-no-restart',
    '更新到 2026.9.2 之后工具调用全部报错，换回旧版本就好了',
    'TypeError: x is not a function',
  ),
  row(
    'upgrade-regression stale-install post-upgrade-no-restart',
    'tui broken by 9.1, 8.4 is good',
    'installed 2026.8.4 again and everything is back',
  ),
  row(
    'upgrade-regression stale-install post-upgrade-no-restart',
    "memory search returns nothing after yesterday's release",
    'openclaw 2026.9.3',
    'nothing else was changed; 2026.9.2 finds everything',
  ),
  row(
    'upgrade-regression stale-install post-upgrade-no-restart',
    '`openclaw sessions list` throws in the new build',
    "TypeError: Cannot read properties of undefined (reading 'map')\n    at list (dist/sessions-B1cD2eF3.js:10:5)",
    'was fine one version earlier',
  ),
  row(
    'upgrade-regression stale-install post-upgrade-no-restart',
    'voice notes are not transcribed any more since upgrading',
    'I did not touch the config, previous release transcribed them',
  ),
  row(
    'session-stuck',
    'one whatsapp contact gets no answer since his task was cancelled, everybody else does',
    'lane wait exceeded: lane=session:agent:main:whatsapp waitedMs=412000 queueAhead=4',
  ),
  row(
    'session-stuck',
    'Ein Telegram-Thread antwortet nicht mehr seit ich /stop geschickt habe, die anderen Chats gehen',
    'run aborted by user',
  ),
  row(
    'session-stuck',
    'discord thread shows typing for an hour after I restarted in the middle of a reply',
    'embedded run start: runId=aa\nSIGUSR1 received, restarting',
  ),
  row(
    'session-stuck',
    'agent hangs on a tool call and new messages just pile up',
    'tool exec started\nqueue depth 7, active run for 1800s',
  ),
  row('session-stuck', '机器人在一个群里卡住了，其他聊天都正常', '任务被中断之后就再也没有回复'),
  row(
    'session-stuck',
    'browser tool never came back and now the slack conversation is frozen',
    'browser.snapshot started\nrun still active after 900s',
    'another slack channel is answered at once',
  ),
  row('session-stuck', 'feishu 里这个会话一直显示处理中，重启也没用', 'state=processing ageMs=3600000'),
  row(
    'workspace-permission file-permission',
    'container cannot write its data',
    "EACCES: permission denied, open '/home/node/.openclaw/openclaw.json'\nuid=1000(node) gid=1000(node)",
    '$ ls -ln /srv/openclaw\ndrwxr-xr-x 2 0 0 4096 openclaw',
  ),
  row(
    'workspace-permission file-permission',
    'docker: gateway exits, host folder belongs to root',
    'Error: EACCES mkdir /home/node/.openclaw/agents',
  ),
  row(
    'container-mount-drift',
    'all my sessions are gone whenever I recreate the container',
    '$ docker inspect\n"Mounts": []',
  ),
  row(
    'container-mount-drift',
    'config I edit on the NAS is not what the container sees',
    '$ docker exec gw cat /home/node/.openclaw/openclaw.json\n{}',
    'volume is mapped to /root/.openclaw',
  ),
  row(
    'workspace-permission file-permission',
    'Podman rootless: Zugriff verweigert auf den Workspace',
    "EACCES: permission denied, mkdir '/workspace/out'",
    'Verzeichnis gehört UID 100999',
  ),
  row(
    'workspace-permission file-permission',
    '容器里写不了工作区',
    "EACCES: permission denied, open '/workspace/a.md'",
    '目录属主是 root',
  ),
  row(
    'container-mount-drift',
    'after pulling a new image the agents and channels are empty again',
    'compose has no volume for /home/node/.openclaw',
  ),
  row(
    'event-loop-saturated handshake-timeout',
    'everything takes half a minute as soon as three agents run at once',
    'liveness warning: eventLoopDelayP99Ms=8200 utilization=0.99',
  ),
  row(
    'event-loop-saturated handshake-timeout',
    'Gateway ist zäh, jeder Befehl braucht 20 Sekunden',
    'top zeigt node bei 100 % CPU, aber es antwortet irgendwann',
  ),
  row(
    'stale-lock lifecycle-lock-held duplicate-gateway stale-listener',
    'new gateway start waits forever, an old node process is there but does not listen',
    'lock held by pid 4411',
    '$ ss -ltnp\n(no 18789)',
  ),
  row(
    'event-loop-saturated handshake-timeout',
    'cli says handshake timeout while a big session is loading, later it works',
    'res ✓ sessions.list 38211ms',
  ),
  row(
    'dns-or-network-egress',
    'after my macbook wakes telegram never comes back until I restart',
    'getUpdates failed: getaddrinfo ENOTFOUND api.telegram.org',
  ),
  row(
    'dns-or-network-egress',
    'Nach dem Aufwachen aus dem Ruhezustand kein Netz:',
    'fetch failed: ENETUNREACH',
  ),
  row(
    'dns-or-network-egress',
    'bot unreachable after boot, wifi comes up later than the gateway',
    'Error: getaddrinfo EAI_AGAIN slack.com',
  ),
  row(
    'service-definition-drift service-config-path-mismatch path-split-brain',
    'service keeps launching a node that brew has removed',
    'ExecStart=/opt/homebrew/Cellar/node/22.1.0/bin/node',
  ),
  row(
    'service-definition-drift service-config-path-mismatch path-split-brain',
    'the daemon still runs from my old pnpm folder',
    'Service config looks out of date: entrypoint does not match the current install',
  ),
  row(
    'service-not-installed',
    'after `gateway stop` the mac forgets the agent, start says not loaded',
    '$ launchctl print gui/501/ai.openclaw.gateway\nCould not find service',
  ),
  row(
    'service-not-installed',
    'Dienst ist nach dem Neustart nicht mehr registriert',
    '$ openclaw gateway status\nService: LaunchAgent (not loaded)',
  ),
  row(
    'duplicate-gateway stale-listener extra-gateway-services foreign-supervisor',
    'launchd brings the gateway back the moment I kill it, and my own one cannot bind',
    'EADDRINUSE 18789',
    'KeepAlive true',
  ),
  row(
    'service-definition-drift service-config-path-mismatch path-split-brain',
    'shell starts gateway fine, the service says command not found',
    'nvm node is not on the PATH of the unit',
  ),
  row(
    'service-not-installed',
    'Windows: gateway restart says the task does not exist',
    'ERROR: The system cannot find the file specified. schtasks /Run',
  ),
  row(
    'service-crash-loop boot-safe-mode',
    'gateway goes down every ten seconds and launchd starts it again',
    'exited with code 1\nservice throttled, respawn in 10 s',
  ),
  row(
    'probe-false-red probe-scope-limited',
    'gateway status insists it is stopped, yet my bot chats happily',
    'Runtime: stopped',
  ),
  row(
    'probe-false-red probe-scope-limited',
    'doctor behauptet der Port sei tot, dabei antwortet alles',
    'Gateway not running',
  ),
  row('probe-false-red probe-scope-limited', 'openclaw status 显示 unreachable，但是机器人一直正常回复'),
  row(
    'probe-false-red probe-scope-limited',
    'the menu bar app shows the gateway as down; curl and telegram prove it is up',
    '{"ok":true,"status":"live"}',
  ),
  row(
    'probe-false-green',
    'health is green, all channels connected, still nobody gets a reply',
    'Connectivity probe: ok',
  ),
  row(
    'probe-false-green',
    'message send prints success yet the message never shows up',
    'ok: true messageId=12',
  ),
  row('probe-false-green', '状态显示已连接，但收不到任何消息', 'telegram: running, connected'),
  row(
    'probe-false-red probe-scope-limited',
    'uptime monitor flags the gateway although webchat and CLI are fine',
    'healthcheck: unhealthy',
  ),
  row(
    'group-allowlist-blocks dm-policy-blocks mention-gating tool-policy-denies',
    'bot is online in our server but says nothing in the new room',
    '"groupPolicy": "allowlist"',
  ),
  row(
    'dm-policy-blocks group-allowlist-blocks dm-pairing-pending',
    'my colleague writes to the bot and gets nothing, I get answers',
    '"dmPolicy": "allowlist", "allowFrom": ["111"]',
  ),
  row(
    'mention-gating group-allowlist-blocks',
    'reagiert in der Gruppe nur, wenn ich sie direkt anspreche',
    'requireMention: true',
  ),
  row('dm-policy-blocks dm-pairing-pending', '只有我能和机器人说话，别人发消息没反应', 'dmPolicy: pairing'),
  row(
    'group-allowlist-blocks dm-policy-blocks',
    'replies in dm, dead silent in groups',
    'skipping group message: not in allowlist',
  ),
  row(
    'channel-disconnected channel-ingress-unavailable channel-relink-needed',
    'signal stops hearing me after a few hours, restart helps',
    'signal-cli stream closed, reconnecting in 5s',
  ),
  row(
    'channel-disconnected channel-ingress-unavailable channel-relink-needed',
    'WhatsApp trennt alle paar Minuten',
    'status=428 connection closed, retry 3',
  ),
  row('tool-policy-denies', 'agent claims it has no exec tool in the group', 'tools.profile: messaging'),
  row(
    'config-clobbered config-write-rejected',
    'a plugin install rewrote openclaw.json and my channels section is missing',
  ),
  row(
    'config-clobbered config-write-rejected',
    'doctor --fix hat meine Einstellungen gelöscht',
    'openclaw.json ist nur noch 200 Bytes groß',
  ),
  row(
    'config-clobbered config-write-rejected',
    'every restart my gateway.bind falls back to loopback although I set lan',
    'the desktop app writes the file too',
  ),
  row('config-clobbered config-write-rejected', '升级后 openclaw.json 里的 agents 都没了'),
  row(
    'config-clobbered config-write-rejected',
    'settings I save in the UI are undone a minute later',
    'Config auto-restored from last-known-good',
  ),
  row(
    'config-clobbered config-write-rejected',
    "a sync script and the gateway keep undoing each other's edits of the config",
    '[reload] config change detected (every 15 s)',
  ),
];
