/**
 * @module explain/resemble/groups
 * Groups of words that people exchange freely, as likeness hears them: who says "most bounce" complains of what another
 * calls "nearly all are refused". Two groups heard in one complaint count as a pair, because a cause is often told in two
 * halves: let in, and only now and then.
 */
import { CLASSES } from '../keywords/classes.ts';

/** Beside the classes that the vocabulary knows: of no use there, where each of these would stand for too much. */
const LOOSE: Readonly<Record<string, string>> = {
  sometimes:
    'sometimes|now and then|once in a while|occasional(?:ly)?|intermittent(?:ly)?|sporadic(?:ally)?|random(?:ly)?|every (?:few|third|fourth|fifth|other|so often)|at times|lottery|hit (?:and|or) miss|flaky|unreliabl[ey]|manchmal|mal geht|gelegentlich|ab und zu|hin und wieder|sporadisch|偶尔|有时|时好时坏|随机',
  mostly:
    'most(?:ly)?|most of|nearly (?:all|every|everything|none)|almost (?:all|every|everything|none|never)|hardly ever|majority|\\d+ ?(?:%|percent)|\\w+ (?:out of|of) (?:ten|five|\\d+)|the (?:rest|others|remainder)|meist|meistens|fast (?:alle|alles|nie)|überwiegend|大多数?|大部分|几乎|基本',
  many: 'bulk|batch(?:es)?|mass|hundreds?|dozens?|queues?|bursts?|in parallel|at once|massen\\w{0,8}|stapel\\w{0,12}|am stück|批量|并发|大量',
  admitted:
    'lets? (?:me|us|it|them|him|her) in|let in|accept\\w{0,3}|admit\\w{0,3}|(?:gets?|got|come|goes|go|went|slips?) (?:in|through)|hereingelassen|angenommen|nimmt .{0,20} an|能连上|放行|接受',
  replaced:
    'rotat\\w{0,3}|renew\\w{0,2}|replac\\w{1,3}|swap\\w{0,4}|reissu\\w{1,2}|regenerat\\w{1,2}|exchang\\w{1,2}|chang\\w{1,2}|reset|getauscht|ausgetauscht|erneuert|geändert|换了|更换|更新了|改了',
  copy: 'cop(?:y|ies)|places?|one side|other side|both sides|env(?:ironment)?|exports?|exported|unit file|profile|stellen?|seite|umgebungsvariable|三处|两边|那边|一份|环境变量',
  client:
    'clients?|laptops?|cli|dashboard|browser|apps?|scripts?|nodes?|terminals?|shells?|geräte?|客户端|命令行|面板|脚本|终端|设备',
  upgraded:
    'updat\\w{1,3}|upgrad\\w{1,3}|(?:new|latest|current|last) (?:version|release|build)|aktualisier\\w{1,4}|neuen? version|升级|更新|新版本?',
  tool: 'tools?|exec|functions?|werkzeuge?n?|工具',
  place:
    'folders?|director(?:y|ies)|paths?|files?|ordner|verzeichnis\\w{0,3}|datei(?:en)?|pfade?|目录|文件夹?|路径',
  process: 'process(?:es)?|pids?|instances?|listeners?|prozess\\w{0,2}|instanz(?:en)?|进程|实例',
  cut: 'disconnect\\w{0,3}|dropp?(?:s|ed)?|thrown (?:off|out)|kicked|cut|closed|fell off|getrennt|rausgeflogen|fliegt|断开|掉线|踢|关闭',
  policy:
    'polic(?:y|ies)|rules?|permissions?|allowlist|roles?|stricter|tighten\\w{0,3}|richtlinien?|regeln?|freigaben?|策略|权限|规则',
  green:
    'green|healthy|reachable|uptime|monitor\\w{0,3}|probes?|health|grün|erreichbar|überwachung|监控|探[测针]|健康|绿',
  silent:
    'silent|silence|quiet|mute|no (?:reply|replies|answer|response)|nothing (?:comes|came|happens)|never (?:answers|replies)|ignor\\w{1,3}|stumm|keine antwort|antwortet nicht|没反应|没有反应|不理|不回\\S?',
  starting:
    'starts?|starting|started|boots?|booting|come(?:s)? up|launch\\w{0,3}|startet|hochfahr\\w{0,2}|启动|起来|起不来',
  restarted:
    'restart\\w{0,3}|reboot\\w{0,3}|power (?:cut|loss|outage)|neustart|neu gestartet|stromausfall|重启|断电',
  hanging: 'hangs?|stuck|freez\\w{1,3}|frozen|hängt|卡住|卡死',
  slow: 'slow\\w{0,2}|sluggish|lag\\w{0,3}|waits?|waiting|time[sd]? ?out|timeouts?|wartet|langsam|ewig|forever|慢|超时|转圈',
  timed: 'cron|reminders?|schedul\\w{1,3}|jobs?|timers?|daily|nightly|erinnerung\\w{0,2}|定时|提醒|任务',
  model: 'models?|provider|openai|anthropic|claude|gpt|ollama|modell\\w{0,2}|模型',
  group: 'groups?|channel|room|gruppe\\w{0,1}|群',
  plugin: 'plugins?|extensions?|add-?ons?|skills?|erweiterung\\w{0,2}|插件|扩展',
  container: 'docker|podman|containers?|compose|kubernetes|k8s|pods?|image|容器|镜像',
  config: 'config\\w{0,9}|settings?|openclaw\\.json|json|konfig\\w{0,9}|einstellung\\w{0,2}|配置|设置',
  road: 'tunnel|ssh|proxy|nginx|caddy|traefik|cloudflare|load balancer|vpn|tailscale|反代|代理|隧道|负载均衡',
  port: 'ports?|18789|eaddrinuse|bind|listens?|lauscht|端口|监听',
  resource: 'memory|ram|disk|space|cpu|swap|oom|speicher|platte|内存|磁盘|硬盘',
  paired: 'pair\\w{0,3}|approv\\w{1,4}|gekoppelt|kopplung|freigegeben|配对|批准',
  page: 'page|tab|dashboard|control ui|web ui|panel|seite|oberfläche|页面|面板|控制台|网页',
  browser: 'chrome|chromium|browser|playwright|cdp|浏览器',
  supervised: 'systemd|launchd|service|daemon|unit|launchagent|dienst|task scheduler|服务',
  versions: 'version|release|build|version\\w{0,2}|版本',
};

const GROUPS = Object.entries({ ...CLASSES, ...LOOSE }).map(
  ([name, words]) => [name, new RegExp(`(?<![a-z])(?:${words})(?![a-z])`)] as const,
);

/** Names of the groups that a text in lower case speaks of. */
export const groupsIn = (text: string): string[] =>
  GROUPS.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);
