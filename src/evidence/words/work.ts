/**
 * @module evidence/words/work
 * Words about what the gateway does for people: models, channels, automations, device nodes, browser, sessions;
 * and about probes that judge it.
 */

export const WORK_WORDS = {
  model:
    'model* | llm | provider* | anthropic | claude* | openai | gpt* | gemini | openrouter | ollama | deepseek | minimax | kimi | glm | qwen | mistral | bedrock | vertex | lm studio | vllm | litellm | grok | xai | moonshot | zai | nvidia nim | 模型 | modell*',
  'model-auth':
    'api key* | invalid x-api-key | invalid api key | api key .. (?:invalid|missing|not found|expired) | no api key* | oauth* | auth profile* | auth-profiles* | refresh token* | token has expired | token expired | expired .. token | token refresh | reauth* | re-auth* | re-login | sign in again | setup-token | 401 | authentication error | authentication_error | invalid bearer | invalid_grant | no credentials found | unauthenticated | invalid authentication | missing authentication header | credentials? .. (?:missing|expired|invalid|not found) | paste-token | x-api-key | models auth | user not found | 密钥 | 授权过期 | 登录过期 | api-schlüssel',
  'model-limit':
    '429 | 529 | rate limit* | rate_limit* | quota* | usage limit* | cool ?down* | overloaded* | billing | insufficient quota | insufficient_quota | credit balance | credits? | resource exhausted | resource_exhausted | throttl* | too many requests | exceeded .. (?:quota|limit) | limit reached | payment required | 402 | all profiles unavailable | plan limit | tpm | rpm limit | balance | 限流 | 限额 | 配额 | 余额 | 额度 | kontingent | ratenlimit',
  'long-context':
    'context1m | long context | 1m context | 1m-context | 1 ?m token* | extra usage | million token* | context-1m* | 长上下文',
  'model-unknown':
    'unknown model | model not found | model_not_found | not a valid model | no such model | model .. (?:does not exist|not exist|not supported|not available|not allowed|unknown|retired|decommission*|deprecated|removed|not in catalog*) | unknown provider | model id* | model ref* | model alias* | provider prefix | wrong model | not found .. model | no endpoints found | 404 .. model | model .. 404 | page not found | model override | model fallback | fallback* | not_found_error | models list | catalog* | allowlist .. model | model .. allowlist | resolves? .. model | normaliz* .. model | 模型.{0,8}(?:不存在|未找到|找不到|不支持) | unbekanntes modell',
  'model-shape':
    'invalid request error | invalid_request* | unsupported parameter | extra inputs | validation error .. (?:messages|tools) | tool schema | function schema | expected a string | 400 | bad request | does not support tools | reasoning* | thinking* | max_tokens | response format | baseurl | base url | openai-completions | openai-responses | api type',
  'upstream-403':
    '403 | forbidden | <html | cf-ray | just a moment | request was blocked | unsupported country | region',
  'cli-backend':
    'claude-cli | codex-cli | gemini-cli | cli backend* | clibackend* | claude code | bundle ?mcp | -cli/ | cli route | cli provider | openai-codex | codex | acp | mcp bridge | agentruntime',
  'cli-binary':
    'spawn (?:claude|codex|gemini)* enoent | not found on path | executable could not be resolved | command not found: (?:claude|codex|gemini) | (?:claude|codex|gemini) .. not found',
  channel:
    'channel* | telegram | whatsapp | discord | slack | signal | imessage | bluebubbles | feishu | lark | matrix | teams | msteams | mattermost | line | zalo | wechat | weixin | wecom | qq | irc | nostr | google chat | googlechat | baileys | 飞书 | 微信 | 企业微信 | 钉钉 | 渠道 | 频道 | kanal',
  'channel-token':
    'bot token* | invalid_auth | invalid auth | token_revoked | not_authed | tokeninvalid | token is invalid | account_inactive | getme | 4004 | authentication failed .. (?:discord|telegram|slack) | telegram .. 401 | slack .. 401 | discord .. 401 | (?:telegram|slack|discord|whatsapp|signal|matrix|feishu|teams) .. (?:unauthorized|401|invalid token) | app secret .. (?:invalid|wrong) | signing secret | 机器人 ?token | token .. (?:telegram|discord|slack)',
  'channel-logged-out':
    'logged out | loggedout | re-?link | scan .. qr | qr code | device_removed | linked device* | not linked | creds.json | session expired | login required | channels login | 扫码 | 二维码 | 重新登录 | qr-code',
  'channel-permission':
    'missing_scope | not_in_channel | channel_not_found | missing access | missing permission* | intents? | message content intent | 4014 | 50001 | 50013 | bot was (?:kicked|blocked) | not enough rights | chat not found | privacy mode | not a member | administrator rights | need administrator | cannot_dm_bot | one of the following scopes | 99991672 | im:message* | groups:history | channels:history | chat:write | scope .. (?:slack|feishu|bot) | (?:telegram|slack|discord|feishu|teams|matrix) .. (?:403|forbidden|permission*) | 应用权限 | 机器人权限 | 权限.{0,10}(?:飞书|应用) | admin_required | can_send*',
  'channel-down':
    'disconnect* | reconnect* | stale-socket | stale socket | socket .. (?:closed|stale|dead|mode) | polling .. (?:stall*|stop*|stuck|dead|error) | getupdates | long poll* | stream errored | status=?:? ?(?:408|428|440|499|503|515) | connection (?:closed|lost|terminated) | pong .. not received | zombie connection | resume fail* | 1005 | gateway .. (?:discord|resume) | auto-?restart* | health-monitor | health monitor | giving up | terminal-disconnect | goes? (?:dead|deaf|silent|offline) | drops? (?:off|out|every) | stops? (?:receiving|polling|responding|listening) | no inbound | inbound .. (?:dead|stop*|nothing|lost) | outbound .. (?:works?|fine|ok) | websocket closed | deaf | flap* | 断开 | 掉线 | 断连 | 重连 | 收不到 | getrennt | verbindung verloren',
  'no-reply':
    'no (?:reply|replies|response|answer) | not (?:reply*|respond*|answer*) | doesn.?t (?:reply|respond|answer) | does not (?:reply|respond|answer) | never (?:replies|responds|answers) | stopped (?:replying|responding|answering) | silent* | ignored? | ignores | unresponsive bot | antwortet nicht | keine antwort | stumm | 不回复 | 不回 | 不响应 | 没有回复 | 没反应 | 没有反应 | 没有回应 | 无回应',
  cron: 'cron* | automation* | scheduled (?:job|task|message|run)* | scheduler* | nextrunatms | nextwakeatms | jobs.json | reminder* | geplante* | zeitplan* | 定时 | 计划任务 | 提醒',
  'cron-off':
    'scheduler disabled | scheduler is disabled | cron disabled | cron is disabled | cron.enabled ?[=:]? ?"?false | cron enabled false | openclaw_skip_cron* | skip cron | skip_cron | automations disabled | "?enabled"? ?: ?false | 未启用定时',
  'cron-stall':
    'nextwakeatms | next wake | timer* | never (?:fires?|runs?|triggers?|executes?) | never ran | not (?:fire|firing|fired|run|running|executed|trigger*) | (?:doesn.?t|does not|do not|don.?t|didn.?t) (?:fire|run|trigger|execute) | stop* (?:firing|running|executing|triggering) | skipped | missed | past due | overdue | in the past | runningatms | armed | re-arm* | stalled | stuck .. running | silently skip* | lastrunatms | tick failed | timer tick | no runs | einmal und dann | läuft nicht | läuft nie | nicht ausgeführt | 不执行 | 没有执行 | 不触发 | 没触发 | 未执行 | 漏执行',
  'cron-delivery':
    'deliver* | announce* | not delivered | delivery .. (?:fail*|error|target|mode|queue) | delivery.mode | never arrive* | nothing arrives | not (?:sent|posted|received) | wrong (?:chat|channel|recipient|target|thread) | no (?:target|recipient) | requires target | recipient is required | last channel | marked .. (?:ok|delivered|error) | deliverystatus | summary .. (?:sent|posted|lost) | zugestellt | zustell* | 投递 | 送达 | 没收到 | 未收到 | 发送失败',
  'cron-error':
    'lastrunstatus .. error | job .. (?:fail*|error) | run .. (?:fail*|error) | consecutive errors | consecutiveerrors | lasterror | isolated (?:agent|session|job|run) | backoff | backs? off | job timeout | job timed out | execution timed out',
  heartbeat: 'heartbeat* | heart beat | 心跳 | herzschlag',
  'heartbeat-skip':
    'heartbeat skipped | empty-heartbeat-file | quiet-hours | quiet hours | requests-in-flight | no-tasks-due | alerts-disabled | active hours | activehours | no-route | dm-blocked | target none | target: none | heartbeat .. (?:never|skip*|silent|not run*|not deliver*|nothing|disabled|missing) | heartbeat_ok | unknown accountid | 心跳.{0,10}(?:跳过|不|没有)',
  node: 'node.invoke | nodes? (?:run|invoke|status|camera|location|screen|describe|list|canvas|pending|notify) | device node | paired node | companion app | ios app | android app | iphone* | ipad | pixel | android | macos app | camera* | screen record* | screen.record | location* | canvas* | node host | node list | 手机 | 节点 | 摄像头 | kamera | standort',
  background:
    'background unavailable | background_unavailable | app .. (?:background|foreground) | (?:background|foreground) .. app | to the foreground | app is open | app open | screen is off | backgrounded | locked screen | bring .. front | 后台 | 前台 | hintergrund | vordergrund',
  'os-permission':
    'permission required | _permission_required | tccutil* | permissions? .. (?:camera|microphone|screen|location|accessibility) | usagedescription | permission missing | permission_missing | permission denied .. (?:camera|location|screen|microphone) | tcc | screen recording | accessibility | microphone | media projection | grant* .. (?:permission|access) | privacy (?:&|and) security | always allow | full disk access | apple ?events | automation permission | camera_disabled | location_disabled | permission_denied | not authorized to | notification access | foreground service | 录屏权限 | 授权 | berechtigung',
  'node-denied':
    'node command not allowed | command not allow* | command not declared | not allowlisted | did not declare | deny ?commands | nodes commands | commands deny | commands allow | unsupported node command | not in .. allowlist | node .. (?:not allowed|denied|blocked) | caps | node capabilit* | not declared | sms.send | unknown command | not supported on | 命令.{0,8}(?:不允许|被拒绝)',
  'node-offline':
    'node .. (?:offline|disconnected|not connected|gone|unreachable) | not_connected | node not connected | node offline | unknown node | no node | node host .. (?:down|dies|stops) | 节点.{0,6}(?:离线|断开)',
  exec: 'exec tool | tools exec | exec .. (?:denied|approv*|allow*|host|security|command|tool) | exec-approvals* | exec denied | system.run | shell command* | bash | elevated | command .. (?:run|denied|blocked) | exec host | befehl | 命令 | 执行命令',
  approval:
    'approval* | approve* | approval required | approval-timeout | approval timed out | ask: | ask=? ?(?:always|on-miss|off) | exec-approvals* | awaiting approval | confirm* | prompt* .. approv* | genehmig* | freigabe | 审批 | 批准 | 确认',
  'exec-allowlist':
    'allowlist miss | allowlist-miss | security=allowlist | security: ?"?allowlist | exec .. allowlist | safe ?bins | allowlist .. (?:pattern|entry|entries|glob|path|miss|match*) | not on the allowlist | not in .. exec* | security=deny | security: deny | security ?[:=] ?"?full | shell wrapper | 允许列表',
  browser:
    'browser* | chrome* | chromium | cdp* | playwright | puppeteer | browserless | devtools* | headless | brave | 浏览器',
  'browser-off':
    'unknown command .?browser | browser control is disabled | browser .. (?:disabled|plugin|not enabled|is off) | browser tool .. (?:missing|not available|gone) | does not know the command | enabled .. browser | 浏览器.{0,8}(?:禁用|未启用)',
  'browser-start':
    'failed to start chrome | failed to launch | launch fail* | no usable sandbox | no supported browser | missing x server | chrome .. (?:exited|crash*|won.?t start|not start*|fail* to start) | shared librar* | singleton ?lock | executable path | executablepath | no-sandbox | nosandbox | display | xvfb | snap chromium | chromium .. snap | apparmor | user data dir | user-data-dir | profile .. in use | spawn .. enoent | cannot open display | 启动.{0,6}浏览器 | 浏览器.{0,10}(?:启动|起不来)',
  'cdp-down':
    'remote cdp | cdp .. (?:not reachable|timeout|timed out|refused|unreachable|fail*|not ready|handshake) | cdp http | cdphttp | cdpready | cdp url | cdpurl | json/version | connect over cdp | connectovercdp | attach only | attachonly | extension relay | browser relay | relay .. (?:not|fail*|refus*|disconnect*) | no tab* | tab not found | can.?t reach .. browser | browser control service | existing-session | devtoolsactiveport | 9222 | 1880\\d | browser failed: timed out | mcp .. chrome | 远程调试',
  emulation:
    'viewport | dark mode | color scheme | locale | timezone override | offline mode | emulat* | override* .. (?:stay*|stuck|remain*) | user agent override | geolocation override | device scale | 视口 | 深色模式',
  session:
    'session* | lane* | conversation* | chat .. stuck | subagent* | sub-agent* | agent run | main session | 会话 | sitzung*',
  'session-stuck':
    'one (?:chat|session|conversation|topic|thread) .. (?:never|not|stuck|dead|silent|hang*) | stuck* | hang* | hung | stalled | never (?:finish*|return*|end*|complete*|answers) | no progress | state=processing | processing .. (?:forever|minutes|hours|state) | lane .. (?:wait*|block*|stuck|queue*) | typing .. (?:forever|indicator|ttl|never|stuck) | queue* | queueahead | active run | long-running | waiting for lane | in flight | inflight | deadlock* | frozen | freez* | wedge* | orphaned session* | abort* .. (?:run|turn|session) | compaction* | 卡住 | 卡在 | 挂起 | 一直(?:处理|转圈|输入) | hängt | bleibt hängen | steckt fest',
  probe:
    'probe* | status | health* | gateway status | status --deep | channels status | gateway probe | monitor* | liveness | healthcheck | 探测 | 状态 | 健康检查',
  'red-light':
    'unreachable \\(missing scope | reachable: no | gateway not running | gateway not healthy | not healthy | falsely | probe: failed | probe failed | rpc probe: failed | connectivity probe: failed | says? .. (?:unreachable|down|not running|stopped|offline|failed|not installed|error|disconnected) | reports? .. (?:unreachable|down|not running|stopped|offline|fail*|not installed|missing|disconnected|unhealthy) | shows? .. (?:unreachable|down|not running|stopped|offline|fail*|unknown|disconnected|off|error|unhealthy|0) | claims? .. (?:unreachable|down|not running|stopped|offline|not installed|missing) | running: ?false | false negative | unreachable although | marked unhealthy | unhealthy | probe: timed out | connect: failed | 显示.{0,8}(?:不可达|失败|未运行|离线|异常|停止) | meldet .. (?:nicht|fehler|unreachable) | zeigt .. (?:nicht|offline|fehler)',
  'green-light':
    'probe: ok | rpc probe: ok | all green | says? .. (?:ok|running|healthy|connected|ready|fine|delivered|success*|active|synced) | reports? .. (?:ok|running|healthy|connected|ready|success*) | shows? .. (?:ok|running|healthy|connected|green|ready|success*) | health:healthy | status ok | on / ok | running: ?true | connected: ?true | green | healthy | status: ?"?(?:ok|live|success) | exit(?:s|ed)? 0 | exit code 0 | false positive | false green | marked .. ok | 显示.{0,8}(?:正常|成功|健康|已连接|ok) | grün | meldet .. ok',
  'answers-http': '"ok": ?true | status: ?"?live | 200 ok | http/1.1 200 | curl .. 200',
  'but-broken':
    'silently | nothing happens | never reach* | dead page | (?:ok|green|healthy|running|connected|ready|fine|success*) .. (?:but|yet|still|although|though|while|however) | but (?:no|nothing|never|does not|doesn.?t|not|every|all|messages?|the bot) | although .. (?:ok|green|healthy|running|connected) | 但.{0,12}(?:不|没|无|失败) | aber .. (?:nicht|keine|nichts)',
  'but-works':
    '(?:healthy|ok|running|live|works) .. but .. (?:probe|status|doctor|cli|ui|dashboard|widget|panel) .. (?:say|says|show*|report*|claim*|mark*) | false port conflict | falsely report* | incorrectly report* | fully functional | actually running | is actually | but (?:it|the bot|everything|the gateway|all|telegram|chat) .. (?:works?|runs|fine|answers|responds|is ok|reachable) | (?:unreachable|failed|down|not running|offline|not installed|unhealthy|disconnected|restarting|missing) .. (?:but|yet|still|although|though|while|however) .. (?:works?|answers?|runs?|running|fine|reachable|ok|responds?|healthy|up|alive|active|normal*) | although .. (?:works?|answers?|runs|running|fine|reachable|ok|responds|healthy|up|active) | but .. (?:actually|really) .. (?:works?|running|up|fine) | while .. (?:is running|works|answers) | even though .. (?:works?|running|fine|up|ok|healthy) | 但.{0,12}(?:正常|可以|能用|在运行) | obwohl .. (?:läuft|funktioniert|geht)',
  'scope-limited':
    'unreachable \\(missing scope | rpc: limited | scopelimited | limited .. missing scope | limited by gateway scopes | probe_scope_limited | connected no operator scope',
  'cannot-tell':
    'no idea | nothing in the log* | no error* | no log* | not reproducible | cannot reproduce | unclear | unknown cause | sporadic* | once and never again | ohne fehler | 没有(?:任何)?(?:报错|日志|错误)',
} as const;
