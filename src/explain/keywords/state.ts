/**
 * @module explain/keywords/state
 * Words about files: configuration, workspaces, secrets, plugins, endpoints.
 */

export const STATE_WORDS = {
  config: 'openclaw.json | configuration* | config | konfiguration* | 配置',
  'config-invalid': `
    not parse* | problem: | : invalid(?! (?:connect|request|handshake|token|bearer|header)) |
    is not allowed here | must be .. (?:string|number|boolean|object|array) | cannot be parsed |
    (?:value|setting|option|config*) .. not accepted | unsupported .. (?:value|option) |
    invalid config | config is invalid | config invalid | unrecognized key* | unrecognised key* |
    validation fail* | validation error* | schema .. (?:reject*|error|fail*|invalid) | must not match |
    json5 | parse fail* | parse error | failed to parse | invalid input | expected .. received |
    not valid json | legacy key* | retired key | unknown key | unsupported key | must be one of |
    invalid option | zod | syntax ?error .. json | missing comma | trailing comma |
    配置(?:无效|错误|校验|非法|解析) | ungültige konfiguration |
    gateway.bind: (?:invalid|must|expected|unsupported|legacy|host|value) | unexpected token .. json |
    config validat* .. (?:fail*|errors?|invalid|reject*)
  `,
  'config-lost': `
    (?:json|config*|settings) .. (?:{gone}) |
    (?:threw|throw*|eras*|wip*|blank*) .. (?:settings|config*|json) |
    (?:replac*|overwr*|restor*) .. with .. (?:backup|old|default) |
    (?:wieder|back|zurück) (?:auf|to|at|on) (?:standard|default*|werks*|factory) |
    (?:channels?|agents?|plugins?|models?).{0,4}被(?:清空|覆盖|删) | 被清空 | undo(?:es|ing|ne)? |
    (?:each|every|after) .. (?:restart|start|update|boot) .. (?:falls? back|jumps? back|is back|back to|resets?) |
    openclaw.json.{0,16}(?:没了|不见|丢|变空) | 互相覆盖 | zurückgesetzt | überschreib* |
    keeps? (?:resetting|reverting|dropping|losing) .. (?:config*|setting|key|openclaw.json|file|value|section) |
    only \\d{2,4} bytes | previousbytes | nextbytes | suspicious | gutted | flips? (?:back|to) |
    comes and goes | 一会儿有 | 时有时无 | keeps flipping | reverts? .. (?:itself|back|after) |
    changed back | before-apply | truncat* | gone after the | mode .. removed | keys? removed |
    rewritten | pre-update | migrat* .. (?:lost|dropped|removed) | threw away | throws? away |
    forgets? .. (?:config|settings) | wipes | emptied | back to defaults? |
    restored .. (?:old|stale|previous|backup) | zerstört | gelöscht | weg .. konfiguration |
    konfiguration .. (?:weg|leer) | path not found: |
    silently (?:drop*|delet*|restor*|strip*|wip*|overwr*|discard*) | without --merge | discard* |
    deletes? openclaw.json | backup .. (?:written|contains|older) |
    (?:agents?|channels?|models?|settings|bindings?|plugins?|providers?|accounts?) .. (?:gone|lost|disappear*|vanish*|wiped|removed) |
    gone from .. (?:list|config) | overwr* | clobber* | wiped |
    config .. (?:lost|gone|reset|missing|removed|disappear*|erased|stripped|dropped|emptied|truncated|corrupt*) |
    lost .. (?:config|settings|keys?|section) | removes? .. (?:key|section|settings|config)* |
    replaced .. config | deletes? .. (?:key|settings|config) | drops? .. (?:key|field|section) |
    (?:restor*|recover*|only|copied) .. .bak | .bak .. (?:has|holds|contains|larger|older|still) |
    last known good | last-good | size drop | restored from | auto-?restore* | observe anomaly |
    rewr* .. (?:config|openclaw.json|file) | rewrites | config set .. (?:remove*|wipe*|lost) |
    reset* to default* | default config | silently (?:remove*|reset*|drop*|rewr*) | write rejected |
    shrank | 配置.{0,12}(?:丢失|被覆盖|清空|重置|没了) | überschrieben | verloren
  `,
  doctor: 'doctor* | onboard* | wizard | configure(?!d) | openclaw setup',
  'reload-skipped': `
    config reload | hot reload* | reload mode | reload off | needs? restart |
    changes? .. (?:not applied|ignored|no effect|not picked up) | 热加载 |
    (?:config|hot|gateway) reload fail*
  `,
  redacted: 'openclaw redacted* | redacted | redaction sentinel | placeholder',
  profile: `
    (?:读|用|加载)的?不是.{0,8}配置 | two state dir* | both .. state | \\.clawdbot | \\.moltbot |
    migration skipped | split brain | legacy dir* | old state dir* | reads? another |
    other .. openclaw.json | ran as .. user | doctor ran as | different home | sudo openclaw |
    another user | different user | other user | other home | whoami | \\$?home= | --profile |
    openclaw profile | config path | state dir | config .. (?:cli|service) | different config |
    same state | shared? .. state
  `,
  'mixed-state': `
    (?:shows?|reads?|sees?|knows?|gets?|uses?|writes?|answers? with) .. (?:first|other|another|second|wrong) (?:bot|agent|instance|gateway|profile|user|person|one) .. (?:memor*|data|files?|history|sessions?|workspace|notes) |
    leaks? into | 串(?:台|号|味) | 读到.{0,6}另一个
  `,
  workspace: `
    (?:its|my|agent.?s?) notes | forgot who it is | workspace* | working director* | working folder |
    cwd | agents.md | soul.md | memory.md | arbeitsverzeichnis | 工作区 | 工作目录
  `,
  'wrong-folder': `
    (?:wrong|other|some other) (?:house|place|home|directory) | notes .. (?:other|wrong) |
    main workspace | from .. main | workspace-\\S+ | sibling | bootstrap files? | fallback path |
    not discovered | file not found | wrong cwd | inherits? .. (?:cwd|workspace) | nested |
    wrong (?:folder|directory|dir|path|workspace) | different (?:folder|directory|dir|path|workspace) |
    not the configured | instead of .. (?:configured|workspace|~) |
    ignores? .. (?:configured|workspace|path) | falls? back to ~* | default workspace | relative path |
    old directory | path .. (?:resolve*|mismatch) | outside .. workspace | outside the |
    other agent.?s? workspace | not found in .. workspace | writes? .. (?:to|into) | symlink* |
    another user | different user | other user | whoami | unix user | other home | 找不到文件 | 路径 |
    falsche* (?:ordner|verzeichnis|pfad) | (?:workspace|path|folder|home|~) .. resolves? to
  `,
  'not-there': 'no such file | gibt es .. nicht | does not exist | doesn.?t exist | existiert nicht | 不存在',
  sandbox: 'sandbox* | workspace access | non-main | sbx | sandkasten | 沙箱 | 沙盒',
  'env-ref': '\\$\\{[a-z][a-z0-9_]{2,60}\\}',
  secret: `
    variable .. (?:nicht gesetzt|not set|unset) | env* variable .. (?:not there|not set|{gone}) |
    source\\W{1,4}(?:env|file|exec|store)\\W{1,8}(?:provider|id)(?![a-z]) | runtime snapshot |
    env var .. (?:injected|only in|in the service) | systemd.env | envfile | passenv | exec provider |
    literal string .. \\$ | vault .. (?:locked|sealed|unreachable) |
    secrets? .. not .. (?:resolved|loaded|found) | secret ref* |
    secrets? .. (?:file|provider|store|reload|audit|manager|unresolved|unavailable) | missing env var |
    missingenvvar* | env var .. (?:missing|referenced|not set|unresolved|empty) |
    failed to resolve .. (?:token|secret|password|gateway) |
    environment variable .. (?:missing|empty|not set|unset) | 1password | keychain | vault | op read |
    degraded secret* | env substitution | .env .. (?:not|missing|empty|ignored|unset|unread|overrid*) |
    unresolved | configured unavailable | 密钥引用 | 环境变量 | umgebungsvariable*
  `,
  plugin: 'add-?on | plugin* | extension* | clawhub | skill* | 插件 | 扩展 | erweiterung*',
  'plugin-fail': `
    no \\[?(?:slack|telegram|discord|whatsapp|signal|matrix|feishu|teams|msteams|line)\\]? .. (?:lines?|log*|entr*|output|start*) |
    (?:slack|telegram|discord|whatsapp|matrix|feishu|teams|channel|plugin) .. (?:no longer|not) .. (?:load*|listed|registered|discovered) |
    never (?:loads|loaded|registers|registered) | no plugins.allow | require stack |
    extensions? directory | discovered as | runtime dependency |
    dependencies .. (?:missing|not installed) | does not start .. plugin | plugin .. does not start |
    extension entry not found | runtime extension | not .. trusted | unknown plugin |
    plugin id mismatch | plugin .. hangs | channel never starts |
    (?:channel|plugin) .. (?:never starts|not loaded|silently ignored|does not load) |
    channels: ?\\{\\} | does not provide an export | plugin-sdk |
    plugin .. (?:not found|fail*|error|missing|not load*|blocked|disabled|untrusted|crash*|undefined|invalid|not trusted) |
    failed to load .. (?:plugin|extension) | fail* to load | plugin load* | load error |
    during register | register fail* | manifest | openclaw.plugin.json | unsafe plugin |
    suspicious ownership | world-writable | not in plugins.allow |
    plugins allow .. (?:exclud*|lack*|not) | duplicate plugin | unknown channel | channel .. plugin |
    native (?:module|binding) | different node | node_module_version | invalid elf | dlopen | sharp |
    node-gyp | jiti | external* .. plugin | bundled plugin* | hook pack |
    插件.{0,12}(?:失败|加载|找不到|缺失)
  `,
  endpoint: `
    openai .. (?:route|address|style|endpoint|api) | /config command | /restart | config.patch |
    agent to agent | sessions_send | a2a | /v1/ | chatcompletions | openai compatible | open webui |
    responses api | /tools/invoke | /hooks | webhook* | hooks enabled | http api | endpoint* |
    admin rpc | 接口
  `,
  'endpoint-off': `
    hooks are not | set .. (?:enabled )?to true | to enable | enable .. in config | commands.config |
    commands.restart | agenttoagent | agent-to-agent | cross-context | not exposed | not mounted |
    feature flag | must be enabled | enabled=false | kill switch | 404 | 405 | method not allowed |
    not enabled | enabled: ?false | endpoint .. (?:disabled|off|404) | feature .. (?:disabled|off) |
    returns? .. (?:404|405|html|spa) | disabled | turned off | opt-in | 未启用 | 未开启 |
    nicht aktiviert | deaktiviert
  `,
  warning: 'warning* | warn | notice | advisory | noise | noisy | spam* | alarm* | 警告 | 告警 | warnung*',
  harmless: `
    no harm | to care about | should i care | deprecat* | false error | nothing is (?:actually )?wrong |
    no actual | not .. real (?:fault|error|problem) | self-test | wrong warning | false report* |
    bogus | red herring | looks scary | confusing | unaffected | 不影响 | 没影响 | 功能正常 |
    keine auswirkung | ohne folgen | bedenkenlos | harmless | cosmetic | misleading |
    false (?:alarm|warning|positive) | works? (?:fine|anyway|normally|correctly) | everything works |
    all works | but .. works? | nothing is broken | is something (?:wrong|broken) | should i worry |
    is (?:it|this|my gateway) (?:bad|dead|broken|normal|safe|a problem|ok) | can i ignore |
    expected behaviou?r | by design | no impact | not a problem | intended | safe to ignore | 误报 |
    是否正常 | 要紧吗 | 有问题吗 | 可以忽略 | 正常吗 | harmlos | ignorieren | nur kosmetisch
  `,
  works: `
    works? | fine | ok | healthy | reachable | answers? | responds? | succeed* | funktioniert | läuft |
    正常 | 可用 | 可以用
  `,
} as const;
