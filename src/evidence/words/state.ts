/**
 * @module evidence/words/state
 * Words about files: configuration, workspaces, secrets, plugins, endpoints.
 */

export const STATE_WORDS = {
  config: 'openclaw.json | config file* | configuration* | config | openclaw config | konfiguration* | 配置',
  'config-invalid':
    'invalid config | config is invalid | config invalid | unrecognized key* | unrecognised key* | additional properties | validation fail* | config validat* | validation error* | schema .. (?:reject*|error|fail*|invalid) | must not match | json5 | parse fail* | parse error | failed to parse | invalid input | expected .. received | not valid json | unexpected token | legacy key* | retired key | unknown key | unsupported key | must be one of | invalid option | zod | syntax ?error .. json | missing comma | trailing comma | 配置(?:无效|错误|校验|非法|解析) | ungültige konfiguration',
  'config-lost':
    'path not found: | silently (?:drop*|delet*|restor*|strip*|wip*|overwr*|discard*) | stale last-known-good | without --merge | discard* | deletes? openclaw.json | backup .. (?:written|contains|older) | (?:agents?|channels?|models?|settings|bindings?|plugins?|providers?|accounts?) .. (?:gone|lost|disappear*|vanish*|wiped|removed) | gone from .. (?:list|config) | overwr* | clobber* | wiped | config .. (?:lost|gone|reset|missing|removed|disappear*|erased|stripped|dropped|emptied|truncated|corrupt*) | lost .. (?:config|settings|keys?|section) | removes? .. (?:key|section|settings|config)* | replaced .. config | deletes? .. (?:key|settings|config) | drops? .. (?:key|field|section) | .bak | last known good | last-good | size drop | restored from | auto-?restore* | observe anomaly | rewr* .. (?:config|openclaw.json|file) | rewrites | config apply | config patch | config set .. (?:remove*|wipe*|lost) | reset* to default* | default config | silently (?:remove*|reset*|drop*|rewr*) | write rejected | shrank | bytes | 配置.{0,12}(?:丢失|被覆盖|清空|重置|没了) | überschrieben | verloren',
  doctor: 'doctor* | onboard* | wizard | configure | openclaw setup',
  'reload-skipped':
    'config reload skipped | reload fail* | config reload | hot reload* | reload mode | reload off | needs? restart | changes? .. (?:not applied|ignored|no effect|not picked up) | 热加载',
  redacted: 'openclaw redacted* | redacted | redaction sentinel | placeholder | <token>',
  profile:
    'another user | different user | other user | other home | whoami | \\$?home= | --profile | openclaw profile | openclaw_profile | config path | openclaw config path | state dir | openclaw_state_dir | openclaw_config_path | config .. (?:cli|service) | different config | same state | shared? .. state',
  workspace:
    'workspace* | working director* | working folder | agents defaults workspace | cwd | agents.md | soul.md | memory.md | arbeitsverzeichnis | 工作区 | 工作目录',
  'wrong-folder':
    'wrong (?:folder|directory|dir|path|workspace) | different (?:folder|directory|dir|path|workspace) | not the configured | instead of .. (?:configured|workspace|~) | ignores? .. (?:configured|workspace|path) | falls? back to ~* | default workspace | resolves? to | relative path | old directory | path .. (?:resolve*|mismatch) | outside .. workspace | outside the | other agent.?s? workspace | enoent | does not exist | doesn.?t exist | no such file | not found in .. workspace | writes? .. (?:to|into) | reads? from | symlink* | another user | different user | other user | whoami | as root | unix user | other home | 找不到文件 | 路径 | falsche* (?:ordner|verzeichnis|pfad) | 不存在',
  sandbox: 'sandbox* | workspace access | non-main | sandboxed | sbx | sandkasten | 沙箱 | 沙盒',
  secret:
    'secretref* | secret ref* | secret reference | secrets? .. (?:file|provider|store|reload|audit|manager|unresolved|unavailable) | unresolved .. secret* | missing env var | missingenvvar* | env var .. (?:missing|referenced|not set|unresolved|empty) | failed to resolve .. (?:token|secret|password|gateway) | environment variable .. (?:missing|empty|not set|unset) | 1password | keychain | vault | op read | secretref-managed | degraded secret* | env substitution | .env | unresolved | configured unavailable | 密钥引用 | 环境变量 | umgebungsvariable*',
  plugin:
    'plugin* | extension* | plugins entries | plugins install | plugins allow | clawhub | skill* | 插件 | 扩展 | erweiterung*',
  'plugin-fail':
    'channel never starts | (?:channel|plugin) .. (?:never starts|not loaded|silently ignored|does not load) | channels: ?\\{\\} | does not provide an export | plugin-sdk | plugin .. (?:not found|fail*|error|missing|not load*|blocked|disabled|untrusted|crash*|undefined|invalid|not trusted) | failed to load .. (?:plugin|extension) | fail* to load | plugin load* | load error | during register | register fail* | manifest | openclaw.plugin.json | unsafe plugin | suspicious ownership | world-writable | not in plugins.allow | plugins allow .. (?:exclud*|lack*|not) | duplicate plugin | unknown channel | channel .. plugin | native (?:module|binding) | different node | node_module_version | invalid elf | dlopen | sharp | node-gyp | jiti | external* .. plugin | bundled plugin* | hook pack | 插件.{0,12}(?:失败|加载|找不到|缺失)',
  endpoint:
    '/v1/chat/completions | /v1/models | /v1/responses | /v1/embeddings | /v1/ | chatcompletions | openai compatible | open webui | responses api | /tools/invoke | /hooks | webhook* | hooks enabled | http api | endpoint* | admin rpc | metrics endpoint | 接口',
  'endpoint-off':
    '404 not found | 404 | 405 | method not allowed | not enabled | disabled by default | is disabled | enabled: ?false | endpoint .. (?:disabled|off|404) | feature .. (?:disabled|off) | returns? .. (?:404|405|html|spa) | disabled | turned off | opt-in | 未启用 | 未开启 | nicht aktiviert | deaktiviert',
  warning:
    'warning* | warn | warns | notice | advisory | noise | noisy | log spam | spam* | alarm* | 警告 | 告警 | warnung*',
  harmless:
    'harmless | cosmetic | misleading | false (?:alarm|warning|positive) | works? (?:fine|anyway|normally|correctly) | everything works | all works | but .. works? | nothing is broken | is something (?:wrong|broken) | should i worry | is (?:it|this|my gateway) (?:bad|dead|broken|normal|safe|a problem|ok) | can i ignore | expected behaviou?r | by design | no impact | not a problem | intended | safe to ignore | 误报 | 是否正常 | 要紧吗 | 有问题吗 | 可以忽略 | 正常吗 | harmlos | ignorieren | nur kosmetisch | trotzdem',
  works:
    'works? | working | fine | ok | healthy | reachable | answers? | responds? | succeed* | funktioniert | läuft | 正常 | 可用 | 可以用',
} as const;
