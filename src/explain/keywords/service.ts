/**
 * @module explain/keywords/service
 * Words about the process and whoever supervises it, versions, and what the machine gives.
 */

export const SERVICE_WORDS = {
  duplicate: `
    (?:{old}) (?:daemon|gateway|process|copy) .. (?:survived?|alive|still|lives|keeps (?:living|running)) |
    toes | stale gateway process* | gateway processes | gateway-lifecycle ownership | one already runs |
    says .. already runs | both .. units? | two times | (?:回复|收到|发|回).{0,8}(?:两遍|两次|两条) |
    打架 | both .. enabled | mol[a-z]{1,6}-gateway.service | clawd[a-z]{0,4}-gateway.service |
    terminal and .. service | menu bar app | own gateway | starts its own | port .. never freed |
    legacy service | old clawdbot | clawdbot-gateway | moltbot-gateway | clawdbot .. still |
    pid \\d+ and | two pids | does not let go | keeps the port | holds the port | foreground gateway |
    existing healthy gateway | same port .. (?:twice|two) | system-level .. service detected |
    units? .. fight | fight* | replies? .. twice | twice | double repl* | doppelt* |
    races? .. (?:port|process) | existing (?:healthy|running|openclaw)? ?gateway |
    one is (?:already )?running | already one running | in my terminal | started by hand |
    runs in the foreground | two gateways? |
    two .. (?:gateways?|instances?|processes|deployments?|bots?) |
    second (?:gateway|instance|process|copy|deployment) | multiple gateways? |
    multiple .. (?:instances|processes|gateways) | duplicate* | another gateway | already running |
    another instance | other instance | zombie | orphan* | old process | stale process | still running |
    both (?:running|active|units?|services) | terminated by other getupdates | 409 conflict |
    conflict: | only one bot instance | user unit and .. system | system and user | multiple reachable |
    gateway-like services | does not own the listening port | previous process | never exit* |
    did not exit | leftover process | kill -9 | 两个.{0,12}(?:网关|进程|实例) |
    多个.{0,8}(?:网关|进程|实例) | 旧进程 | 重复 | zwei (?:gateways?|instanzen|prozesse) | zweite* |
    alter prozess
  `,
  supervisors: `
    (?:desktop|companion|menubar|tray|mac) app .. (?:starts?|launch*|spawns?|restarts?|kills?) .. gateway |
    gateway auto-?start |
    also .. (?:a|an|as|one) .. (?:systemd|launchd|user) (?:service|unit|job|agent) |
    (?:systemd|launchd|计划任务) (?:也|还|同时)有 |
    auch .. (?:als|eine?n?) .. (?:systemd|launchd) (?:dienst|unit) | another supervisor | pm2 |
    supervisord | watchdog | sigterm .. (?:every|again|times) | dueling | monit | external supervisor |
    3 times in | cron job .. restarts
  `,
  lock: 'lock* | sperre | sperrdatei | 锁',
  'lock-stale': `
    pid .. long gone | not listening .. pid | (?<!main\\x20)pid .. not listening | json.lock |
    lock is left | lockerror | locks? .. left behind | lock.reclaim | lock tree | orphaned .. lock |
    .jsonl.lock | pid namespace | low pid | delet* .. lock | remov* .. lock |
    lock .. (?:survive*|left|stays|remains|persist*|blocks) | reused pid | same pid | locked by pid |
    pid .. belongs | 锁.{0,8}(?:残留|未释放|占用) | stale lock* | lock is stale | lock file |
    session file locked | write lock | dead pid | dead process |
    pid .. (?:reused|gone|dead|no longer|does not exist|not running|no such) | no such process |
    pid file | orphan* lock | lock .. (?:never|not) .. (?:released|removed|cleaned) | gateway lock |
    lock held by | failed to acquire | 残留 | 锁文件 | 死锁 | veraltete sperre | owns gateway lifecycle
  `,
  'entry-stale': `
    (?:file|unit|service|plist|task) .. (?:refers?|points?|uses?|starts?) .. (?:uninstalled|removed|deleted|{old}) |
    definition needs repair | start operation timed out | config says | rendered unit | as a service |
    from my shell | in my shell | environment of the service | service user | bare node |
    <string>node</string> | \\b78\\s+ai.openclaw | exit(?:s|ed)? .. with 78 | ex_config |
    in the (?:shell|foreground) .. (?:runs|starts|works) | by hand .. (?:runs|starts|works) |
    (?:runs|starts|works) .. by hand | manually .. works | env .. not inherited | path is not set |
    service env* | old port .. unit | library not loaded | dyld | icu4c | workingdirectory |
    working directory .. unit | home .. unset | updater job | daemon should | service version |
    drop-in* | .service.d | store path | hardcod* | old (?:binary|version|pnpm) path |
    points? .. (?:old|deleted|removed) .. (?:path|version|install|binary|dist) | daemon install |
    hand written | (?:new|other|another|different) (?:gateway |node |main )?pid |
    gateway.cmd\\W{1,3}(?:file not found|no such) |
    gateway.cmd .. (?:not found|missing|gone|deleted|不存在) | baked | entry point | entry.js |
    unit file | service file | out of date | service .. (?:stale|outdated|old) | old path | cellar |
    outdated service | daemon reload | wrapper | gateway install --force |
    does not match the current install | service config* | service definition* | changed on disk |
    203/exec | hard-?coded | 服务(?:文件|单元|配置) | dienstdatei |
    (?:service|unit|daemon|plist) .. refresh failed
  `,
  'unit-shown': `
    timeoutstartsec | killmode | type=simple | main pid | plist | .service | timeoutstopsec |
    environment file | launchctl print | environment= | exec ?start | program arguments
  `,
  'node-manager': `
    nvm | fnm | volta | asdf | mise | version manager* | nodenv | homebrew | linuxbrew | cellar |
    .local/bin | path .. (?:minimal|missing|lacks) | service path | gateway path*
  `,
  'not-installed': `
    no (?:unit|plist|launch ?agent) | nothing starts it |
    (?:launch ?agent|service|daemon|unit|task) .. (?:{gone}) | start it by hand |
    no background gateway service | installed but not loaded | did not start within .. schtasks |
    (?:服务|service).{0,4}没了 | task .. (?:does not exist|not found|missing|gone) |
    cannot find the file .. schtasks | no longer registered | keinen dienst | kein dienst |
    start with: openclaw gateway install | no service | service fehlt |
    dienst (?:fehlt|nicht (?:installiert|da|gefunden|registriert)) | domain does not support |
    no plist | loaded: no | disabled by user | startup folder | after .. stop .. start |
    restart pending | update said success | gateway is gone | left .. unloaded | 没有安装 | 服务不存在 |
    launchctl load | bootout | bootstrap gui | service .. (?:gone|vanish*|missing|unloaded) |
    never comes back | never (?:brings?|brought|gets?) .. back |
    (?:stays?|remains?) (?:down|stopped|dead|off) after .. restart |
    kommt nicht (?:wieder|zurück|mehr hoch) | 重启后.{0,8}(?:起不来|没起来|没有起来|回不来|没回来) |
    handoff | enable failed | does not come back | not installed | service missing |
    could not find service | not loaded | no launchagent | service not found | could not be found |
    (?:service|daemon|unit|task|launch ?agent) .. not registered | bootstrap failed | kickstart failed |
    schtasks create | gateway service disabled | run the gateway in the foreground | unit .. not found |
    not support* .. service | 未安装 | 未注册 | nicht installiert |
    install .. (?:fail*|denied|refused) | access is denied
  `,
  systemd: 'systemd* | systemctl* | journalctl | unit',
  launchd: 'launchd | launchctl | launchagent* | launchdaemon* | plist | gui/\\d* | keepalive',
  schtasks: `
    schtasks | scheduled task | task scheduler | windows task | gateway.cmd | startup folder |
    windows.{0,16}计划任务 | 计划任务.{0,16}windows | aufgabenplanung
  `,
  'bus-gone': `
    no systemd .. session | talk to its bus | no dbus | over su |
    cannot attach to the user gui session | user services are not reachable | my own .. unit |
    own systemd unit | unit .. /etc | in /etc | custom unit | systemd \\(disabled\\) |
    under your supervisor | 找不到介质 | su without | no user session | root .. --user |
    systemd .. not .. running | without systemd | pid 1 is not systemd | openrc | runit | s6 |
    not supported .. (?:platform|openrc) | unmanaged process | system level unit |
    systemctl --user .. (?:not|no) | failed to connect to bus | user scope bus | d-?bus* |
    xdg runtime dir | user services unavailable | user services are unavailable |
    systemctl --user .. (?:unavailable|fail*) | no medium found | not been booted with systemd |
    ownership or shutdown could not be verified | machinectl | --machine | su - | sudo -u |
    system unit | /etc/systemd/system | service manager .. (?:unavailable|unreachable) | busctl
  `,
  linger: `
    stopping user manager | user slice | session-\\d+.scope | user manager for uid | linger* |
    loginctl | user@\\d* | session closed for user
  `,
  logout: `
    clos(?:e|es|ing) (?:putty|the window|my laptop) | while .. logged in |
    solange .. (?:eingeloggt|angemeldet) | leave .. (?:terminal|ssh|session) |
    verlasse .. (?:terminal|sitzung) | stay logged in | stays logged in | logged in over ssh |
    session .. (?:end|ended|closes) | eingeloggt | angemeldet | logs? out | logged out | logging out |
    ssh session .. (?:end*|clos*|disconnect*) |
    clos(?:e|es|ed|ing) (?:the|my|your|an?|this)? ?(?:ssh|terminal|console|shell) | disconnect .. ssh |
    ssh .. disconnect* | sign out | after i log | until i log in | abmeld* | ausloggen | 登出 | 注销 |
    退出登录 | 退出 ?ssh | 断开 ?ssh | 关闭终端
  `,
  crash: `
    启动就退 | unclean boots? | 139 | mdns | ciao | sigsegv | crash* | dies | dying | killed |
    exits? .. (?:code|status|immediately|at once|with) | exited | exit code | uncaught | unhandled* |
    fatal | segfault | segmentation fault | sigabrt | core dump* | abort* | stürzt | abgestürzt | 崩溃 |
    闪退 | 退出码 | panic
  `,
  'crash-loop': `
    反复 | 又(?:重启|拉起|被拉起|起来) | 循环了? ?\\d+ ?次 |
    (?:killed|stopped|dies) .. (?:started|restarted|back) again |
    (?:falls over|bang|boom|goes in circles|revived|resurrect*|comes back .. dies) | in circles |
    unclean boots? | auto-start suppressed | up and down | comes up .. goes down | not stay up |
    won.?t stay up | dies again | crashes again | crash loop* | restart loop |
    restarts? .. (?:loop|every|forever|constantly|repeatedly|over and over|by itself) |
    restarting .. (?:constantly|itself|loop|over) | over and over |
    keeps? (?:crashing|restarting|dying|exiting) | start limit* | repeated too quickly |
    restart counter | nrestarts* |
    restarting \\( | throttl* .. respawn | respawning too | safe mode | boot loop | loops? forever | every \\d{1,3} ?s* .. restart* | 不断重启 | 反复重启 | 一直重启 | 循环重启 | 无限重启 | startet ständig | startet immer wieder | endlosschleife
  `,
  'not-starting': `
    won.?t start | does not start | doesn.?t start | fails? to start | failed to start |
    refuses to start | can.?not start | can.?t start | won.?t run | won.?t come up | start-?up fail* |
    not starting | never starts | startet nicht | 起不来 | 无法启动 | 启动失败 | 启动不了 | 启动不起来
  `,
  stopped:
    'stopped | inactive | not running | is down | went down | offline | gestoppt | 停止 | 未运行 | 没有运行',
  restart: 'restart* | reboot* | neustart | 重启',
  update: `
    update* | upgrade* | updating | upgrading | npm i | npm install | pnpm | new version |
    after installing | aktualisier* | 升级 | 更新
  `,
  'after-update': `
    (?:fine|worked|good|ok) before the (?:update|upgrade) | since the (?:upgrade|update) |
    (?:went|switched|moved|gone) to 20\\d\\d\\.\\d | nach (?:upgrade|update) |
    (?:auto-?)?update .. (?:last night|yesterday|today|this morning) |
    config* .. (?:unchanged|unverändert|untouched) | same config | 配置没(?:有)?(?:动|改|变) |
    broken by | (?:the|this|a) (?:new|newer) (?:version|release|build) |
    (?:yesterday|today|last week).{0,3} release | nothing else .. changed |
    ever since .. (?:moved?|switched|went|installed) | (?:any ?more|no longer) since |
    (?:after|since|following|post) .. (?:update|updating|upgrade|upgrading|20\\d\\d\\.\\d{1,2}) |
    broke (?:after|with|in|since) | regress* | worked (?:in|on|with|before|fine) | used to work |
    no longer works | stopped working (?:after|since|in) | since 20\\d\\d\\.\\d{1,2} | as of 20\\d\\d |
    new release | in 20\\d\\d\\.\\d{1,2}\\.\\d{1,2} .. (?:but|broke|fail*) |
    (?:seit|nach) (?:dem|der) (?:update|upgrade|aktualisierung|wechsel auf|neue* version) |
    seit 20\\d\\d\\. | introduced in |
    (?:broken|breaks|fails) (?:since|in|after|with|on) .. (?:20\\d\\d|version|release|beta|update|upgrade) |
    (?:newest|latest|current) (?:version|release|build) | upgraded (?:from|to) |
    (?:更新|升级)(?:之后|以后|后|到|完) | 新版本 | 自从.{0,8}(?:更新|升级) | 以前(?:正常|可以)
  `,
  'older-works': `
    reinstall* .. 20\\d\\d\\.\\d | mit 20\\d\\d\\.\\d .. (?:nicht|ging|lief) |
    on 20\\d\\d\\.\\d+\\.\\d+ .. (?:no|not a|zero) .. (?:trouble|problem|issue|error) |
    bis 20\\d\\d\\.\\d+ .. (?:ging|lief|funktionierte) | (?:ging|lief) .. (?:vorher|bis) |
    换回(?:旧|老|上) | (?:旧|老)版本?.{0,4}(?:就?好|正常|可以|没问题) |
    (?:older|earlier|previous|prior|last|old) (?:version|release|build|one) .. (?:works?|worked|fine|good|ok|cures|did|was) |
    go(?:ing|ne)? back to .. \\d | back on .. 20\\d\\d |
    (?:one|a) (?:version|release) (?:earlier|before|back|ago) | \\d\\.\\d+ (?:is|was) (?:good|fine|ok) |
    alte[nr]? version | vorige* version | downgrad* | roll* back | revert* | previous version |
    older version .. (?:works?|fine) | works? (?:fine )?(?:on|in|with) .. (?:20\\d\\d\\.\\d|v?\\d) |
    last working | bisect* | pinned? .. version | 降级 | 回退 | 回滚
  `,
  skew: `
    do(?:es)? not understand each other | invalid connect params | on-disk schema | build rejected |
    reload required | clientbuild= |
    node_modules/openclaw[^\\n]{0,40}?(?<va>20\\d\\d\\.\\d+\\.\\d+)[^]{0,160}node_modules/openclaw[^\\n]{0,40}?(?!\\k<va>)20\\d\\d\\.\\d+\\.\\d+ |
    (?:server|gateway|client|app|cli|node) .. too (?:old|new) |
    (?:gateway|client|app|cli) .. (?:zu alt|veraltet) | 版本(?:太|过)(?:旧|低|新) |
    still reports .. 20\\d\\d | running an? older | older (?:install|binary|runtime|build|cli|gateway) |
    mixed-version | plugin api | requires plugin | incompatib* | written by a newer |
    stays? on .. (?:old|20\\d\\d) | pinned to | different installs? | npm prefix | version missmatch |
    cli: 20 | gateway: 20 | app 20\\d\\d | minhostversion | mingateway | node is older |
    client is older | needs? .. newer | update required |
    (?<!换回|回到|退回)旧版本(?!.{0,4}(?:好|正常|可以)) | version mismatch | version skew | older than |
    newer than | different versions? | protocol mismatch | old cli | old version | old client |
    old gateway | two installs? | multiple installs | which -a | written by .. newer |
    last touched .. newer | this openclaw command is version | schema version* | newer schema |
    user_version | version drift | plugin version | requires? .. version | 版本(?:不一致|不匹配|冲突) |
    versionen | unterschiedliche version* | minprotocol | expected=4 | build mismatch
  `,
  'stale-install': `
    (?:find|enoent|missing|no such|import*|provide) .. dist/\\S{2,80}-[a-z0-9_-]{8}\\.m?js |
    content-hash* | hash mismatch | chunk hash* | in-place upgrade | install changed |
    installation changed | stale ?install | restart the gateway to finish | running version differs |
    old build in memory | replaced under | still runs the old | not restarted | hashed? chunk |
    chunk .. (?:missing|not found) | files? replaced
  `,
  'module-missing': `
    cannot find module | can.?t find module | cannot find package | module not found | missing module |
    no such file .. dist | dist/ .. (?:not found|missing|enoent) | cannot resolve |
    exports? .. not defined | is not exported | missing dep* | 找不到模块
  `,
  'nodejs-version': `
    node.?js (?:is )?(?:too )?(?:old|outdated|ancient) | node.?js .. is required | sqlite 3\\.\\d+ |
    wal safety | sqlite support is unavailable | unsafe in this node | node runtime | needs node |
    system node | nodesource | node:sqlite | unsupported .. node |
    node .. (?:unsupported|is too old|not supported) | requires node | ebadengine | unsupported engine |
    node version | nodejs version | node.?js \\d* | node(?:\\.js)?\\x20v?\\d{2}(?:\\.\\d+)+ | use node |
    err unknown builtin module | engines? .. node | no such built-in module | node ?版本 | install node
  `,
  disk: `
    disk | no space | enospc | space left | df -h | inode* | quota exceeded | storage full |
    festplatte | speicherplatz | 磁盘 | 空间不足
  `,
  'disk-full': `
    no (?:more )?(?:space|room) | / is .. 100 ?% |
    (?:ssd|disk|drive|card|partition|sd card) .. (?:crammed|stuffed|full|filled) |
    100% .. (?:/|full|used) | filesystem .. 100% | (?:disk|drive|volume|partition|df) .. 100% |
    sqlite_full | ioerr_write | tmpfs | disk quota | edquot | inodes? .. (?:100|full|exhaust*) |
    100% full | drive is full | volume .. full | enospc | no space left | disk (?:is )?full |
    out of disk | storage full | festplatte voll | 磁盘(?:已)?满 | 空间不足
  `,
  database: 'sqlite* | database* | wal | .db | disk i/o error | malformed | db error | 数据库 | datenbank',
  memory: `
    memory(?!\\W{1,8}\\d{1,3}(?:\\.\\d+)? ?mb) | rss | heap* | oom* | ram |
    swap (?:is|space|file|used|usage|full|thrash*) | no swap | mark-compact | v8 | speicher* |
    arbeitsspeicher | 内存
  `,
  'memory-out': `
    swaps? itself | kernel .. shoots | kernel .. kill* | killed by the kernel | heap=\\d* | rss=\\d* |
    rss_mb | memorymax | cgroup | (?<!max\\W)old space | \\d{4}mb | swap .. (?:full|used) |
    runs? out of ram | out of memory | oom kill* | heap limit | allocation failed |
    exit(?:ed)? (?:code )?\\(?137 | signal=kill | memory pressure | memory .. (?:leak*|grow*|climb*|exhaust*|limit) | rss .. (?:grow*|gb|gib|climb*) | \\d gb rss | killed process | 内存(?:溢出|泄漏|不足) | speicherleck
  `,
  cpu: 'cpu | load average | pegged | busy loop | spinning | spins | auslastung | 占用率 | 吃满',
  'event-loop': `
    crawl* | answers? after ages | kaugummi | recv-q ?[=:]? ?[1-9] | 0 bytes received |
    provider started \\(\\+\\d+ ?min | zäh* | träge | braucht \\d+ (?:sek*|min*) | takes (?:half a|a|several) (?:minute|minutes) | 非常卡 | 很卡 | 响应慢 | reagiert nicht | delaymaxms | utilisation | keeps timing out | lagging | ui .. (?:lag*|slow|freez*) | sessions list \\d{4,6} | minutes to (?:start|answer|load) | takes \\d+ (?:seconds|minutes|s) | unusable | stall* .. (?:seconds|event) | hot loop | pinned at | cpu-hot | low-power | raspberry | event loop* | liveness warning | main thread | block* .. (?:loop|thread) | synchronous* | starv* | unresponsive | tick timeout | closed \\(?4000 | res ✓ \\S* \\d{5,6}ms | event .. degraded | degraded .. (?:event|loop) | delayp99 | fsync | concurren* | max ?concurrent | under load | when .. (?:busy|several|many) | hangs? .. (?:seconds|minutes) | freezes? for | 事件循环 | 卡顿 | 卡死 | 无响应 | langsam | slow* | lag | laggy
  `,
  logs: `
    (?:logs?|logfiles?|trace|output|text) .. (?:swell*|without end|gigs?|gigabytes|balloon*|forty|huge) |
    (?:filled|ate|eats?) .. (?:gigs?|gigabytes) | size cap | maxfilebytes | suppressing writes |
    \\.log[^a-z0-9]{1,12}\\d{1,4}(?:\\.\\d)?g(?:i?b)?(?![a-z]) | no logs? .. since | gigabytes? |
    \\d{2,4} ?gb | jsonl .. (?:grow*|huge|large) | log file* |
    logs? .. (?:grow*|gb|huge|size|rotat*|fill*|gigabyte*) | log rotation | logrotate |
    (?:not|never) rotat* | (?:no|without) rotation |
    \\d{1,4}(?:\\.\\d)? ?g(?:i?b)? .. (?:log|jsonl|trace|cache|tmp|session|trajectory|media) | du -s* |
    temp dir* | tmp .. (?:fill*|grow*|leak*) | accumulat* |
    never (?:deleted|pruned|cleaned|rotated|removed) | unbounded | 日志.{0,12}(?:过大|增长|占用|很大) |
    journal .. (?:size|gb)
  `,
  permission: `
    (?:belongs?|owned) (?:to|by) (?:root|uid|another) |
    (?:belongs?|owned) (?:to|by) (?:root|another user|admin) | made by sudo | untouchable |
    (?:{cannot}) (?:change|write|save|touch|edit) .. (?:notes?|files?|them) | eacces | eperm |
    permission denied | operation not permitted | chown | chmod | not writable | read-only file system |
    erofs | owned by root | root-owned | uid=\\d* | (?<!lifecycle )ownership(?! held) | umask | 700 |
    drwx* | acl | selinux | apparmor | zugriff verweigert | keine berechtigung |
    权限(?:不足|被拒绝|拒绝)? | (?:path|folder|directory|file|filesystem|mount) is read only | erofs
  `,
  sleep: `
    sleep*(?!\\x20(?:is |was )?(?:off|disabled|prevented)) | hibernat* | suspend* | wake* | lid |
    darkwake | pmset | caffeinate | power nap | ruhezustand | aufwach* | 睡眠 | 休眠 | 唤醒
  `,
  shutdown: 'sigterm | shutting down | shutdown | sigusr* | graceful* | drain* | planned',
} as const;
