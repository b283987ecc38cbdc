/**
 * @module evidence/readers/topics
 * What a complaint is about, when no line names a cause: the last and weakest thing that text can give. In
 * English, German and Chinese; each topic only ever leads to a mention.
 */
import type { Fact } from '../../protocol/evidence.ts';
import type { ReadContext, Reader } from '../reader.ts';
import type { TOPICS } from '../signs.ts';
import { linesOf, quoteOf } from './lines.ts';

type Topic = (typeof TOPICS)[number];
const MAX = 32_768;

const WORDS: readonly (readonly [Topic, RegExp])[] = [
  [
    'token',
    /gateway (?:auth )?token|shared token|unauthorized|wrong token|(?:falsches|ungültiges) Token|未授权|令牌/i,
  ],
  [
    'no-token',
    /no token|token (?:is )?(?:missing|not set|required)|without (?:a )?token|ohne Token|没有 ?token|缺少 ?token/i,
  ],
  [
    'auth-mode',
    /auth(?:entication)? mode|password auth|trusted[- ]proxy|auth\.mode|Authentifizierungsmodus|认证模式/i,
  ],
  ['rate-limit-auth', /locked out|lock-?out|too many (?:failed )?attempts|ausgesperrt|被锁定/i],
  [
    'pairing',
    /\bpair(?:ing|ed)?\b.{0,40}(?:required|request|again|approve|device|loop|pending)|approve .{0,20}device|Kopplung|配对/i,
  ],
  ['device-identity', /device (?:identity|signature|nonce)|Geräte-?identität|设备身份|设备签名/i],
  ['device-token', /device token/i],
  [
    'scope',
    /missing scope|operator\.(?:read|write|admin|pairing|approvals)|insufficient (?:scope|permission)|scopes?\b.{0,30}(?:denied|missing|lost|cleared)|权限范围/i,
  ],
  ['origin', /allowedorigins|origin .{0,20}(?:allowed|rejected|check)|\bCORS\b|跨域/i],
  ['insecure', /secure context|https required|plain http|http:\/\/\d|非安全上下文/i],
  [
    'browser',
    /\bbrowser (?:tool|control|start|status|profile|service|action)|chrom(?:e|ium)\b|\bcdp\b|playwright|浏览器/i,
  ],
  [
    'browser-start',
    /(?:browser|chrom(?:e|ium)).{0,60}(?:won't start|fail(?:s|ed) to (?:start|launch)|does not start|startet nicht|启动失败)/i,
  ],
  ['cron', /\bcron|automations?\b|scheduled (?:job|task)|geplante|定时(?:任务)?/i],
  [
    'cron-delivery',
    /(?:cron|job|automation|reminder|scheduled).{0,80}(?:deliver|announce|not sent|never arrive|nothing (?:arrives|posted)|to the wrong)|(?:deliver|announce).{0,60}(?:cron|job)|定时.{0,20}(?:未送达|没收到|不投递)/i,
  ],
  ['heartbeat', /heart ?beat|心跳/i],
  [
    'node-device',
    /\bnodes? (?:run|invoke|status|camera|location|screen|describe)|camera\.|screen\.|location\.get|canvas|(?:iphone|ipad|ios|android) (?:app|node|device)|节点/i,
  ],
  ['exec', /\bexec\b|approvals?\b|allowlist|system\.run|elevated|审批|批准/i],
  ['disk', /\bdisk\b|no space|\bspace left|storage full|Festplatte|Speicherplatz|磁盘|空间不足/i],
  [
    'logs',
    /\blogs? (?:file )?(?:grow|size|rotat|fill|huge)|log rotation|\d+ ?GB (?:of )?logs?|日志.{0,10}(?:过大|增长|占用)/i,
  ],
  ['memory', /\bOOM\b|out of memory|memory (?:leak|usage|grow|limit)|\bheap\b|\bRSS\b|Arbeitsspeicher|内存/i],
  [
    'cpu',
    /\bcpu\b|event loop|unresponsive|not responding|pegged|slow to (?:respond|answer)|Auslastung|占用率|卡死|卡顿/i,
  ],
  ['mount', /bind mount|volumes?\b.{0,40}(?:mount|docker|compose|permission)|mounted|挂载|卷/i],
  [
    'container-net',
    /(?:docker|container|compose|podman|k8s|kubernetes|pod).{0,80}(?:port|network|reach|connect|refused|localhost|127\.0\.0\.1|bridge)|host\.docker\.internal|端口映射/i,
  ],
  ['proxy', /reverse proxy|nginx|caddy|traefik|cloudflare|load balancer|反向代理/i],
  ['tunnel', /ssh (?:tunnel|-L|-N)|tunnel|port forward|隧道|端口转发/i],
  ['tls', /\btls\b|\bssl\b|certificate|wss:|self-signed|fingerprint|证书/i],
  [
    'remote-url',
    /gateway\.remote|remote url|remote gateway|--url\b|wrong (?:url|host|port|target)|远程网关/i,
  ],
  ['mode', /gateway\.mode|mode[=:] ?(?:local|remote)|remote mode/i],
  ['bind', /gateway\.bind|--bind|bind (?:to )?(?:lan|0\.0\.0\.0|tailnet)|绑定/i],
  [
    'config',
    /openclaw\.json|config(?:uration)? (?:file|invalid|error|key|schema|valid)|unrecognized|schema|Konfiguration|配置/i,
  ],
  [
    'config-lost',
    /(?:config|settings|openclaw\.json|keys?).{0,60}(?:lost|gone|wiped|reset|overwrit|disappear|removed|replaced|stripped|erased)|(?:lost|wiped|overwr\w+|reset|stripped).{0,40}(?:config|settings|openclaw\.json)|配置.{0,12}(?:丢失|被覆盖|清空|重置)/i,
  ],
  ['workspace', /workspace|working directory|Arbeitsverzeichnis|工作区|工作目录/i],
  ['permission', /permission denied|EACCES|EPERM|not writable|chown|\buid\b|Zugriff verweigert|权限/i],
  [
    'cli-backend',
    /claude[- ]cli|codex[- ]cli|gemini[- ]cli|cli backend|cliBackends|-cli\/|no tools?\b|tools? (?:never|not) called/i,
  ],
  ['model-auth', /api key|oauth|auth profile|invalid key|sign-?in|re-?auth|model provider.{0,30}401|密钥/i],
  ['model-limit', /rate limit|\b429\b|quota|cooldown|overloaded|usage limit|billing|限流|限额|配额/i],
  ['long-context', /context1m|long context|1m context/i],
  ['model', /unknown model|model (?:id|not|name|ref|override|switch)|wrong model|provider prefix|模型/i],
  ['plugin', /\bplugins?\b|extension|module not found|cannot find module|插件|扩展/i],
  [
    'channel',
    /(?:telegram|whatsapp|discord|slack|signal|imessage|matrix|feishu|teams).{0,80}(?:disconnect|reconnect|stops?\b|stopped|dead|offline|not connect|polling|socket|flap|断开|掉线)/i,
  ],
  [
    'channel-auth',
    /(?:telegram|whatsapp|discord|slack|signal|matrix|feishu|teams).{0,80}(?:401|unauthorized|invalid[_ ](?:auth|token)|logged out|qr|bot token)/i,
  ],
  [
    'channel-permission',
    /(?:telegram|discord|slack|teams|feishu).{0,80}(?:403|missing.?(?:scope|access|permission)|intents?|not.in.channel|forbidden|kicked)/i,
  ],
  [
    'policy',
    /allow(?:list|from)|dmpolicy|grouppolicy|requiremention|mention|not authorized|ignor(?:es|ed|ing) (?:messages?|dms?|groups?)|白名单|被忽略/i,
  ],
  [
    'ssrf',
    /ssrf|private (?:ip|network|address)|blocked (?:host|url|by)|internal address|fake-?ip|内网|私有地址/i,
  ],
  [
    'egress',
    /\bdns\b|ipv6|getaddrinfo|fetch failed|network (?:request|unreachable|error)|http_proxy|https_proxy|firewall|timed out connecting|域名解析|网络/i,
  ],
  [
    'service',
    /systemd|systemctl|launchd|launchagent|launchctl|plist|schtasks|scheduled task|service (?:file|unit|definition|install)|daemon|服务/i,
  ],
  [
    'not-installed',
    /service (?:is )?(?:not installed|missing|not found|not loaded)|gateway install|nicht installiert|未安装/i,
  ],
  ['bus', /d-?bus|xdg_runtime_dir|systemctl --user|user (?:bus|manager)/i],
  ['linger', /linger|log(?:ged|s)? ?out|ssh session|Abmeld|注销|登出/i],
  [
    'crash',
    /crash|restart(?:s|ing)? (?:loop|every|itself|constantly)|exit(?:s|ed)? (?:with )?(?:code|status)|keeps? (?:dying|restarting)|uncaught|unhandled|崩溃|重启循环/i,
  ],
  [
    'duplicate',
    /two (?:gateways?|instances?|process)|duplicate|second (?:gateway|instance|process)|already (?:running|listening)|EADDRINUSE|multiple gateways?|zombie|两个(?:网关|进程|实例)|重复/i,
  ],
  [
    'port',
    /port .{0,20}(?:in use|taken|busy|conflict|occupied)|another (?:program|process|app)|端口.{0,8}(?:占用|冲突)/i,
  ],
  ['lock', /\block(?:ed|s)?\b(?! ?out)|stale pid|pid file|锁/i],
  [
    'session',
    /session.{0,60}(?:stuck|hang|hung|locked|never|frozen|processing|lost|blocked)|stuck.{0,30}(?:session|typing|processing)|lane|会话.{0,12}(?:卡|挂|无响应)/i,
  ],
  [
    'version',
    /version (?:mismatch|skew|conflict)|different versions?|older version|newer version|protocol|downgrade|版本/i,
  ],
  ['node-version', /node(?:\.?js)? (?:v?\d|version)|nvm|unsupported engine|node:sqlite|Node\.js 版本/i],
  ['secret', /secretref|secrets? (?:provider|reload|file|audit)|1password|vault|keychain|env var|密钥引用/i],
  [
    'endpoint',
    /\/v1\/(?:chat|models|responses|embeddings)|openai[- ]compatible|http api|webhook endpoint|chatcompletions/i,
  ],
  [
    'warning',
    /\bwarn(?:ing|s)?\b.{0,60}(?:harmless|but|although|false|misleading|cosmetic|works)|false (?:alarm|warning|positive|negative)|cosmetic|misleading|harmlos|误报/i,
  ],
  ['sleep', /sleep|suspend|hibernat|lid|wake|睡眠|休眠/i],
  ['clock', /\bntp\b|clock|time (?:drift|skew|sync)|Uhrzeit|时钟|时间不同步/i],
];

function read(text: string, context: ReadContext): Fact[] {
  const said = linesOf(text.slice(0, MAX));
  const bounded = said.map((line) => line.text).join('\n');
  const facts: Fact[] = [];
  for (const [topic, pattern] of WORDS) {
    const hit = pattern.exec(bounded);
    if (!hit) continue;
    facts.push({ fact: 'symptom.topic', subject: context.gateway, value: topic, quote: quoteOf(hit[0]) });
  }
  return facts;
}

export const topics: Reader = {
  id: 'topics',
  title: 'What a complaint is about',
  gives: ['symptom.topic'],
  read,
};
