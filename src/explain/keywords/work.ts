/**
 * @module explain/keywords/work
 * Words about what the gateway does for people: models, channels, automations, device nodes, browser, sessions;
 * and about probes that judge it.
 */

export const WORK_WORDS = {
  model: `
    model* | anbieter | llm | provider* | anthropic | claude* | openai | gpt* | gemini | openrouter |
    ollama | deepseek | minimax | kimi | glm | qwen | mistral | bedrock | vertex | lm studio | vllm |
    litellm | grok | xai | moonshot | zai | nvidia nim | 模型
  `,
  'model-auth': `
    (?:{key}|login|sign-?in) .. (?:withdrawn|revoked|ran out|expired overnight|void) | login at |
    sign in complaint | login .. (?:ran out|expired|abgelaufen) | refresh fail* |
    api keys?(?!\\W{1,5}\\{) | api key .. (?:invalid|missing|not found|expired) | no api key* | oauth* |
    auth profile* | refresh token* | token has expired | token expired | expired .. token |
    token refresh | reauth* | re-auth* | re-login | sign in again | setup-token |
    (?:model|provider|llm|anthropic|openai|claude|gemini|openrouter|api) .. 401 |
    401 .. (?:model|provider|llm|anthropic|openai|claude|gemini|openrouter|api key) |
    authentication error | invalid bearer | invalid_grant | no credentials found | unauthenticated |
    invalid authentication | missing authentication header |
    credentials? .. (?:missing|expired|invalid|not found) | paste-token | models auth | user not found |
    密钥 | 授权过期 | 登录过期 | api-schlüssel
  `,
  'model-limit': `
    monthly budget | too many calls | (?:weekly|daily|monthly|usage) cap | cap reached | free tier |
    tokens per minute | exhausted | session limit | resets? at | capacity | weekly limit |
    hourly limit | spending limit | out of (?:credits|quota|tokens) | pay |
    subscription .. (?:limit|expired|ended) | 欠费 | 用量 | 429 | 529 | rate limit* | quota* |
    usage limit* | cool ?down* | overloaded* | billing | credits? | throttl* | too many requests |
    exceeded .. (?:quota|limit) | limit reached | payment required | 402 | all profiles unavailable |
    plan limit | tpm | rpm limit | balance | 限流 | 限额 | 配额 | 余额 | 额度 | kontingent | ratenlimit
  `,
  'long-context': `
    million | context1m | long context | 1m context | 1 ?m token* | extra usage | million token* |
    context-1m* | 长上下文
  `,
  'model-unknown': `
    (?:model|fallback) .. (?:catalog*|retired|discontinued|no longer exists|not in) |
    no model configured | model \\S+ (?:was not found|is not available) | no allowed model |
    empty (?:content|answer|message|text|completion) | empty payload* | empty response | empty reply |
    stopreason | no content | provider .. not found | model name | wrong provider | not a known model |
    模型名称 | context window .. (?:small|minimum) | contextwindow | unknown model | model not found |
    not a valid model | no such model |
    model .. (?:does not exist|not exist|not supported|not available|not allowed|unknown|retired|decommission*|deprecated|removed|not in catalog*) |
    unknown provider | model id* | model ref* | model alias* | provider prefix | wrong model |
    not found .. model | no endpoints found | 404 .. model | model .. 404 | page not found |
    model override | model fallback | fallback .. model | not_found_error | models list |
    model catalog* | catalog .. model | allowlist .. model | model .. allowlist | resolves? .. model |
    normaliz* .. model | 模型.{0,8}(?:不存在|未找到|找不到|不支持) | unbekanntes modell
  `,
  'model-shape': `
    invalid request error | invalid_request* | unsupported parameter | extra inputs |
    validation error .. (?:messages|tools) | tool schema | function schema | expected a string | 400 |
    bad request | does not support tools | reasoning* | thinking* | max_tokens | response format |
    base url | openai-completions | openai-responses | api type
  `,
  'upstream-403':
    '403 | forbidden | <html | cf-ray | just a moment | request was blocked | unsupported country | region',
  'cli-backend': `
    codex cli | through .. cli | mcp tools? .. (?:missing|not exposed|not available) | cli runtime |
    app-server | claude-cli | gemini-cli | cli backend* | claude code | bundle ?mcp | -cli/ |
    cli route | cli provider | acp | mcp bridge | agentruntime |
    codex (?:cli|harness|runtime|backend|app|agent|login|binary) | through codex
  `,
  'cli-binary': `
    spawn (?:claude|codex|gemini)* enoent | not found on path | executable could not be resolved |
    command not found: (?:claude|codex|gemini) | (?:claude|codex|gemini) .. not found
  `,
  channel: `
    channel* | telegram | whatsapp | discord | slack |
    (?<!restart\\x20)signal(?!\\W{1,2}(?:sig|\\d|kill|received|sent|term|handler)) | imessage |
    bluebubbles | feishu | lark | matrix | teams | msteams | mattermost | line | zalo | wechat |
    weixin | wecom | qq | irc | nostr | google chat | baileys | 飞书 | 微信 | 钉钉 | 渠道 | 频道 | kanal
  `,
  'channel-token': `
    (?:fresh|new) key .. botfather |
    (?:reset*|regenerat*|roll*|renew*|rotat*) .. token .. (?:portal|botfather|developer|discord|slack|telegram) |
    (?:zalo|line|feishu|wechat|matrix|teams|telegram|discord|slack|mattermost|whatsapp) .. token .. (?:expired|invalid|revoked|wrong) |
    token .. (?:expired|invalid|revoked) .. channel | access token .. channel |
    bot token .. (?:invalid|wrong|expired|revoked|missing|reject*|old|401|empty) |
    (?:invalid|wrong|expired|revoked|old) bot token | token .. (?:wrong|old) file |
    invalid token was provided | tokens? .. regenerated | invalid auth | token_revoked | not_authed |
    tokeninvalid | token is invalid | account_inactive | 4004 |
    authentication failed .. (?:discord|telegram|slack) | app secret .. (?:invalid|wrong) |
    signing secret | 机器人 ?token |
    (?:telegram|slack|discord|matrix|feishu|teams) .. (?:unauthorized|401|invalid token) |
    token .. (?:for|of|from) (?:telegram|discord|slack)
  `,
  'channel-logged-out': `
    logged out | re-?link | scan .. qr | qr code | device_removed | linked device* | not linked |
    creds.json | session expired | login required | channels login | 扫码 | 二维码 | 重新登录
  `,
  'channel-permission': `
    机器人.{0,6}没有.{0,6}权限 | can.?t (?:post|send|write|read) .. (?:channel|group|room) |
    darf .. kanal .. nicht | not admin | messages/chat.db | event subscription* | im.message.receive |
    topic closed | restricted .. bot | bot .. (?:admin|administrator) |
    bot cannot .. (?:read|see|send|post) | cannot see .. (?:messages|channel|group) | privileged |
    oauth scope* | reinstall .. app | invite .. bot | group privacy | missing_scope | not_in_channel |
    channel_not_found | missing access | missing permission* | intents? | 4014 | 50001 | 50013 |
    bot was (?:kicked|blocked) | not enough rights | chat not found | privacy mode | not a member |
    administrator rights | need administrator | cannot_dm_bot | one of the following scopes | 99991672 |
    im:message* | groups:history | channels:history | chat:write | scope .. (?:slack|feishu|bot) |
    (?:telegram|slack|discord|feishu|teams|matrix) .. (?:403|forbidden|permission*) | 应用权限 |
    机器人权限 | 权限.{0,10}(?:飞书|应用) | admin_required | can_send*
  `,
  'can-send': `
    (?:can|still|able to|manages? to) .. (?:post|send|write)s? |
    (?:sending|posting|outbound) .. (?:works?|fine|ok) | sends? fine |
    (?:is|shows?|shown|appears?) (?:as )?online | kann .. (?:senden|schreiben|posten) |
    (?:ist|steht auf) online | (?:能|可以)发 | 在线
  `,
  'channel-down': `
    (?:link|sync|connection|session) .. (?:breaks?|stops?|dies|drops?) | needs a kick |
    (?:{chat}) .. (?:off and on|on and off) | getupdates .. (?:timed out|stall*) | disconnect* |
    reconnect* | stale socket | socket .. (?:closed|stale|dead|mode) |
    polling .. (?:stall*|stop*|stuck|dead|error) | long poll* | stream errored |
    status=?:? ?(?:408|428|440|499|503|515) | connection (?:closed|lost|terminated) |
    pong .. not received | zombie connection | resume fail* | 1005 | gateway .. (?:discord|resume) |
    auto-?restart* | health monitor | giving up | goes? (?:dead|deaf|silent|offline) |
    drops? (?:off|out|every) | stops? (?:receiving|polling|responding|listening) | no inbound |
    inbound .. (?:dead|stop*|nothing|lost) | outbound .. (?:works?|fine|ok) | websocket closed | deaf |
    flap* | 断开 | 掉线 | 断连 | 重连 | 收不到 | getrennt | verbindung verloren
  `,
  'no-reply': `
    bleib* .. aus | no (?:reply|replies|response|answer) | not (?:reply*|respond*|answer*) |
    doesn.?t (?:reply|respond|answer) | does not (?:reply|respond|answer) |
    never (?:replies|responds|answers) | stopped (?:replying|responding|answering) | silent* |
    ignored? | unresponsive bot | antwortet nicht | keine antwort | stumm | 不回 | 不响应 | 没有回复 |
    没反应 | 没有反应 | 没有回应 | 无回应
  `,
  cron: `
    schedules? | timer | overdue | nightly | digest | jobs? .. (?:started|executed|scheduled) |
    (?:daily|nightly|weekly|morning|hourly) (?:job|report|summary|briefing|digest|task|run) | cron* |
    automation* | scheduled (?:job|task|message|run)* | scheduler* | nextrunatms | nextwakeatms |
    jobs.json | reminder* | geplante* | zeitplan* | 定时 | 计划任务 | 提醒
  `,
  'cron-off': `
    enabled false | (?:scheduler|schedules?|cron|jobs?) .. (?:{off}) |
    (?:cron|scheduler|automations?|jobs?|reminders?) .. (?:is|are|says?|shows?|=) (?:disabled|off) |
    定时.{0,6}(?:禁用|关闭) | scheduler disabled | scheduler is disabled | cron disabled |
    cron is disabled | cron.enabled ?[=:]? ?"?false | cron enabled false | openclaw_skip_cron* |
    skip cron | automations disabled | "?enabled"? ?: ?false | 未启用定时
  `,
  'cron-stall': `
    overdue | simply did not happen | no job .. (?:has been |was )?(?:started|run|executed) | 没跑 |
    没有跑 | 过了时间 | not (?:fire|firing|fired|executed|trigger*) | jobs? .. not .. run* |
    did not run | no job .. (?:fires|ran|runs) | none of .. (?:jobs|schedules|crons) | nextwakeatms |
    next wake | timer* | never (?:fires?|runs?|triggers?|executes?) | never ran |
    (?:doesn.?t|does not|do not|don.?t|didn.?t) (?:fire|run|trigger|execute) |
    stop* (?:firing|running|executing|triggering) | past due | overdue | in the past | runningatms |
    armed | re-arm* | stalled | stuck .. running | silently skip* | lastrunatms | tick failed |
    no runs | einmal und dann | läuft nicht | läuft nie | nicht ausgeführt | 不执行 | 没有执行 |
    不触发 | 没触发 | 未执行 | 漏执行 |
    (?:jobs?|runs?|ticks?|cron|schedules?|reminders?|timers?|slots?) .. (?:skipped|missed) |
    (?:skipped|missed|skipping) .. (?:jobs?|runs?|ticks?|cron|schedules?|reminders?|slots?)
  `,
  'cron-delivery': `
    not delivered |
    (?:result|digest|summary|text|report) .. (?:nowhere|nobody|never reach*|no one|not receive*) |
    never (?:gets?|receives?) (?:it|them|the) |
    (?:lands?|ends? up|goes?|arrives?) (?:in no|nowhere|in the wrong) | deliver* | announce* |
    delivery .. (?:fail*|error|target|mode|queue) | never arrive* | nothing arrives |
    not (?:sent|posted|received) | wrong (?:chat|channel|recipient|target|thread) |
    no (?:target|recipient) | requires target | recipient is required | last channel |
    marked .. (?:ok|delivered|error) | summary .. (?:sent|posted|lost) | zugestellt | zustell* | 投递 |
    送达 | 没收到 | 未收到 | 发送失败
  `,
  'cron-error': `
    lastrunstatus .. error | job .. (?:fail*|error) | run .. (?:fail*|error) | consecutive errors |
    lasterror | isolated (?:agent|session|job|run) | backs? off | job timeout | job timed out |
    execution timed out
  `,
  heartbeat: 'check-in | pulse | heartbeat* | heart beat | 心跳 | herzschlag',
  'heartbeat-skip': `
    passed over | pulse .. skip* | effectively empty | every: ?"?0 | 0m | target: ?"?(?:none|last) |
    no heartbeat | heartbeat.md | heartbeats? .. (?:stopp*|miss*|fail*) | heartbeat skipped |
    empty-heartbeat-file | quiet hours | requests-in-flight | no-tasks-due | alerts-disabled |
    active hours | no-route | dm-blocked | target none |
    heartbeat .. (?:never|skip*|silent|not run*|not deliver*|nothing|disabled|missing) |
    unknown accountid | 心跳.{0,10}(?:跳过|不|没有)
  `,
  node: `
    camera | (?:my|the) {phone} |
    nodes? (?:run|invoke|status|camera|location|screen|describe|list|canvas|pending|notify) |
    device node | paired node | companion app | ios app | iphone* | ipad | pixel | android | macos app |
    camera* | screen record* | location* | canvas* | node host | 手机 | 节点 | 摄像头 | kamera |
    standort
  `,
  background: `
    app (?:is )?(?:showing|visible) | unlocked | app (?:is |must be )?(?:up front|in front|on top) |
    returns? to (?:the )?foreground | (?:screen|phone) .. locked |
    only (?:while|when|if) .. app .. (?:front|open|active|visible) | camera background |
    geöffneter app | app geöffnet | app .. (?:offen|geöffnet|minimi*) | screen off | app minimi* |
    background unavailable | app .. (?:background|foreground) | (?:background|foreground) .. app |
    to the foreground | app is open | app open | screen is off | backgrounded | locked screen |
    bring .. front | 后台 | 前台 | hintergrund | vordergrund
  `,
  'os-permission': `
    accessibility .. (?:denied|not granted) | screen capture | permission required | tccutil* |
    permissions? .. (?:camera|microphone|screen|location|accessibility) | usagedescription |
    permission missing | permission denied .. (?:camera|location|screen|microphone) | tcc |
    (?:camera|microphone|location|screen|photos) .. (?:denied|not granted|refused) | media projection |
    grant* .. (?:permission|access) | privacy (?:&|and) security | always allow | full disk access |
    apple ?events | automation permission | camera_disabled | location_disabled | permission_denied |
    not authorized to | notification access | foreground service | 录屏权限 | 授权 | berechtigung
  `,
  'node-denied': `
    (?:{phone}|node) .. (?:{no}) .. (?:command|text|texts|sms|list) |
    command .. (?:{no}) .. (?:{phone}|node) | command not allow* | not allowlisted | did not declare |
    deny ?commands | nodes commands | commands deny | commands allow | unsupported node command |
    node .. (?:not allowed|denied|blocked) | caps | node capabilit* | not declared | sms.send |
    not supported on | 命令.{0,8}(?:不允许|被拒绝) | (?:node|command) .. not in .. allowlist |
    unknown command .. {phone} | {phone} .. unknown command
  `,
  'node-offline': `
    node .. (?:offline|disconnected|not connected|gone|unreachable) | not_connected | node offline |
    unknown node | no node | node host .. (?:down|dies|stops) | 节点.{0,6}(?:离线|断开) |
    node (?:is )?(?:unavailable|unreachable|gone|not connected)
  `,
  exec: `
    commands? .. (?:pending|approval) | (?:shell|every|each) command | binar(?:y|ies) | programs? |
    exec tool | tools exec | exec .. (?:denied|approv*|allow*|host|security|command|tool) |
    exec denied | system.run | shell command* | elevated | command .. (?:run|denied|blocked) |
    exec host | befehl | bash (?:tool|command|call) | (?:执行|运行|跑).{0,6}命令 |
    命令.{0,8}(?:拒|审批|批准|执行)
  `,
  approval: `
    (?:say|says) yes | consent | approval_unavailable | system_run_denied: .. approval | allow-once |
    askfallback | prompt never | asks? .. every time | asks? .. permission .. command | yolo |
    approval* | approve* | ask: | ask=? ?(?:always|on-miss|off) | prompt* .. approv* | genehmig* |
    freigabe | 审批 | 批准 | 确认
  `,
  'exec-allowlist': `
    exec policy does not | system_run_denied: (?:allowlist|node-local) |
    is allowed,? but .. (?:denied|refused|not) | shell operators | pipe .. not allowed |
    redirection .. not allowed | resolved path | basename | wildcard .. (?:ignored|not match*) |
    pattern .. (?:match*|ignored) | allow-always .. (?:again|not|forgets) | exec .. denied .. policy |
    allowlist miss | security=allowlist | security: ?"?allowlist | exec .. allowlist | safe ?bins |
    allowlist .. (?:pattern|entry|entries|glob|path|miss|match*) | not on the allowlist |
    not in .. exec* | security=deny | security: deny | security ?[:=] ?"?full | shell wrapper | 允许列表
  `,
  browser: `
    browsing |
    (?<!(?:in|with|from) (?:the|my|a|your|any|another|every|each) )browser*(?! (?:tab|window|cache|console|shows|says|opens|is blank)) |
    chrome* | chromium | cdp* | playwright | puppeteer | devtools* | headless | brave | 浏览器
  `,
  'browser-off': `
    brows(?:er|ing) .. (?:{off}|turned off|switched off|left out) | no browser |
    browser .. unknown command | unknown command .. browser | unknown command .?browser |
    browser control is disabled | browser .. (?:disabled|plugin|not enabled|is off) |
    browser tool .. (?:missing|not available|gone) | does not know the command | enabled .. browser |
    浏览器.{0,8}(?:禁用|未启用)
  `,
  'browser-start': `
    (?:chrome|chromium|browser|window) .. (?:not|never|n.t) .. (?:come up|pop* up|start|appear) |
    (?:chrome|chromium|brave|edge) .. (?:not|n.t) open | profile .. locked |
    (?:chrome|chromium|browser) .. (?:dies|exits) | missing .. librar* | failed to start chrome |
    failed to launch | launch fail* | no usable sandbox | no supported browser | missing x server |
    chrome .. (?:exited|crash*|won.?t start|not start*|fail* to start) | shared librar* |
    singleton ?lock | executable path | no-sandbox | nosandbox | display | xvfb | snap chromium |
    chromium .. snap | apparmor | user data dir | profile .. in use |
    spawn \\S{0,60}(?:chrom|brave|edge|browser)\\S{0,20} enoent | 启动.{0,6}浏览器 |
    浏览器.{0,10}(?:启动|起不来)
  `,
  'cdp-listens': 'devtools listening',
  'cdp-down': `
    debugger | 9222 | debugg?ing (?:endpoint|port) | remote cdp |
    cdp .. (?:not reachable|timeout|timed out|refused|unreachable|fail*|not ready|handshake) |
    cdp http | cdpready | cdp url | json/version | connect over cdp | attach only | extension relay |
    browser relay | relay .. (?:not|fail*|refus*|disconnect*) | no tab* | tab not found |
    can.?t reach .. browser | browser control service | existing-session | devtoolsactiveport | 9222 |
    1880\\d | browser failed: timed out | mcp .. chrome | 远程调试
  `,
  emulation: `
    viewport | dark mode | color scheme | locale | timezone override | offline mode | emulat* |
    override* .. (?:stay*|stuck|remain*) | user agent override | geolocation override | device scale |
    视口 | 深色模式
  `,
  session:
    'session* | lane* | conversation* | chat .. stuck | subagent* | sub-agent* | agent run | 会话 | sitzung*',
  'session-stuck': `
    wedged | typing bubble | forever thinking | no agent turn | no .. turn .. start* | no-progress |
    schreibt | shows? typing | typing for | pile up | piling up | cancelled and | eingefroren |
    run .. abort* | operation was aborted | 处理中 | 一直.{0,4}处理 | 转圈 | 正在输入 | in bearbeitung |
    schreibt .. ständig | changed while starting | restart-recovery | orphaned run |
    run .. never .. finish* | refuses new turn | ghost run | stale run |
    one agent .. (?:silent|stuck|hang*) |
    one (?:chat|session|conversation|topic|thread) .. (?:never|not|stuck|dead|silent|hang*) | stuck* |
    hang* | hung | stalled | never (?:finish*|return*|end*|complete*|answers) | no progress |
    state=processing | processing .. (?:forever|minutes|hours|state) |
    lane .. (?:wait*|block*|stuck|queue*) | typing .. (?:forever|indicator|ttl|never|stuck) |
    queue*(?! (?:until|task could)) | active run | long-running | waiting for lane | in flight |
    deadlock* | frozen | freez* | wedge* | orphaned session* | abort* .. (?:run|turn|session) |
    compaction* | 卡住 | 卡在 | 挂起 | 一直(?:处理|转圈|输入) | hängt | bleibt hängen | steckt fest
  `,
  'one-chat': `
    (?:single|one|that one|this one) (?:conversation|thread|chat|talk|topic) | rest is fine |
    others are (?:swift|fine|ok) | in (?:einem|diesem|dem) (?:neuen )?gespräch | diesem gespräch |
    (?:alle|everybody|everyone|all) (?:anderen|else|others?) .. (?:antwort|bekommen|answer*|works?|fine|repl*|gets?) |
    in (?:einem|diesem) chat |
    other (?:chats?|sessions?|topics?|conversations?|threads?|dms?) .. (?:answers?|works?|reply|replies|respond*|fine|ok|normal*) |
    (?:only|just) (?:this|that|the|one) .. (?:chat|session|topic|thread|conversation|lane) |
    (?:new|fresh) (?:chat|session|conversation) .. (?:works?|answers?|fine|replies|helps?) |
    andere* (?:chats?|sitzung*|gespräche) | nur (?:diese[rs]?|ein) (?:chat|sitzung|gespräch) |
    其他(?:会话|聊天|对话|话题).{0,6}(?:正常|可以|能|没问题) |
    只有(?:这个|一个|某个)(?:会话|聊天|对话|话题) | 新会话.{0,4}(?:正常|可以)
  `,
  'run-left': `
    aborterror | operation was aborted | abort* .. (?:run|turn|task) | (?:run|turn|task) .. abort* |
    run active check | (?:ghost|orphan*|stale|zombie|dangling) (?:run|turn) |
    (?:run|turn|tool call) .. (?:never|not) .. (?:end*|finish*|clear*|return*|complete*|settle*) |
    after .. compact* | compact* .. (?:then|after|stuck|hang*|never) | mid-?run | mid-?turn |
    in the middle of .. (?:run|turn|task|reply|answer) |
    while .. (?:agent|bot|run|turn|task|tool) .. (?:working|running|busy|active) |
    (?:lauf|aufgabe) .. (?:abgebrochen|hängt) | mitten (?:im|in der) |
    (?:任务|运行|回复).{0,6}(?:中断|被打断|卡) | 压缩后
  `,
  probe: 'probe* | status | health* | monitor* | liveness | 探测 | 状态 | 健康检查',
  'red-light': `
    (?:monitor*|check|overview|status) .. (?:swears?|paints?|claims?) .. (?:dead|red|down|gone) |
    (?:说|报|显示).{0,4}(?:挂了|不健康) |
    (?:insists?|thinks?|believes?|pretends?|swears?|flags?|marks?|lists?) .. (?:unreachable|down|stopped|offline|dead|failed|missing|unhealthy|not running) |
    sagt gestoppt | sagt .. (?:gestoppt|offline|nicht) | status sagt | meldet .. (?:gestoppt|offline) |
    times out .. unreachable | shows .. restarting | offline .. (?:status|health|badge) |
    health offline | wrong status | status .. (?:stale|wrong|cached|outdated) |
    snapshot .. (?:stale|old) | reported as .. (?:down|stopped|dead) | behauptet |
    calls? it (?:unreachable|down|dead) | laufe nicht | nicht erreichbar .. laut |
    unreachable \\(missing scope | reachable: no | gateway not running | not healthy | falsely | probe failed | says? .. (?:unreachable|down|not running|stopped|offline|failed|not installed|error|disconnected) | reports? .. (?:unreachable|down|not running|stopped|offline|fail*|not installed|missing|disconnected|unhealthy) | shows? .. (?:unreachable|down|not running|stopped|offline|fail*|unknown|disconnected|off|error|unhealthy|0) | claims? .. (?:unreachable|down|not running|stopped|offline|not installed|missing) | running: ?false | false negative | unreachable although | unhealthy | probe: timed out | connect: failed | 显示.{0,8}(?:不可达|失败|未运行|离线|异常|停止) | meldet .. (?:nicht|fehler|unreachable) | zeigt .. (?:nicht|offline|fehler)
  `,
  'green-light': `
    (?:monitor*|lights?|status|all) .. (?:happy|green) | says live |
    claims .. (?:was|is|to have) .. (?:written|sent|done|created|ok) | status: completed |
    says? .. (?:sent|written|completed) | update result: ok | says done | claims success | synced |
    shows success | probe: ok |
    says? .. (?:ok|running|healthy|connected|ready|fine|delivered|success*|active|synced) |
    reports? .. (?:ok|running|healthy|connected|ready|success*) |
    shows? .. (?:ok|running|healthy|connected|green|ready|success*) | status ok | on / ok |
    running: ?true | connected: ?true | green | (?<!become\\x20)(?<!until\\x20)healthy |
    status: ?"?(?:ok|live|success) | exit(?:s|ed)? 0 | exit code 0 | false positive | marked .. ok |
    显示.{0,8}(?:正常|成功|健康|已连接|ok) | grün | meldet .. ok
  `,
  'answers-http': '"ok": ?true | status: ?"?live | 200 ok | http/1.1 200 | curl .. 200',
  'but-broken': `
    (?:nobody|no one|never) .. (?:served|read|answered|a reply) |
    trotzdem (?:kommt|geht|passiert|antwortet) (?:kein*|nicht*) | while no .. (?:ever|request|message) |
    nothing on disk | no request is | nichts kommt an | is ever answered | yet nothing | in truth |
    unchanged | says done | claims success | did nothing | actually .. (?:nothing|not|never) |
    inbound stopped | recorded as ok | marked .. delivered | never arrives | no effect | does nothing |
    but .. dead | swallow* | silently | nothing happens | never reach* | dead page |
    (?:ok|green|healthy|running|connected|ready|fine|success*) .. (?:but|yet|still|although|though|while|however) |
    but (?:no|nothing|never|does not|doesn.?t|not|every|all|messages?|the bot) |
    although .. (?:ok|green|healthy|connected) | 但.{0,12}(?:不|没|无|失败) |
    aber .. (?:nicht|keine|nichts)
  `,
  'but-works': `
    (?:probe|check|status|health) .. fails? .. yet .. (?:repl*|answers?|works?) |
    (?:while|but) .. (?:i am|i.m) (?:chatting|talking) | 实际.{0,8}(?:没有?(?:任何)?问题|没事|正常) |
    (?:while|although|yet|but) .. (?:messages?|everything|chats?|answers?) .. (?:flow|normal|come|arrives?|go through) |
    (?:everything|all) else .. (?:normal|fine|ok|works) |
    (?:chat|bot) .. (?:kommt|geht) .. (?:jede|alles|antwort) |
    (?:unreachable|stopped|failed|failing|down|dead|offline|unhealthy|inactive|missing|gestoppt|tot) .. (?:but|yet|still|although|though|while|however|whereas|dabei) .. (?:chats?|talks?|serves?|delivers?|alles|antworte*|works?|answers?|runs?|running|repl(?:y|ies)) |
    dabei (?:antwortet|läuft|funktioniert|geht) | (?:prove|proves|proven) .. (?:up|alive|running) |
    (?:明明|其实|实际上).{0,10}(?:正常|可以|能用|在跑|在运行) |
    (?:health|probe*|doctor|status) .. (?:fail*|errors?|red|unreachable|times? out|timeout) .. (?:while|but|although|though|yet) .. (?:green|healthy|ok|fine|running|works?|up|answers?) |
    antwortet, aber | läuft, aber |
    (?:active|aktiv|running|läuft|answers|antwortet) .. (?:but|aber) .. (?:status|doctor|probe|cli) .. (?:says?|sagt|shows?|zeigt|meldet) |
    messages come through | yet .. (?:fine|works|streams|answers|serves) | although it serves |
    in truth .. (?:works|runs) | still streams | rpc works | it runs fine |
    (?:fine|ok|healthy|live) .. although | although the gateway is (?:fine|up|ok) | gateway is fine |
    (?<!existing\\x20)gateway is healthy | gateway runs(?! (?:on|in|as|at|under|behind|with|inside)) |
    gateway itself runs | gateway health ok | aber .. (?:antwortet|läuft|funktioniert|geht) |
    antwortet aber | läuft aber | doch .. antwortet | i am chatting | bot answers |
    still (?:answers|works|replies|responds) |
    (?:healthy|ok|running|live|works) .. but .. (?:probe|status|doctor|cli|ui|dashboard|widget|panel) .. (?:say|says|show*|report*|claim*|mark*) |
    false port conflict | falsely report* | incorrectly report* | fully functional | actually running |
    is actually |
    but (?:it|the bot|everything|the gateway|all|telegram|chat) .. (?:works?|runs|fine|answers|responds|is ok|reachable) |
    (?:unreachable|failed|down|not running|offline|not installed|unhealthy|disconnected|restarting|missing) .. (?:but|yet|still|although|though|while|however) .. (?:works?|answers?|runs?|running|fine|reachable|ok|responds?|healthy|up|alive|active|normal*) |
    although .. (?:works?|answers?|runs|running|fine|reachable|ok|responds|healthy|up|active) |
    but .. (?:actually|really) .. (?:works?|running|up|fine) | while .. (?:is running|works|answers) |
    even though .. (?:works?|running|fine|up|ok|healthy) | 但.{0,12}(?:正常|可以|能用|在运行) |
    obwohl .. (?:läuft|funktioniert|geht)
  `,
  'scope-limited': `
    unreachable \\(missing scope | rpc: limited | scopelimited | limited .. missing scope | limited by gateway scopes | probe_scope_limited | connected no operator scope
  `,
  'cannot-tell': `
    no idea | nothing in the log* | no error* | no log* | not reproducible | cannot reproduce |
    unclear | unknown cause | sporadic* | once and never again | ohne fehler |
    没有(?:任何)?(?:报错|日志|错误)
  `,
  'bot-token': 'bot ?token* | app token | botfather | developer portal',
} as const;
