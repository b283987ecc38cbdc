/**
 * @module explain/keywords/complaint
 * What people say without any word of the product: a thing, and what is the matter with it. Read only where
 * somebody complains, never in what a program printed; each says little, two together say where to look.
 */

export const COMPLAINT_WORDS = {
  // Things.
  'a-key': '{key} | login* | sign-?in | ticket | code | anmeldung* | zugang | schlüssel',
  'a-device': '{phone} | device* | notebook | laptop | mac | macbook | gerät* | handys? | 设备 | 平板',
  'a-folder':
    'folder* | director* | ordner* | \\S*ordner | verzeichnis* | 目录 | 文件夹 | notes? | files? | dateien',
  'a-service': 'service* | daemon | dienst* | background job | 服务(?!器)',
  'a-program': `
    programs? | software | binar* | scripts? | executable* | tools? | apps? | programm* | 软件 | 程序 |
    脚本
  `,
  'a-tool': 'tools? | functions? | web search | werkzeug* | 工具 | 功能',
  'a-page': 'panel | page | dashboard | ui(?!d) | seite | oberfläche | 页面 | 面板',
  'a-site': 'site* | domain* | hostname* | embed* | iframe | 域名 | 网站',
  'an-address': 'address* | url | vps | hosts? | ip | adresse* | 地址',
  'a-version': 'versions? | releases? | builds? | installations? | 版本',
  'a-drive': 'drive* | disk* | ssd | partition | storage | platte* | festplatte* | sd card | 硬盘 | 磁盘',
  'a-field': `
    schema* | propert(?:y|ies) | fields? | typo* | syntax* | comma | brackets? | feld* | schlüssel |
    字段 | 语法
  `,
  'a-right': 'rights? | permissions? | privilege* | darf | allowed to | berechtigung* | rechte | 权限',
  'a-list': 'list | allowlist | whitelist | among | liste | 名单',
  'the-net': 'internet | online | outside world | netz | 外网 | 网络',
  'a-port': 'port | 18789 | 端口',
  'a-group': 'groups? | gruppe* | 群',
  'a-clock': `
    clock | time (?:on|of) the | (?:minutes?|hours?) (?:slow|fast|late|behind|ahead) | date | uhr |
    时间 | 时钟
  `,
  'a-process': 'process* | instances? | gateways | copies | prozess* | 进程 | 实例',
  'a-log': 'logs?(?! ?(?:in|out|on|off)(?![a-z])) | log ?files? | logdatei* | protokoll* | 日志',
  'a-dm': 'dms? | direct messages? | private (?:chat|messages?) | privat* | 私聊',
  'a-browser': 'browser* | chrome | chromium | 浏览器',
  'a-command': 'commands? | bash | python | shell | exec | befehl* | 命令',
  // What is the matter with them.
  'is-refused': '{no} | complain* | objects? | moans? | darf nicht | may not | must not | stops? it',
  'is-gone': `
    {gone} | not found | does not exist | doesn.?t exist | no such | not there | fehlt | 没装 | 不见 |
    不存在 | no \\w+ .. found
  `,
  'is-two': 'two | both | twice | next to | zwei | beide | 两个 | second(?!s)',
  'is-newer': 'later | newer | more recent | too (?:old|low) | zu alt | 太低 | 太旧',
  'is-big': `
    enormous | massive | gigantic | huge | grow* | big | giant | riesig* | \\d+ ?gb | gigabytes? |
    swell* | 很大 | 变大
  `,
  'only-me': `
    nobody else | (?:alle|alles) außer | (?:everyone|everybody|all) but me | only me | no one else |
    everyone else | (?:alle )?anderen | 别人
  `,
  'has-none': 'no | none | without | never (?:entered|had|set|got) | kein* | ohne | 没有',
  'is-endless': 'forever | endless* | never ends | for hours | for ages | ewig | 一直',
  'is-full': 'full | no (?:room|space) | \\S*voll | filled | fills | stuffed | crammed | 满',
  'is-old': '{old} | from before | ancient | years? ago | veraltet* | sold',
  'is-new': 'new | fresh | second-hand | just bought | neue[sn]? | 新',
  'is-other':
    'wrong | other | rather than | instead | default | another | falsche[nrms]? | andere[nrms]? | 别的 | 错',
  differs: `
    not equal | unequal | (?:not|n.t) match | differ* | (?:no longer|not) .. same | not the same |
    separate | mismatch* | disagree* | unterschiedlich* | ungleich | out of sync | 不一样 | 不同 |
    不一致
  `,
  'wants-ok': `
    approv* | confirm* | let .. in | blessing | consent | freigegeben | freigabe* | genehmig* |
    say yes | 批准 | 同意 | 授权
  `,
  'asks-for':
    'asks? for | demands? | requires? | wants? | insists? | verlangt | will (?:ein|das) | fragt nach | 要求',
  'ran-out':
    'expire* | lapse* | revoke* | void | withdrawn | worthless | abgelaufen | widerrufen | 过期 | 失效',
  'is-off': '{off}',
  'is-taken': 'taken | occupied | squat* | in use | publishes | belegt | 占',
  'no-start': `
    won.?t (?:open|launch) | fails? to (?:start|launch|open) | not open | not start | never starts |
    cannot start | startet nicht | öffnet nicht | 打不开 | 起不来
  `,
  'breaks-off': `
    drops? | loses .. connection | disconnect* | breaks? | reconnect* | verbindung .. ab | reißt |
    bricht ab | 掉线 | 断开 | 断线
  `,
  'only-when':
    'only (?:when|while|if|works) | must have .. open | in front | up front | unless | except | nur wenn',
  'not-run': `
    (?:no|none|nothing) .. (?:fired|ran|run|happened) | did not (?:fire|run|happen) |
    (?:never|not) (?:fires?|runs?) | laufen nicht | läuft nicht | 不执行 | 没执行 | 没运行
  `,
  'not-come': `
    (?:got|get|see|receive) no(?:thing)? | (?:to|in|reach*|at) (?:no|nobody|nowhere|no one) | nowhere |
    not (?:received?|arrive*) | never .. (?:posted|sent|delivered|received|arrive*) | kommt nicht an |
    没发 | 没收到 | 收不到
  `,
  'too-much': 'too (?:many|much) | used up | quota | limits? | empty until | monthly | 用完 | 超限 | 上限',
  'bad-tries':
    '(?:bad|wrong|failed) .. (?:{key}|tries|attempts|logins) | (?:many|several|few) (?:tries|attempts)',
  'is-slow': `
    (?<!(?:minutes?|seconds?|hours?) )slow* | crawl* | sluggish | unresponsive | zäh | träge | lag* |
    慢 | 卡顿
  `,
  'is-killed': 'killed | shot | shoots | gigs? | \\d+ ?gb | swap* | 被.{0,4}杀',
  'cannot-write': 'readonly | read-only | (?:not|{cannot}) .. (?:write|save|store|change|schreiben) | 写不',
} as const;
