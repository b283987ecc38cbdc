/**
 * @module explain/keywords/road
 * Words about the way to the gateway and out of the host: ports, containers, proxies, tunnels, TLS, names.
 */

export const ROAD_WORDS = {
  refused: `
    econnrefused | connection refused | refused .. connect* | connect .. refused |
    verbindung abgelehnt | verbindung verweigert | 连接被拒绝 | 拒绝连接 | 连接拒绝
  `,
  unreachable: `
    unreachable | not reachable | can.?not reach | can.?t reach | can.?not connect | can.?t connect |
    could not connect | fails? to connect | no gateway .. answer* | nicht erreichbar |
    keine verbindung | 连不上 | 无法连接 | 不可达 | 连接失败 | 访问不了 | 无法访问
  `,
  port: 'port | 端口',
  'no-listener': `
    (?:nothing|nobody|no one|no process) .. listen* | not listening | no listener |
    never (?:binds?|listens?) | without .. listen* | port .. (?:is )?free |
    (?:nichts|niemand|kein prozess) .. (?:lauscht|hört) | lauscht nicht | (?:没有|无|未)(?:进程)?监听
  `,
  'port-taken': `
    address .. in use | in use by | eaddrinuse | already in use |
    port .. (?:in use|taken|busy|occupied|used by) | already listening | belegt |
    端口.{0,10}(?:占用|冲突) | 被占用
  `,
  'port-other': `
    (?:software|program) .. listens |
    (?:{chat}|jenkins|grafana|app|program|server|plex|gitea|pihole|minecraft) .. (?:squats?|sits?|took|taken|grabbed|claims?|occup*) .. (?:18789|port|spot|place) |
    squat* |
    (?:nginx|apache|caddy|docker|python|java|iis|jenkins|grafana|express|flask|uvicorn|gunicorn|tomcat|vite|app) .. (?:sits|listens|listening|runs|running|owns|occupies) .. (?:port|:\\d{4,5}) |
    andere[mns]? (?:programm|prozess|dienst|anwendung) | 换端口 | other app | desktop app .. port |
    default port of | same port as | uses? (?:port )?\\d{4,5} .. (?:too|already|by default) |
    conflicts? with | another process is listening | other program | another program | another app* |
    different program | occupied by | used by (?:nginx|docker|apache|python|java|node|chrome|the) |
    excluded ?port ?range | listen eacces | winnat | hyper-v | foreign process | not openclaw |
    其他程序 | 另一个程序 | 别的程序 | iphlpsvc | svchost
  `,
  'bind-lan': `
    bind ?[:=]? ?"?lan | bind to lan | 0\\.0\\.0\\.0 | bind .. tailnet |
    (?:cho(?:se|osing|ose)|pick*|select*|switch*) .. tailnet | non loopback | bind mode | 绑定 |
    gateway bind .. (?:lan|tailnet|custom|0\\.0\\.0\\.0|auto|all)
  `,
  'bind-refused': `
    bind* .. (?:0\\.0\\.0\\.0|lan) .. (?:not permitted|{no}) | not listen on .. lan | asks for auth |
    listens on all interfaces | bind=auto | container environment detected | refusing to bind |
    without auth | bind .. (?:refus*|reject*|not allowed) | refuses? to bind
  `,
  exposed: `
    exposed | public ip | internet facing | public internet | funnel | bind no auth |
    no authentication | anyone can | 公网 | 暴露 | öffentlich |
    security audit .. (?:bind|open|exposed|public|critical)
  `,
  'target-loopback': `
    (?:tr(?:y|ies|ied)|probes?|uses?|used|connects? to|dials?|hard-?cod*|defaults? to|target|falls? back to) .. (?:127.0.0.1|loopback|localhost)
  `,
  'answers-on-lan': `
    curl [^\\n]{0,120}https?://(?:10|100|192\\.168|172)\\.[\\d.]{3,12}[^\\n]{0,40}\\n?\\W{0,4}(?:http/1.1 )?200(?!\\d)
  `,
  'remote-url': `
    (?:cli|client|app|it) .. (?:rings?|calls?|dials?|aimed|points?|talks?|goes) .. (?:{old}|sold|wrong|dead|no longer exists|gone) |
    (?:dials?|calls?|contacts?|connects? to|talks? to|looks? for) .. (?:previous|old|former|wrong) .. (?:server|host|address|machine|gateway|ip|box) |
    alte (?:adresse|ip) | 旧(?:的)?(?:地址|服务器|ip) | wrong .. (?:port|host|url|gateway|address) |
    control service | internal port | \\.local: | bonjour host | mdns name | points the cli |
    hard-?coded (?:url|host|port) | connects to .. instead | default url | remote url | gateway.remote |
    remote gateway | remote mode | --url(?!\\W{1,3}wss?://(?:127|localhost)) | \\.ts\\.net:\\d{4,5} |
    openclaw gateway url | wrong url | wrong port | wrong host | wrong gateway | wrong target |
    points? (?:to|at) .. (?:old|wrong|other|different|localhost|port) | urlsource |
    source: (?:config gateway|env) | stale url | old url | old ip | 远程网关 | 远程地址 | falsche url |
    entfernt*
  `,
  'mode-remote': 'gateway mode ?[:=]? ?"?remote | mode=remote | mode "?remote | current: remote',
  'mode-missing': `
    (?<!auth\\W)mode is (?:unset|not set|missing|empty) | start is blocked |
    (?:until|unless|without|no) .. mode is set | gateway mode | mode=local | start blocked |
    allow unconfigured
  `,
  ipv6: `
    curl -6 | ipv6 | ::1 | auto select family | happy eyeballs | enetunreach | dns result order |
    network is unreachable | curl -4 | aaaa record*
  `,
  dns: `
    (?:hosts?|names?|domains?) .. not resolve | dns | eai again | enotfound | getaddrinfo |
    name resolution | resolve host | nslookup | resolv.conf | 域名解析 | namensauflösung |
    could not resolve .. (?:host|name|address|proxy|\\w+\\.\\w+)
  `,
  egress: `
    no way out | no (?:internet|outbound) | fetch.?timeout | couldn.?t connect to server |
    http proxy url | proxy request timed out |
    (?:corporate|company|office|outbound) (?:proxy|firewall|network) | firmen(?:proxy|netz|firewall) |
    enetdown | syn_sent | ehostdown | enetreset | no route to host | fetch failed | etimedout |
    network request for | ehostunreach | socket hang up | connect timeout | econnreset | http prox* |
    https prox* | proxy .. (?:ignored|not used|env) | no_proxy | firewall |
    outbound .. (?:block*|fail*|traffic|https|internet|closed|timed|connection) | undici | vpn | gfw |
    timed out connecting | network error | client network socket disconnected |
    tls connection .. established | 网络(?:请求|错误|不通|超时) | 代理 | 防火墙 | 梯子 | netzwerkfehler
  `,
  'provider-host': `
    api.telegram.org | registry.npmjs | googleapis | api.openai | api.anthropic | slack.com |
    discord.com | discord.gg | github.com | open.feishu | clawhub
  `,
  ssrf: `
    home network |
    (?:refus*|verweiger*|block*|den(?:y|ied|ies)) .. https?://(?:10|192\\.168|172\\.(?:1[6-9]|2\\d|3[01]))\\. |
    interne[ns]? (?:adresse|ip|netz) | ssrf* | intranet | private host | private ip | private network |
    private internal | special use | internal address | blocked hostname | blocked host |
    blocked by policy | (?<!start\\x20)blocked: | endpoint blocked | private address* |
    resolves to private | dangerously allow private* | fake-?ip | not allowed by .. policy | rfc1918 |
    cidr | network none | egress proxy | 内网 | 私有地址 | 私网 | 内部地址 | private adresse
  `,
  container: `
    docker | podman | compose | container* | kubernetes | k8s | kubectl | pod | helm | unraid |
    truenas | home assistant | add-on | coolify | portainer | synology | clawdock | 容器 | 镜像
  `,
  'container-net': `
    container .. from the host | enotfound [a-z0-9-]+(?![\\w.-]) | by name .. container |
    from .. container .. (?:not|cannot|refused|unreachable) | wsl2? .. (?:windows|localhost|port) |
    only inside | --bind loopback | bind loopback .. container | inside .. namespace | n8n |
    traefik .. network | same network | docker network | not reachable from .. container |
    from the host | compose network | hardcodes? .. (?:bind|port) | host network | in-container port |
    host docker internal | network mode | port mapping | published port | port publish* | publishes |
    docker-proxy | bridge | inside the container | from .. (?:another|other) container |
    container .. (?:localhost|127.0.0.1) | service name | empty reply from server |
    connection reset by peer | recv failure | 172\\.(?:1[6-9]|2\\d|3[01])* | -p \\d{2,5}:\\d{2,5} |
    ->\\d{2,5}/tcp | extra hosts | sidecar | ports: | expose: | 端口映射 | 宿主机 | netzwerk
  `,
  mount: `
    (?:data|state|files?|config*|memory) .. not (?:kept|preserved|surviv*) | 重建.{0,10}(?:没了|丢) |
    (?:rebuild*|recreat*|pull*|new) .. (?:image|container) .. (?:{gone}) | volumes: \\[\\] | emptydir |
    (?:each|every|after) .. (?:rollout|redeploy|recreation|pull) .. (?:blank|empty|lost|gone|fresh|weg|leer|starts?) |
    image update | not mapped | (?<!%)appdata(?![%\\\\]) | path mapping | after .. image | single-file |
    md5sum | inode | different .. than the host | host .. container .. differ* | container shows |
    not visible in .. container | unmounted | nfs | smb |
    lost .. (?:restart|recreat*|redeploy|rebuild|pull) | persist* | after each container | :/home/\\S |
    :/root/\\S | :/data | bind source | mount* | volume* | overlay | pvc | tmpfs | ephemeral |
    recreat* .. container | disappear* after .. (?:rebuild|recreate|restart) |
    not a directory: unknown | 挂载 | 卷 | eingehängt | (?<!\\S)-v\\s\\S{1,60}:\\S |
    "(?:source|destination|target)" ?: ?"[/~] | "binds" ?:
  `,
  'host-path': `
    mkdir\\W{1,3}/(?:mnt/[a-z]|users|volumes)(?![a-z]) |
    (?:enoent|no such file|not found|eacces) .. (?:/mnt/[a-z]/|/users/|[a-z]:\\\\users) | host path
  `,
  'doubled-path': `
    .openclaw/.openclaw | i have no name | home=/ | wrong home | \\$?home .. (?:inside|points|is) |
    sudo .. home
  `,
  proxy: `
    reverse prox* | nginx | caddy | traefik | cloudflare* | haproxy | load balancer | alb | ingress |
    tailscale serve | openresty | npm proxy manager | 反向代理 | 反代
  `,
  'idle-cut': `
    los(?:es|t|ing) .. (?:websocket|socket) | after a few seconds | read timeout |
    every (?:about |exactly |~)?(?:30|45|55|58|60|90|100|120|180|300) ?s* |
    (?<!(?:timed|times)\\x20out\\x20)after (?:about |exactly |~)?(?:30|45|55|58|60|90|100|120|180|300) ?s*(?!\\x20wait) |
    every minute | each minute | every (?:one|two|five) minutes? | keep-alive |
    keep-?alive .. (?:timeout|interval|ping*|seconds?) | code=?:? ?1006 | code=?:? ?1001 | 504 gateway |
    60 ?秒.{0,8}(?:断|掉) | 每 ?\\d{2,3} ?秒.{0,6}(?:断|掉) | 每分钟 | jede minute | alle 60 |
    upstream timed out | upstream prematurely | websocket .. (?:drop*|disconnect*|clos*|cut*) |
    reconnects? .. every | (?<!llm\\W)(?<!model\\W)idle
  `,
  'proxy-attribution':
    'proxy attribution | unattributable | untrusted address | proxy headers | x-forwarded-for',
  'edge-login':
    'cloudflare access | cf-access | 302 | login page | sso | redirect* .. login | oauth2/authorize',
  tunnel: `
    cannot listen to port | ssh forward | forwarded port | remote connection .. port | bore |
    localtunnel | tailscale funnel | ssh -[nl]* | -l \\d{2,5}: | autossh | tunnel* | port forward* |
    local forward* | cloudflared | ngrok | frp* | open failed: connect failed |
    unable to reach the origin | 隧道 | 端口转发 | 内网穿透 | portweiterleitung | argo
  `,
  'port-changed': `
    (?:{old}) port | old port | stale port | port .. changed | changed .. port | moved .. port |
    new port | instead of \\d{4,5} | still (?:points|forwards|uses|targets) | dead port | 旧端口 |
    alten port | alter port
  `,
  tls: `
    padlock | tls* | ssl* | certificate* | self-?signed | fingerprint* | eproto | err cert* |
    plaintext ws | ws:// .. (?:insecure|plaintext|refus*|block*|non-loopback) | wrong version number |
    leaf signature | mixed content | unable to verify | use system ca | extra ca certs |
    node_extra_ca* | 证书 | zertifikat
  `,
  timeout: 'timeout* | timed out | time out | times out | timing out | zeitüberschreitung | 超时',
  'handshake-timeout':
    'challenge timeout | connect challenge | handshake .. (?:slow|timeout|3 ?s|limit) | handshake',
  'close-1000': `
    closed \\(?1000 | code=?:? ?1000 | clos* .. 1000 | 1000 (?:normal|ok|closure|and no|with no|no reason) | \\(1000 | code .. 1000 | (?:with|by|as) 1000 | 1000.{0,6}(?:关|断)
  `,
  'close-1006': 'closed \\(?1006 | code=?:? ?1006 | abnormal closure | (?:1006)',
  'close-1008': 'closed \\(?1008 | code=?:? ?1008 | (?:1008)',
  'close-1012': 'closed \\(?1012 | code=?:? ?1012 | service restart | (?:1012)',
  'event-gap': `
    event gap* | sequence gap* | seq gap | missed events? | missing events? | seq .. expected |
    out of order .. seq
  `,
} as const;
