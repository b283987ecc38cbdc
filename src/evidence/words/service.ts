/**
 * @module evidence/words/service
 * Words about the process and whoever supervises it, versions, and what the machine gives.
 */

export const SERVICE_WORDS = {
  duplicate:
    'existing .. gateway | one is (?:already )?running | already one running | in my terminal | started by hand | runs in the foreground | two gateways? | two .. (?:gateways?|instances?|processes|deployments?|bots?) | second (?:gateway|instance|process|copy|deployment) | multiple gateways? | multiple .. (?:instances|processes|gateways) | duplicate* | another gateway | already running | another instance | other instance | zombie | orphan* | old process | stale process | still running | both (?:running|active|units?|services) | terminated by other getupdates | 409 conflict | conflict: | only one bot instance | user unit and .. system | system and user | multiple reachable | gateway-like services | does not own the listening port | previous process | never exit* | did not exit | leftover process | kill -9 | 两个(?:网关|进程|实例) | 多个(?:网关|进程|实例) | 旧进程 | 重复 | zwei (?:gateways?|instanzen|prozesse) | zweite* | alter prozess',
  supervisors:
    'another supervisor | pm2 | supervisord | watchdog | cron job .. restart | sigterm .. (?:every|again|times) | dueling | monit | external supervisor | 3 times in',
  lock: 'lock* | .lock | sperre | sperrdatei | 锁',
  'lock-stale':
    'stale lock* | lock is stale | lock file | lockfile | session file locked | write lock | dead pid | dead process | pid .. (?:reused|gone|dead|no longer|does not exist|not running|no such) | no such process | pid file | pidfile | orphan* lock | left over | leftover | lock .. (?:never|not) .. (?:released|removed|cleaned) | gateway lock | lock held by | lock timeout | failed to acquire | 残留 | 锁文件 | 死锁 | veraltete sperre | owns gateway lifecycle',
  'entry-stale':
    'service version | openclaw_service_version | drop-in* | .service.d | store path | hardcod* | old (?:binary|version|pnpm) path | points? .. (?:old|deleted|removed) .. (?:path|version|install|binary|dist) | programarguments | daemon install | launchctl print | service environment | refresh failed | type=simple | hand-written | environment= | baked | main pid | entrypoint | entry point | entry.js | exec ?start | program arguments | plist | unit file | service file | out of date | service .. (?:stale|outdated|old) | old path | cellar | outdated service | daemon reload | environment file | environmentfile | wrapper | .service | gateway install --force | reinstall* | does not match the current install | service config* | service definition* | changed on disk | 203/exec | hard-?coded | baked in | 服务(?:文件|单元|配置) | dienstdatei',
  'node-manager':
    'nvm | fnm | volta | asdf | mise | version manager* | nodenv | homebrew | linuxbrew | cellar | .local/bin | path .. (?:minimal|missing|lacks) | service path | gateway path*',
  'not-installed':
    'service not loaded | launchctl load | bootout | bootstrap gui | service .. (?:gone|vanish*|missing|unloaded) | never comes back | gateway start .. not installed | restart handoff | handoff | daemon .. not installed | enable failed | does not come back | not installed | service missing | could not find service | not loaded | no launchagent | is not installed | service not found | could not be found | not registered | bootstrap failed | kickstart failed | schtasks create | gateway service disabled | no service manager | run the gateway in the foreground | unit .. not found | not support* .. service | 未安装 | 未注册 | nicht installiert | install .. (?:fail*|denied|refused) | access is denied',
  systemd: 'systemd* | systemctl* | journalctl | unit',
  launchd: 'launchd | launchctl | launchagent* | launchdaemon* | plist | gui/\\d* | keepalive',
  schtasks:
    'schtasks | scheduled task | task scheduler | windows task | gateway.cmd | startup folder | 计划任务 | aufgabenplanung',
  'bus-gone':
    'unmanaged process | system level unit | systemctl --user .. (?:not|no) | user manager | failed to connect to bus | user scope bus | d-?bus* | dbus* | xdg runtime dir | xdg_runtime_dir | user services unavailable | user services are unavailable | systemctl --user .. (?:unavailable|fail*) | no medium found | not been booted with systemd | ownership or shutdown could not be verified | machinectl | --machine | su - | sudo -u | system-level | system unit | /etc/systemd/system | service manager .. (?:unavailable|unreachable) | busctl',
  linger: 'linger* | loginctl | enable-linger | user@\\d* | session closed for user',
  logout:
    'log out | logs? out | logged out | logging out | logout | ssh session .. (?:end*|clos*|disconnect*) | close .. (?:ssh|terminal) | disconnect .. ssh | ssh .. disconnect* | sign out | after i log | until i log in | abmeld* | ausloggen | 登出 | 注销 | 退出登录 | 退出 ?ssh | 断开 ?ssh | 关闭终端',
  crash:
    'startup migration* | sigsegv | code=139 | exit_code | crash* | dies | dying | killed | exits? .. (?:code|status|immediately|at once|with) | exited | exit code | uncaught | unhandled* | fatal | segfault | segmentation fault | sigabrt | core dump* | abort* | stürzt | abgestürzt | 崩溃 | 闪退 | 退出码 | panic',
  'crash-loop':
    'crash loop* | restart loop | restarts? .. (?:loop|every|forever|constantly|repeatedly|over and over|by itself) | restarting .. (?:constantly|itself|loop|over) | over and over | keeps? (?:crashing|restarting|dying|exiting) | start limit* | repeated too quickly | restart counter | nrestarts* | restarting \\( | throttl* .. respawn | respawning too | crash-loop breaker | safe mode | boot loop | loops? forever | every \\d{1,3} ?s* .. restart* | 不断重启 | 反复重启 | 一直重启 | 循环重启 | 无限重启 | startet ständig | startet immer wieder | endlosschleife',
  'not-starting':
    'won.?t start | does not start | doesn.?t start | fails? to start | failed to start | refuses to start | can.?not start | can.?t start | won.?t run | won.?t come up | startup fail* | start-?up fail* | not starting | never starts | startet nicht | 起不来 | 无法启动 | 启动失败 | 启动不了 | 启动不起来',
  stopped:
    'runtime: stopped | stopped | inactive | not running | is down | went down | offline | gestoppt | 停止 | 未运行 | 没有运行',
  restart: 'restart* | reboot* | neustart | 重启',
  update:
    'update* | upgrade* | updating | upgrading | npm i | npm install | pnpm | new version | after installing | aktualisier* | 升级 | 更新',
  'after-update':
    '(?:after|since) .. (?:update|updating|upgrade|upgrading|20\\d\\d\\.\\d{1,2}) | broke (?:after|with|in|since) | regress* | worked (?:in|on|with|before|fine) | used to work | no longer works | stopped working (?:after|since|in) | since 20\\d\\d\\.\\d{1,2} | as of 20\\d\\d | new release | in 20\\d\\d\\.\\d{1,2}\\.\\d{1,2} .. (?:but|broke|fail*) | seit dem update | nach dem update | 升级(?:到|后|之后) | 更新后 | 以前(?:正常|可以)',
  'older-works':
    'downgrad* | roll* back | revert* | previous version | older version .. (?:works?|fine) | works? (?:fine )?(?:on|in|with) .. (?:20\\d\\d\\.\\d|v?\\d) | last working | bisect* | pinned? .. version | 降级 | 回退 | 回滚',
  skew: 'version mismatch | version skew | older than | newer than | different versions? | protocol mismatch | client version mismatch | old cli | old version | old client | old gateway | two installs? | multiple installs | which -a | written by .. newer | last touched .. newer | this openclaw command is version | schema version* | newer schema | user_version | downgrade | incompatible version | version drift | plugin version | requires? .. version | 版本(?:不一致|不匹配|冲突) | versionen | unterschiedliche version* | minprotocol | expected=4 | build mismatch',
  'stale-install':
    'dist/\\S{2,80}-[a-z0-9_-]{8}\\.m?js | content-hash* | hash mismatch | chunk hash* | in-place upgrade | install changed | installation changed | stale ?install | restart the gateway to finish | running version differs | old build in memory | replaced under | still runs the old | not restarted | hashed? chunk | chunk .. (?:missing|not found) | files? replaced',
  'module-missing':
    'cannot find module | can.?t find module | cannot find package | err module not found | module not found | module_not_found | missing module | no such file .. dist | dist/ .. (?:not found|missing|enoent) | cannot resolve | exports? .. not defined | is not exported | missing dependency | missing dep* | 找不到模块',
  'nodejs-version':
    'node:sqlite | unsupported .. node | node .. (?:unsupported|is too old|not supported) | requires node | ebadengine | unsupported engine | node version | nodejs version | node.?js \\d* | node v?\\d{2}* | use node | err unknown builtin module | engines? | no such built-in module | node ?版本 | node-version | install node',
  disk: 'disk | no space | enospc | space left | df -h | inode* | quota exceeded | storage full | festplatte | speicherplatz | 磁盘 | 空间不足',
  'disk-full':
    'enospc | no space left | database or disk is full | disk (?:is )?full | 100% | disk quota | out of disk | storage full | festplatte voll | 磁盘(?:已)?满 | 空间不足',
  database:
    'sqlite* | database* | wal | .sqlite | .db | readonly database | disk i/o error | malformed | db error | 数据库 | datenbank',
  memory:
    'memory | rss | heap* | oom* | out of memory | ram | swap | memory leak | max-old-space-size | mark-compact | v8 | speicher* | arbeitsspeicher | 内存',
  'memory-out':
    'heap out of memory | out of memory | oom kill* | oomkilled | heap limit | allocation failed | exit(?:ed)? (?:code )?\\(?137 | signal=kill | memory pressure | memory .. (?:leak*|grow*|climb*|exhaust*|limit) | rss .. (?:grow*|gb|gib|climb*) | \\d gb rss | killed process | 内存(?:溢出|泄漏|不足) | speicherleck',
  cpu: 'cpu | load average | 100 ?% | 9\\d(?:\\.\\d)?% | pegged | busy loop | spinning | spins | auslastung | 占用率 | 吃满',
  'event-loop':
    'main thread | stall* .. (?:seconds|event) | hot loop | starvation | pinned at | cpu-hot | low-power | raspberry | event loop* | eventloop* | event loop delay | event loop utilization | liveness warning | main thread | block* .. (?:loop|thread) | synchronous* | starv* | unresponsive | tick timeout | closed \\(?4000 | slow rpc | res ✓ \\S* \\d{5,6}ms | event .. degraded | degraded .. (?:event|loop) | delayp99 | fsync | concurren* | max ?concurrent | under load | when .. (?:busy|several|many) | hangs? .. (?:seconds|minutes) | freezes? for | 事件循环 | 卡顿 | 卡死 | 无响应 | langsam | slow* | lag | laggy',
  logs: 'log file* | logs? .. (?:grow*|gb|huge|size|rotat*|fill*|gigabyte*) | log rotation | logrotate | rotat* | \\d{1,4} ?g(?:i?b)? .. (?:log|tmp|session|trajectory|media) | du -s* | temp dir* | tmp .. (?:fill*|grow*|leak*) | accumulat* | never (?:deleted|pruned|cleaned|rotated|removed) | unbounded | 日志.{0,12}(?:过大|增长|占用|很大) | journal .. (?:size|gb)',
  permission:
    'eacces | eperm | permission denied | operation not permitted | chown | chmod | not writable | read-only file system | erofs | owned by root | root-owned | uid | uid=\\d* | ownership | umask | 700 | drwx* | acl | selinux | apparmor | zugriff verweigert | keine berechtigung | 权限(?:不足|被拒绝|拒绝)? | 没有权限',
  sleep:
    'sleep* | hibernat* | suspend* | wake* | lid | darkwake | pmset | caffeinate | power nap | ruhezustand | aufwach* | 睡眠 | 休眠 | 唤醒',
  shutdown: 'sigterm | shutting down | shutdown | sigusr* | graceful* | drain* | planned',
} as const;
