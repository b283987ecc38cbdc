/**
 * @module explain/keywords/access
 * Words about who may come in: credentials, devices, scopes, pages, policies. One line is one thing, said in
 * English, German and Chinese, by people and by the product. See `pattern.ts` for the signs used.
 */

export const ACCESS_WORDS = {
  unauthorized: `
    unauthorized | unauthorised | authentication fail* | auth failed | not authenticated | 未授权 |
    认证失败 | 鉴权失败 | nicht autorisiert
  `,
  token: 'token* | 令牌 | zugangstoken',
  'token-mismatch': `
    (?:token|password|secret|passw(?:ort|örter)) .. (?:mismatch|verschieden|unterschiedlich) |
    (?:令牌|token|密码).{0,6}(?:不同|不一致) | token mismatch | password mismatch |
    tokens? .. (?:do not|do nt|don.?t|does not|doesn.?t) (?:match|fit|agree|correspond) |
    tokens? .. (?:passen|passt) .. nicht | 令牌不匹配 | token不匹配 | token stimmt nicht
  `,
  'token-copies': `
    (?:{old}|another|other|newer|different) {key}(?![a-z]) | one token .. (?:another|other|different) |
    (?:another|a different|a new) (?:token|password|secret) .. (?:env|service|unit|config) |
    environment=openclaw_gateway_token* | openclaw_gateway_token= | openclaw_gateway_password= |
    gateway token drift | service token is stale | service token differ* |
    embeds openclaw gateway token | different token | old token | stale token |
    (?:carries|carry|keeps|uses|sends|has|holds) the old (?:one|token|password|secret) | other token |
    new token | rotated the token | token rotat* | changed the token | regenerat* .. token |
    launchctl (?:get|set)env | gateway remote token | altes token | alten token | neues token |
    旧的?token | 新的?token | 旧令牌 | wrong token | two tokens | both tokens .. (?:differ*|exist|set) |
    rotat(?:ed|ing) .. token
  `,
  'token-missing': `
    (?:{no}) .. (?:no|without|presents? no) .. (?:{key}|header) |
    asked for .. (?:credential|token|password|secret) | fragt nach .. (?:token|passwort) |
    要求.{0,4}(?:输入|填).{0,4}(?:令牌|token|密码) | asks? .. for .. token | token prompt |
    paste .. token | #token= | enter .. token | not passed .. (?:token|container) | token is empty |
    nothing sent | without credentials | token missing | gateway password missing | auth required |
    no token | missing .. token | without .. token | token is not set | token not set | token required |
    no auth token | empty token | token=? ?undefined | no credentials | requires explicit credentials |
    missing gateway auth token | auth=none | kein token | ohne token | fehlendes token | 没有 ?token |
    缺少 ?token | 未提供
  `,
  'url-override': 'url override | requires explicit credentials | --url ws*',
  'not-configured': `
    but no .. (?:token|password|config*) was .. (?:configured|provided|set) | token not configured |
    password not configured | no gateway auth | auth is not configured
  `,
  'auth-mode': `
    (?:only supports?|supports? only|only (?:speaks|knows|accepts|offers)) .. (?:token|password) |
    (?:forces?|insists? on|erzwingt) .. (?:password|token) | 只(?:支持|能用).{0,6}(?:token|密码|令牌) |
    强制.{0,6}(?:password|token|密码|令牌) | authentication mode | password mode | password auth* |
    token mode | mode password | auth .. mode .. none | both configured | auth mode is unset |
    auth mode .. (?:conflict*|wrong|none|unset|mismatch|password|trusted|both|chang*|switch*) |
    (?:wrong|another|other|two|both|which|change*|switch*) .. auth mode
  `,
  'trusted-proxy': `
    trusted prox* | user header | identity aware | oauth2 proxy | authelia | authentik | pomerium |
    sso proxy | identity header | x-forwarded-user | x-auth-request-email
  `,
  loopback: 'loopback | 127.0.0.1 | localhost | 本机 | 回环',
  'rate-limit-auth': `
    (?:blocked|locked|banned|shut) .. for .. (?:minutes?|hours?) |
    (?:wrong|failed|bad) .. (?:tries|attempts|guesses|logins|failures) | slams? the door |
    locked .. out | retry later | too many failed auth* | auth rate limited | locked out | lock out |
    lockout* | reason=rate_limited | too many attempts | ausgesperrt | gesperrt | 锁定 | max attempts
  `,
  pairing: `
    no stored device auth | pairing required | not paired | unpaired | re-pair | pair request* |
    role upgrade | metadata upgrade | asks? .. pair* | wants? .. pairing | 需要配对 | 要求配对 |
    muss gekoppelt
  `,
  paired: 'pairing | paired | kopplung | koppeln | gekoppelt | 配对',
  'pairing-pending': `
    blessing | pending approval* | pending request* | waiting for approval | awaiting approval |
    approve .. device | devices approve | device .. not approved | asks? for pairing |
    pairing .. every time | pairing .. again | device is not approved | pending device* | 待批准 |
    等待(?:批准|配对) | 设备.{0,6}批准
  `,
  scope: `
    scope* | operator.read | operator.write | operator.admin | operator.pairing | operator.approvals |
    权限范围 | insufficient permission* | berechtigungsumfang
  `,
  'scope-missing': `
    (?:only|merely|just) .. (?:read*|view*|look*) (?:rights?|access|permissions?|role)? |
    scopes? .. empty | has only operator | self-declared | read only .. dashboard | needs operator.* |
    cannot approve .. scope | no scopes? | lacks? .. scope | operator.talk | missing scope |
    scope mismatch | scope upgrade | more scopes than |
    scopes? .. (?:cleared|empty|lost|stripped|dropped|missing|narrow*|downgrad*) |
    scopes? ?[=:] ?\\[\\] | forbidden .. operator | requires operator | lacks operator* |
    read-only token | scope fehlt | 缺少.{0,6}scope | 缺少.{0,8}权限
  `,
  'device-identity':
    'device identity* | device id mismatch | device key | public key invalid | geräteidentität | 设备身份',
  'device-signature': `
    signature .. (?:check|fails?|off|expired|wrong) | device signature | signature expired |
    signature invalid | device auth .. signature | signature stale | 签名.{0,4}(?:过期|无效|失败)
  `,
  'device-nonce': `
    device nonce | property .. nonce | nonce required | nonce mismatch | nonce missing |
    connect challenge | device auth nonce | 缺少 ?nonce
  `,
  'device-token': `
    {phone}.?s .. {key} | (?:saved|stored|remembered) .. (?:{key}|login) | device token |
    device_token* | gerätetoken | 设备令牌
  `,
  'token-revoked': `
    revoke* | invalidat* | issuer | reissue | rotate* .. device | cached token | stored token |
    local ?storage | after restor* | still uses the old | gecachte* | 吊销 | 失效
  `,
  'bootstrap-code':
    'setup code | bootstrap token | bootstrap code | qr code .. pair | einrichtungscode | 设置码',
  clock: `
    (?:minutes?|hours?) (?:slow|fast|late) | battery clock | without .. (?:rtc|clock) | 1970 |
    clock skew | clock drift | clock is | wrong clock | system clock | system time | ntp | timedatectl |
    time skew | time sync* | uhrzeit | systemzeit | 时钟 | 系统时间 | 时间不同步 |
    minutes (?:ahead|behind|off) | seconds (?:ahead|behind)
  `,
  origin: `
    (?:the|wrong|bad|invalid|unknown) origin(?! (?:of|is)) | origin not allowed | allowed origins |
    origin .. (?:reject*|denied|refused|blocked|check*|allow*) | cross origin | cors |
    control ui origin* | 跨域 | 来源.{0,6}(?:不允许|拒绝) | herkunft
  `,
  dashboard: `
    control ui | dashboard | web ui | webchat | browser tab | web panel | admin panel | 控制台 | 面板 |
    管理页面 | 网页 | oberfläche
  `,
  'insecure-page': `
    without (?:ssl|tls) | bare http | unencrypted | browser blocks | getusermedia |
    clipboard .. not available | http .. (?:tailscale|lan|ip) | http .. instead of https |
    self-hosted .. http | crypto.randomuuid | randomuuid is not | subtle .. undefined | http via |
    not a secure | secure context | insecure context | https or localhost | requires https |
    needs https | without https | no https | plain http | over http | http lan | webcrypto |
    crypto.subtle | allow insecure auth | over the lan ip | via http | unsicherer kontext | ohne https |
    没有 ?https | 通过 ?http | 非安全 | 安全上下文
  `,
  'lan-http': `
    http (?:at|on|to|via) \\d{1,3}\\. | dangerously disable device auth |
    http://(?!127\\.|0\\.)\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}
  `,
  'dm-policy': `
    unknown (?:people|senders?|persons?|users?) | strangers? |
    (?:people|senders?|persons?|colleagues?) .. not on .. list |
    (?:ignores?|ignored) .. (?:colleague|wife|friend|people) |
    (?:friends?|colleagues?|somebody else|someone else|others) .. (?:dropped|ignored|blocked|no answer) |
    drops? all inbound | dropped .. allowlist | allow: ?false | users? resolved |
    not in guild allowlist | ignored message from | allowlist .. (?:inbound|sender|user) | dm policy |
    allow from | dm allowlist | not in .. allowlist |
    sender .. (?:not allowed|blocked|unauthorized|not authorized) |
    dms? .. (?:blocked|ignored|dropped) | unauthorized sender | not authorized to use | 私聊 | 白名单 |
    freigabeliste | private messages? .. ignored
  `,
  'dm-pairing': `
    pairing code | pairing request | pairing approve | pairing list | access not configured |
    dm pairing | 配对码
  `,
  'group-policy': `
    guild allowlist | guilds .. channels | non-allowlisted | groups? .. allowlist |
    allowlisted groups? | not in .. channels | topic .. (?:ignored|not allowed) | group policy |
    group allow* | not in groups | group .. (?:dropped|blocked|ignored|denied) | guild .. not allowed |
    channel .. not allowed | skip group | groups .. silent |
    group messages? .. (?:ignored|dropped|nothing|silent|never) | ignores? .. group |
    群(?:组|聊|里|消息) | gruppe* .. (?:ignor*|stumm*|keine)
  `,
  mention: `
    (?:only|unless|just) .. mention* |
    (?:unless|except|only) .. (?:tagged|tag it|called by name|by name|shout .. name|@) |
    mention required | require mention | mention gat* | no mention | without mention* | not mentioned |
    mention pattern* | must mention | @ ?mention* | erwähnung | 提及 | 艾特 | @机器人
  `,
  'tool-policy': `
    tools? .. profile | minimal profile | tools? .. policy |
    tools? .. (?:taken away|forbidden|withheld|stripped|{no}) | by a rule | tool .. forbidden |
    tools profile | tool profile | tools deny | tools allow | tools also allow | tool policy |
    denied by .. policy | removed by .. policy | escapes sandbox | escapes .. root |
    outside .. sandbox root | tool not available | not in effective tool* | tools by sender |
    workspace only | sandbox tools | tools sandbox | tool .. not allowed | tool .. denied |
    elevated is not available | no callable tools | allowlist contains unknown |
    工具.{0,8}(?:禁用|不可用|没有)
  `,
  'tools-gone': `
    no hands | none of my tools | never touch* .. file | no shell tool* | no tools? |
    tools? .. (?:gone|missing|greyed|grayed|disappeared|unavailable|not available|vanish*) |
    never calls? .. tool | never uses .. tool | without .. tool* | only text | promises to |
    says it will | text-only | werkzeuge .. weg | 工具(?:都|全)?(?:没了|不见|消失|变灰)
  `,
  'policy-changed': 'policy changed | policy tighten* | changed .. policy | after .. policy',
} as const;
